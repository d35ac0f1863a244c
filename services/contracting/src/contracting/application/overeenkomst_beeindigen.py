import datetime as dt
import uuid

from contracting.application.ports import UnitOfWork
from contracting.domain.errors import niet_gevonden
from contracting.domain.grootboek import boek_termijn
from contracting.domain.overeenkomst import Overeenkomst


async def beeindig_overeenkomst(
    uow: UnitOfWork, overeenkomst_id: uuid.UUID, *, einddatum: dt.date, reden: str
) -> Overeenkomst:
    """End earlier than concluded; later taakgericht terms lapse in the ledger."""
    overeenkomst = await uow.overeenkomsten.get(overeenkomst_id)
    if overeenkomst is None:
        raise niet_gevonden("De overeenkomst")
    beeindigd = overeenkomst.beeindig(einddatum, reden)
    for termijn in await uow.overeenkomsten.beeindig(beeindigd):
        await uow.grootboek.boek(boek_termijn(beeindigd.termijn_vastgesteld(termijn), vervallen=True))
    uow.emit(beeindigd.beeindigd(einddatum, reden))
    return beeindigd
