"""Approved lines become payable: one order per message, programme line and year of delivery."""

import datetime as dt
import uuid
from dataclasses import dataclass
from enum import StrEnum

from declaraties.domain.betalen.events import BetaalopdrachtGemaakt

BETAALTERMIJN_DAGEN = 30
# An approved line always had a price, hence an overeenkomst; the line stays visible should that ever fail.
ONBEKENDE_PROGRAMMALIJN = "onbekend"


class Opdrachtsoort(StrEnum):
    """What a payable follows from; its `bron_id` is the id of that."""

    PRESTATIES = "prestaties"
    TERMIJN = "termijn"
    CONTINUITEIT = "continuiteit"
    MEERKOSTEN = "meerkosten"
    VERREKENING = "verrekening"


class Betreft(StrEnum):
    """What a payable is about, also when it settles an earlier one: in which obligation it is to be found."""

    ZORG = "zorg"
    TERMIJN = "termijn"
    VERGOEDING = "vergoeding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Betaalopdracht:
    """A payable; `bedrag_cent` is negative when credits weigh more. `vervaldatum`: 30 days after dagtekening (SAP)."""

    id: uuid.UUID
    programmalijn: str
    jaar: int
    bedrag_cent: int
    vervaldatum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class LosseOpdracht:
    """A payable that does not come from judging a message; one per (soort, bron_id, programmalijn, jaar).

    `bestand_id` names the message that a settlement corrects, when it is about one; `overeenkomst_id` and `termijn`
    the term that it is about.
    """

    id: uuid.UUID
    soort: Opdrachtsoort
    betreft: Betreft
    bron_id: uuid.UUID
    agb_code: str
    gemeente: str
    wet: str
    programmalijn: str
    jaar: int
    bedrag_cent: int
    vervaldatum: dt.date
    bestand_id: uuid.UUID | None = None
    overeenkomst_id: uuid.UUID | None = None
    termijn: int = 0

    def gemaakt(self) -> BetaalopdrachtGemaakt:
        """The fact."""
        return BetaalopdrachtGemaakt(
            betaalopdracht_id=str(self.id),
            bestand_id=str(self.bestand_id or ""),
            agb_code=self.agb_code,
            gemeente=self.gemeente,
            wet=self.wet,
            programmalijn=self.programmalijn,
            jaar=self.jaar,
            bedrag_cent=self.bedrag_cent,
            vervaldatum=self.vervaldatum,
            soort=self.soort.value,
            bron_id=str(self.bron_id),
            betreft=self.betreft.value,
            overeenkomst_id=str(self.overeenkomst_id or ""),
            termijn=self.termijn,
        )
