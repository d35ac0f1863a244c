"""Terms that are due become payables; what changes afterwards becomes a correction, never an edit (D16)."""

import datetime as dt
import uuid

from risb_kern.act import Handeling

from declaraties.application.betalen.opdrachten.betaalopdracht_maken import betaalopdracht_maken
from declaraties.application.betalen.ports import Termijnstand
from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaalopdracht import Betreft, LosseOpdracht, Opdrachtsoort
from declaraties.domain.betalen.betaaltermijn import verschuldigd

# Payables of terms have the same id whoever makes them, also after the database was put back.
NAAMRUIMTE = uuid.UUID("0d3c9f5e-5d39-5f0c-9b52-5f2f5a3c7d16")


async def termijnen_betaalbaar_maken(uow: Uow, handeling: Handeling, gemeente: str, *, tot_en_met: dt.date) -> int:
    """Make payable what is due and was not made payable; again changes nothing. Gives how many payables were made."""
    kortingen = await uow.termijnen.list_kortingen(gemeente)
    gemaakt = 0
    for stand in await uow.termijnen.list_vervallend(gemeente, tot_en_met=tot_en_met):
        doel = verschuldigd(stand.termijn, kortingen, onder_korting=stand.onder_korting, maatregel=stand.procent)
        if doel.bedrag_cent is None or doel.bedrag_cent == sum(stand.gemaakt):
            continue
        opdracht = _opdracht(stand, doel.bedrag_cent - sum(stand.gemaakt))
        if await betaalopdracht_maken(uow, handeling, opdracht):
            await uow.termijnen.book(stand.termijn, len(stand.gemaakt) + 1, opdracht, doel.reden)
            gemaakt += 1
    return gemaakt


def opdrachten_van(stand: Termijnstand) -> set[uuid.UUID]:
    """The ids of the payables that were made of the term."""
    return {_opdracht_id(_bron(stand, nummer)) for nummer in range(1, len(stand.gemaakt) + 1)}


def _bron(stand: Termijnstand, volgnummer: int) -> uuid.UUID:
    return uuid.uuid5(NAAMRUIMTE, f"{stand.termijn.kenmerk}|{volgnummer}")


def _opdracht_id(bron: uuid.UUID) -> uuid.UUID:
    return uuid.uuid5(NAAMRUIMTE, f"opdracht|{bron}")


def _opdracht(stand: Termijnstand, bedrag_cent: int) -> LosseOpdracht:
    termijn, eerste = stand.termijn, not stand.gemaakt
    bron = _bron(stand, len(stand.gemaakt) + 1)
    return LosseOpdracht(
        id=_opdracht_id(bron),
        soort=Opdrachtsoort.TERMIJN if eerste else Opdrachtsoort.VERREKENING,
        betreft=Betreft.TERMIJN,
        bron_id=bron,
        agb_code=termijn.agb_code,
        gemeente=termijn.gemeente,
        wet=termijn.wet,
        programmalijn=termijn.programmalijn,
        jaar=termijn.jaar,
        bedrag_cent=bedrag_cent,
        vervaldatum=termijn.vervaldatum,
        overeenkomst_id=termijn.overeenkomst_id,
        termijn=termijn.termijn,
    )
