"""Measures against an aanbieder, imposed from a case (Contractstandaard 3.5.5: client stop)."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from risb_kern.errors import DomainError, Fout, Kind

from toezicht.domain.zaken.zaak import zaaknaam


class Maatregelsoort(StrEnum):
    """Kinds of measure that other services obey."""

    CLIENTENSTOP = "clientenstop"
    KORTING = "korting"
    OPSCHORTING = "opschorting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Maatregel:
    """`van` and `tot` are the first and last day; without `tot` until further notice. No gemeenten: whole region.

    `percentage` is what a korting takes of what is due; no other kind has one.
    """

    id: uuid.UUID
    zaak_id: uuid.UUID
    agb_code: str
    soort: Maatregelsoort
    gemeenten: Sequence[str]
    van: dt.date
    tot: dt.date | None
    grond: str
    trace_id: str
    opgelegd_op: dt.datetime
    opgelegd_door: str
    einddatum: dt.date | None = None
    einde_reden: str | None = None
    percentage: int | None = None

    @property
    def zaak(self) -> str:
        """The name in the timeline of the case that it was imposed from."""
        return zaaknaam(self.zaak_id)

    def beeindig(self, einddatum: dt.date, reden: str) -> "Maatregel":
        """End it on that day; it may not end before it began, nor twice."""
        if self.einddatum is not None:
            raise DomainError(Kind.CONFLICT, "maatregel-al-beeindigd", "Deze maatregel is al beëindigd.")
        if einddatum < self.van:
            raise DomainError(
                Kind.INVALID,
                "einde-voor-begin",
                "De maatregel kan niet eindigen voordat zij begint.",
                Fout("einddatum", "einde-voor-begin", f"Kies {self.van.isoformat()} of later."),
            )
        return dataclasses.replace(self, einddatum=einddatum, einde_reden=reden)


def controleer_percentage(soort: Maatregelsoort, percentage: int | None) -> None:
    """A korting says how much less is paid; another kind of measure cuts nothing (contractstandaard 3.19.1)."""
    if soort is Maatregelsoort.KORTING and percentage is None:
        fout = Fout("percentage", "ontbreekt", "Noem een percentage van 1 tot en met 100, bijvoorbeeld 5.")
        raise DomainError(Kind.INVALID, "percentage-ontbreekt", "Een korting zegt hoeveel minder wordt betaald.", fout)
    if soort is not Maatregelsoort.KORTING and percentage is not None:
        fout = Fout("percentage", "hoort-hier-niet", "Laat het percentage weg, of kies korting.")
        raise DomainError(Kind.INVALID, "percentage-hoort-hier-niet", "Alleen een korting heeft een percentage.", fout)


def controleer(van: dt.date, tot: dt.date | None, gemeenten: Collection[str], regio: Collection[str]) -> None:
    """Every fault at once: an end before the begin, gemeenten outside the region (when the region is known)."""
    fouten = []
    if tot is not None and tot < van:
        fouten.append(Fout("tot", "einde-voor-begin", f"Kies {van.isoformat()} of later."))
    fouten += [
        Fout("gemeenten", "onbekende-gemeente", f"Gemeente {one} doet niet mee in de regio.")
        for one in gemeenten
        if regio and one not in regio
    ]
    if fouten:
        raise DomainError(Kind.INVALID, "maatregel-ongeldig", "De maatregel klopt niet; verbeter de velden.", *fouten)
