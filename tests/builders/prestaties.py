"""A 323 as judged, with the outcome that a test gives it."""

import uuid
from collections.abc import Collection, Sequence

import numpy as np
from declaraties.domain.beoordelen.oordeel import Oordeel, Uitkomst
from declaraties.domain.beoordelen.prestatiedelen import Beoordeling
from declaraties.domain.standaard.berichten.declaratie import Declaratiebericht, in_kolommen

from tests.builders.handelingen import NU


def beoordeling(
    bericht: Declaratiebericht,
    clienten: Sequence[bytes],
    *,
    afgekeurd: Collection[int] = (),
    onbekend: Collection[int] = (),
) -> Beoordeling:
    """All lines approved, but those `afgekeurd` (9322); the clients `onbekend` are refused."""
    kolommen = in_kolommen(bericht)
    regels = np.arange(len(kolommen.prestaties))
    client_afgekeurd = np.isin(np.arange(len(kolommen.bsns)), list(onbekend))
    niet_beoordeeld = client_afgekeurd[kolommen.prestaties.client]
    fout = np.isin(regels, list(afgekeurd)) & ~niet_beoordeeld
    goed = ~(fout | niet_beoordeeld)
    return Beoordeling(
        bestand_id=str(uuid.UUID(int=1)),
        bericht=kolommen,
        oordeel=Oordeel(
            uitkomst=Uitkomst.BEOORDEELD,
            treffers=(),
            toegekend=goed,
            client_afgekeurd=client_afgekeurd,
            niet_beoordeeld=niet_beoordeeld,
            ingediend_cent=int(kolommen.prestaties.cent.sum()),
            toegekend_cent=int(kolommen.prestaties.cent[goed].sum()),
        ),
        clienten=clienten,
        maximum=np.full(len(regels), 0, np.int64),
        uitkomsten=["", "9322", "0233"],
        uitkomst=np.where(niet_beoordeeld, 2, np.where(fout, 1, 0)),
        beoordeeld_op=NU,
    )
