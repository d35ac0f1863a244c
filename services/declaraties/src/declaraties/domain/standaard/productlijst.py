"""Which ProductCategorie a ProductCode belongs to (TR381): the list a gemeente agreed, else the national youth list.

The national list for the Jeugdwet (JZ21) is built up so that the first two characters of a code are its category; only
which codes exist had to be written down. A code of that list without category (a whole group) is left out.
For the Wmo no national list exists (beslissing productlijst).
"""

from collections.abc import Mapping
from functools import cache

from declaraties.domain.standaard.profielen import Wet

Productlijst = Mapping[str, str]

# group, and first to last number; edition of February 2025
_JZ21 = """
40A01-15 41A01-24 41B00-06 42A01-10 43A01-66 43B00-19 44A01-70 44B00-10 44B15-18 45A01-75 45B00-27 46A00-05
46B00-05 47A01-10 47B00-06 47B10-16 48A00-06 48B00-02 48B10-14 49A01-06 49B00-07 50A00-32 51A00-05 52A00
53A01-06
"""


@cache
def landelijke_lijst(wet: Wet) -> Productlijst:
    """Code to category; empty for a wet without national list."""
    if wet is not Wet.JW:
        return {}
    return {code: code[:2] for reeks in _JZ21.split() for code in _codes(reeks)}


def _codes(reeks: str) -> list[str]:
    """`45A01-12` stands for 45A01 to 45A12; a single code stands for itself."""
    eerste, _, laatste = reeks.partition("-")
    groep, nummer = eerste[:3], int(eerste[3:])
    return [f"{groep}{n:02d}" for n in range(nummer, int(laatste or nummer) + 1)]


def categorieen(wet: Wet, gemeente: str, afgesproken: Mapping[tuple[str, str], Productlijst]) -> Productlijst:
    """Code to category for messages to this gemeente; a code that is absent is not judged by TR381.

    `afgesproken` is keyed by wet and gemeente; what it says of a code replaces the national list.
    """
    return {**landelijke_lijst(wet), **afgesproken.get((wet.value, gemeente), {})}
