"""The report to the council on fifteen measures, three times a year: blocked when its figures do not add up."""

import uuid
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from risb_kern.errors import Fout, conflict, refused

AANTAL_MAATREGELEN = 15


class Maatregelstatus(StrEnum):
    """How far a measure of the programme is."""

    IN_VOORBEREIDING = "in-voorbereiding"
    IN_UITVOERING = "in-uitvoering"
    AFGEROND = "afgerond"


@dataclass(frozen=True, slots=True, kw_only=True)
class Maatregelbedragen:
    """The money of a measure, or of all of them, in the year."""

    doel_cent: int
    gerealiseerd_cent: int
    prognose_cent: int
    investering_cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Betaalbaarheidsmaatregel:
    """One measure: money, quality and access side by side; `kwaliteit` is a mark in tenths, `wachtdagen` the access."""

    nummer: int
    titel: str
    eigenaar: str
    status: Maatregelstatus
    bedragen: Maatregelbedragen
    kwaliteit: int
    wachtdagen: int
    risico: str
    gevraagd_besluit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Betaalbaarheidsverslag:
    """A report of a year with its number (1 to 3), its measures and the totals that it prints."""

    id: uuid.UUID
    jaar: int
    nummer: int
    maatregelen: tuple[Betaalbaarheidsmaatregel, ...]
    totaal: Maatregelbedragen
    gepubliceerd: bool = False

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"betaalbaarheidsverslag:{self.id}"

    def publiceer(self) -> "Betaalbaarheidsverslag":
        """Give it to the council; everything that is wrong with it is told at once."""
        if self.gepubliceerd:
            raise conflict("al-gepubliceerd", "Dit verslag is al gepubliceerd.")
        fouten = [*self._aantal_fout(), *self._som_fouten()]
        if fouten:
            raise refused("verslag-klopt-niet", "Het verslag kan niet naar de raad.", *fouten)
        return replace(self, gepubliceerd=True)

    def _aantal_fout(self) -> list[Fout]:
        nummers = sorted(one.nummer for one in self.maatregelen)
        if nummers == list(range(1, AANTAL_MAATREGELEN + 1)):
            return []
        return [Fout("maatregelen", "aantal", f"Het programma heeft maatregel 1 tot en met {AANTAL_MAATREGELEN}.")]

    def _som_fouten(self) -> list[Fout]:
        fouten = []
        for veld in fields(Maatregelbedragen):
            som = sum(getattr(one.bedragen, veld.name) for one in self.maatregelen)
            totaal = getattr(self.totaal, veld.name)
            if som != totaal:
                melding = f"De maatregelen zijn samen {som} cent en het totaal zegt {totaal} cent."
                fouten.append(Fout(f"totaal.{veld.name}", "som", melding))
        return fouten
