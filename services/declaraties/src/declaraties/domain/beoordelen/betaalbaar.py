"""What an approved 323 makes payable."""

import datetime as dt
import uuid
from collections.abc import Callable

import numpy as np

from declaraties.domain.beoordelen.oordeel import Oordeel
from declaraties.domain.betalen.betaalopdracht import BETAALTERMIJN_DAGEN, ONBEKENDE_PROGRAMMALIJN, Betaalopdracht
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.waarden import datum_van
from declaraties.domain.standaard.kolomrekenen import groepen, nummers


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
