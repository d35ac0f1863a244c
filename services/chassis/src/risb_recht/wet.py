"""The two laws under which the region gives support."""

from enum import StrEnum


class Wet(StrEnum):
    """The legal domain (wettelijk domein): Wet maatschappelijke ondersteuning 2015 or Jeugdwet."""

    WMO = "wmo"
    JW = "jw"
