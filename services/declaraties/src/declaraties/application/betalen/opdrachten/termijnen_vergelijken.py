"""What a run pays for terms, held against what is due today."""

import uuid

from declaraties.application.betalen.opdrachten.termijnen_betaalbaar_maken import opdrachten_van
from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaalrun import Betaalrun
from declaraties.domain.betalen.betaaltermijn import verschuldigd


async def termijnen_vergelijken(uow: Uow, run: Betaalrun) -> frozenset[uuid.UUID]:
    """Payables of terms of which something else is due than was made payable, or a correction down is open."""
    kortingen = await uow.termijnen.list_kortingen(run.gemeente)
    openstaand = await uow.betaalruns.list_open(run.gemeente, run.agb_code, tot_en_met=run.tot_en_met)
    terug = {one.id for one in openstaand if one.bedrag_cent < 0}
    gewijzigd: set[uuid.UUID] = set()
    for stand in await uow.termijnen.list_vervallend(run.gemeente, tot_en_met=run.tot_en_met):
        doel = verschuldigd(stand.termijn, kortingen, onder_korting=stand.onder_korting, maatregel=stand.procent)
        gemaakt = opdrachten_van(stand)
        if doel.bedrag_cent not in {None, sum(stand.gemaakt)} or terug & gemaakt:
            gewijzigd |= gemaakt
    return frozenset(gewijzigd)
