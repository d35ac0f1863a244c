import datetime as dt
import uuid
from dataclasses import replace

from contracting.application.ports import UnitOfWork
from contracting.domain.errors import niet_gevonden
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.sturing.grootboek import boek_termijn


async def beeindig_overeenkomst(
    uow: UnitOfWork, overeenkomst_id: uuid.UUID, *, einddatum: dt.date, reden: str
) -> Overeenkomst:
    """End earlier than concluded; later taakgericht terms lapse: they are told again with amount zero."""
    overeenkomst = await uow.overeenkomsten.get(overeenkomst_id)
    if overeenkomst is None:
        raise niet_gevonden("De overeenkomst")
    beeindigd = overeenkomst.beeindig(einddatum, reden)
    for termijn in await uow.overeenkomsten.beeindig(beeindigd):
        feit = beeindigd.termijn_vastgesteld(replace(termijn, bedrag_cent=0))
        uow.emit(feit)
        await uow.grootboek.boek(boek_termijn(feit, vervallen=True))
    uow.emit(beeindigd.beeindigd(einddatum, reden))
    return beeindigd
