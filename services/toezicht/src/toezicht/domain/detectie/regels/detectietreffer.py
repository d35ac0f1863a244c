from dataclasses import dataclass

from toezicht.domain.detectie.events import Feit
from toezicht.domain.detectie.regels.detectieregel import Detectieregel


@dataclass(frozen=True, slots=True, kw_only=True)
class Detectietreffer:
    """A rule that struck for a month: the facts, what they were compared with, and the euros concerned."""

    regel: Detectieregel
    periode: int
    feiten: tuple[Feit, ...]
    vergelijking: str
    bedrag_cent: int


def feit(naam: str, waarde: str, eenheid: str = "") -> Feit:
    """Short way to write a fact."""
    return Feit(naam=naam, waarde=waarde, eenheid=eenheid)
