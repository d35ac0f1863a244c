"""The two laws under which the region gives support."""

from enum import StrEnum


class Wet(StrEnum):
    """The legal domain (wettelijk domein): Wmo 2015 or Jeugdwet; numbers are unique inside one, never across."""

    WMO = "wmo"
    JW = "jw"
