"""What a text may not hold wherever it comes in."""

import re

_LEESRICHTING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def leesbaar(tekst: str) -> str:
    """The text itself; ValueError when it holds a sign that turns the direction of reading."""
    if _LEESRICHTING.search(tekst):
        raise ValueError("De tekst bevat een onzichtbaar teken dat de leesrichting verandert. Haal het weg.")
    return tekst
