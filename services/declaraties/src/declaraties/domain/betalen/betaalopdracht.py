"""Approved lines become payable: one order per message, programme line and year of delivery."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from declaraties.domain.beoordelen.oordeel import Oordeel
from declaraties.domain.events import BetaalopdrachtGemaakt
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.waarden import datum_van
from declaraties.domain.standaard.kolomrekenen import groepen, nummers

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

    `bestand_id` names the message that a settlement corrects, when it is about one.
    """

    id: uuid.UUID
    soort: Opdrachtsoort
    bron_id: uuid.UUID
    agb_code: str
    gemeente: str
    wet: str
    programmalijn: str
    jaar: int
    bedrag_cent: int
    vervaldatum: dt.date
    bestand_id: uuid.UUID | None = None

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
        )


def maak_betaalopdrachten(
    bericht: Bericht323,
    oordeel: Oordeel,
    *,
    programmalijn: Callable[[str, dt.date], str | None],
    nieuw_id: Callable[[], uuid.UUID],
) -> list[Betaalopdracht]:
    """Orders whose sum is exactly the awarded amount; `programmalijn` answers for a product code on a day."""
    p = bericht.prestaties
    goed = np.flatnonzero(oordeel.toegekend)
    # few different products and days among very many lines
    eerste, groep = groepen(*nummers(p.code[goed]), p.begin[goed])
    bedragen = np.zeros(len(eerste), np.int64)
    np.add.at(bedragen, groep, p.cent[goed])
    sommen: dict[tuple[str, int], int] = {}
    for regel, cent in zip(goed[eerste].tolist(), bedragen.tolist(), strict=True):
        datum = datum_van(int(p.begin[regel]))
        lijn = (programmalijn(str(p.code[regel]), datum) or ONBEKENDE_PROGRAMMALIJN, datum.year)
        sommen[lijn] = sommen.get(lijn, 0) + cent
    vervalt = bericht.declaratie_dagtekening + dt.timedelta(days=BETAALTERMIJN_DAGEN)
    return [
        Betaalopdracht(id=nieuw_id(), programmalijn=lijn, jaar=jaar, bedrag_cent=cent, vervaldatum=vervalt)
        for (lijn, jaar), cent in sorted(sommen.items())
    ]
