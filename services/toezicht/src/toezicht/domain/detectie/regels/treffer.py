from dataclasses import dataclass

from toezicht.domain.detectie.events import Feit
from toezicht.domain.detectie.regels.tabel import Regel


@dataclass(frozen=True, slots=True, kw_only=True)
class Treffer:
    """A rule that struck for a month: the facts, what they were compared with, and the euros concerned."""

    regel: Regel
    periode: int
    feiten: tuple[Feit, ...]
    vergelijking: str
    bedrag_cent: int


def feit(naam: str, waarde: str, eenheid: str = "") -> Feit:
    """Short way to write a fact."""
    return Feit(naam=naam, waarde=waarde, eenheid=eenheid)
