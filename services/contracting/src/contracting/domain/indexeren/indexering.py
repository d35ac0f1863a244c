"""One indexation of the contracts of percelen for a year: proposed, decided by another person, carried out in parts."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.errors import Fout, conflict, refused
from risb_recht.bedrag import euro
from risb_recht.verloop import Verloop

from contracting.domain.indexeren.berekening import Indexberekening
from contracting.domain.indexeren.voorstel import Indexregel

_MEESTE_FOUTEN = 20


class IndexeringStatus(StrEnum):
    """Where an indexation stands."""

    VOORGESTELD = "voorgesteld"
    VASTGESTELD = "vastgesteld"
    UITGEVOERD = "uitgevoerd"
    INGETROKKEN = "ingetrokken"


class IndexeringStap(StrEnum):
    """What is done with an indexation."""

    VASTSTELLEN = "vaststellen"
    UITVOEREN = "uitvoeren"
    INTREKKEN = "intrekken"


S, H = IndexeringStatus, IndexeringStap
VERLOOP = Verloop(
    wat="de indexering",
    start=S.VOORGESTELD,
    einde=frozenset({S.UITGEVOERD, S.INGETROKKEN}),
    tabel={
        (S.VOORGESTELD, H.VASTSTELLEN): S.VASTGESTELD,
        (S.VOORGESTELD, H.INTREKKEN): S.INGETROKKEN,
        (S.VASTGESTELD, H.UITVOEREN): S.UITGEVOERD,
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexering:
    """`voorlopig` leaves the correction out, for as long as the definitive figure is not known.

    Prices that it gave carry its id: together they are one version of the price list of these percelen.
    """

    id: uuid.UUID
    jaar: int
    percelen: tuple[str, ...]
    voorlopig: bool
    voorgesteld_op: dt.date
    voorgesteld_door: str
    berekeningen: tuple[Indexberekening, ...]
    regels: int
    delen: int
    vastgesteld_op: dt.date | None = None
    vastgesteld_door: str | None = None
    status: IndexeringStatus = IndexeringStatus.VOORGESTELD

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"indexering:{self.id}"

    @property
    def loopt(self) -> bool:
        """True until it was carried out or withdrawn."""
        return self.status in {S.VOORGESTELD, S.VASTGESTELD}

    def stel_vast(self, vandaag: dt.date, door: str) -> "Indexering":
        """Decided, by whom."""
        status = VERLOOP.na(self.status, H.VASTSTELLEN)
        return replace(self, status=status, vastgesteld_op=vandaag, vastgesteld_door=door)

    def trek_in(self) -> "Indexering":
        """Withdraw what was only proposed."""
        return replace(self, status=VERLOOP.na(self.status, H.INTREKKEN))

    def voltooi(self) -> "Indexering":
        """Every part was carried out."""
        return replace(self, status=VERLOOP.na(self.status, H.UITVOEREN))

    def bron(self, berekening: int) -> str:
        """The source of a price, in words."""
        bronnen = sorted({one.bron for one in self.berekeningen[berekening].invoer})
        return f"Indexering {self.jaar}: {', '.join(bronnen)}"[:500]

    def ongewijzigd(self, berekeningen: Sequence[Indexberekening], oud: object, nieuw: object) -> None:
        """Refuse to decide on what is no longer what was shown."""
        if tuple(berekeningen) != self.berekeningen or oud != nieuw:
            melding = (
                "Na dit voorstel veranderde een indexcijfer, een indexclausule, een prijs of een overeenkomst; wat u"
                " zag geldt niet meer. Trek het voorstel in en maak een nieuw voorstel."
            )
            raise conflict("voorstel-verouderd", melding)


def controleer_ronde(jaar: int, percelen: Iterable[str], bestaand: Iterable[Indexering]) -> None:
    """Refuse a run beside one that is not finished, and one for a year before a year that was indexed since."""
    percelen = set(percelen)
    for one in bestaand:
        samen = ", ".join(sorted(percelen & set(one.percelen)))
        if samen and one.loopt:
            melding = f"Voor {samen} loopt al een indexering ({one.jaar}, {one.id}). Wacht tot zij klaar is."
            raise conflict("indexering-loopt", melding, Fout("percelen", "loopt", melding))
        if samen and one.status is S.UITGEVOERD and one.jaar > jaar:
            melding = (
                f"Voor {samen} is {one.jaar} al geindexeerd, op de tarieven van {jaar}. Een later cijfer over {jaar}"
                " werkt door in de correctie van het jaar erna."
            )
            raise conflict("later-jaar-geindexeerd", melding, Fout("jaar", "te-vroeg", melding))


def controleer_regels(
    jaar: int,
    regels: Sequence[Indexregel],
    berekeningen: Sequence[Indexberekening],
    vloeren: Mapping[tuple[str, str], int],
    *,
    eerder: bool,
) -> None:
    """Refuse a run that changes nothing, and a tariff of nothing or below the real price (UB Wmo 5.4).

    `vloeren` holds the lowest real price per perceel and product, where there is one.
    """
    if not regels and eerder:
        melding = f"Deze percelen zijn over {jaar} al geindexeerd, met dezelfde cijfers. Er verandert niets."
        raise conflict("al-geindexeerd", melding)
    if not regels:
        melding = f"Geen tarief of budget van deze percelen is van voor {jaar} en loopt dan nog. Er verandert niets."
        raise conflict("niets-te-indexeren", melding)
    laag = [
        (one, vloer)
        for one in regels
        if one.wordt_cent
        < (vloer := max(1, vloeren.get((berekeningen[one.berekening].perceel_code, one.productcode or ""), 0)))
    ]
    fouten = [
        Fout(
            "percelen",
            "onder-reele-prijs",
            f"{one.productcode or 'Het jaarbudget'} van aanbieder {one.agb_code} zou {euro(one.wordt_cent)} worden; de"
            f" laagste prijs is {euro(vloer)}.",
        )
        for one, vloer in laag[:_MEESTE_FOUTEN]
    ]
    if fouten:
        raise refused("onder-reele-prijs", "Een tarief komt onder de reele prijs.", *fouten)
