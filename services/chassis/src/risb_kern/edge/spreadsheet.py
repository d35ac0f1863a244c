"""Texts in a file that somebody opens in a spreadsheet: nothing is calculated, nothing is taken for a number."""

import re

BOM = "\ufeff"
# A spreadsheet splits by the separator of its own country, and then takes what stands first for a formula.
_FORMULA = re.compile("(^|[;,|\t\r\n\"'])(?=[ \u00a0]*[=+\\-@\uff1d\uff0b\uff0d\uff20])")
_BEGIN = ("\t", "\r", "\n")
# Zeros in front, more digits than a number holds there, and what looks like a power of ten.
_NUMBER_LIKE = re.compile(r"0[0-9]+|[0-9]{12,}|[0-9]+[eE][0-9]+")


def safe(text: str) -> str:
    """The text, with an apostrophe before every sign that would begin a formula, whatever the separator."""
    marked = _FORMULA.sub(r"\1'", text)
    return f"'{marked}" if marked.startswith(_BEGIN) else marked


def reference(text: str) -> str:
    """A code that is compared and not added up: as `safe`, and it keeps its zeros."""
    return f"'{text}" if _NUMBER_LIKE.fullmatch(text) else safe(text)


def prefers(accept: str, mediatype: str, other: str) -> bool:
    """True when an Accept header asks for this media type by name, and not less than for the other."""
    return (weight := _weight(accept, mediatype)) > 0 and weight >= _weight(accept, other)


def _weight(accept: str, mediatype: str) -> float:
    for one in accept.lower().split(","):
        name, *parameters = (part.strip() for part in one.split(";"))
        if name == mediatype:
            given = [part.removeprefix("q=").strip() for part in parameters if part.startswith("q=")]
            return float(given[0]) if given and re.fullmatch(r"[01](\.[0-9]{0,3})?", given[0]) else float(not given)
    return 0.0
