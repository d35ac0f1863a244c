"""Approved lines become payable: one order per message, programme line and year of delivery."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from declaraties.domain.berichten.declaratie import Bericht323
from declaraties.domain.berichten.waarden import datum_van
from declaraties.domain.oordeel import Oordeel

BETAALTERMIJN_DAGEN = 30
# An approved line always had a price, hence an overeenkomst; the line stays visible should that ever fail.
ONBEKENDE_PROGRAMMALIJN = "onbekend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Betaalopdracht:
    """A payable; `bedrag_cent` is negative when credits weigh more. `vervaldatum`: 30 days after dagtekening (SAP)."""

    id: uuid.UUID
    programmalijn: str
    jaar: int
    bedrag_cent: int
    vervaldatum: dt.date


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
    sommen: dict[tuple[str, int], int] = {}
    regels = zip(p.code[goed].tolist(), p.begin[goed].tolist(), p.cent[goed].tolist(), strict=True)
    lijnen: dict[tuple[str, int], tuple[str, int]] = {}
    for code, dag, cent in regels:
        if (code, dag) not in lijnen:
            datum = datum_van(dag)
            lijnen[code, dag] = (programmalijn(code, datum) or ONBEKENDE_PROGRAMMALIJN, datum.year)
        sommen[lijnen[code, dag]] = sommen.get(lijnen[code, dag], 0) + cent
    vervalt = bericht.declaratie_dagtekening + dt.timedelta(days=BETAALTERMIJN_DAGEN)
    return [
        Betaalopdracht(id=nieuw_id(), programmalijn=lijn, jaar=jaar, bedrag_cent=cent, vervaldatum=vervalt)
        for (lijn, jaar), cent in sorted(sommen.items())
    ]
