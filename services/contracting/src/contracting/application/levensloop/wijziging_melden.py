from contracting.application.uow import Uow
from contracting.domain.overeenkomsten.events import OvereenkomstGewijzigd
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst


async def wijziging_melden(uow: Uow, overeenkomst: Overeenkomst) -> None:
    """Tell the newest change of an agreement, with what all of them are together."""
    laatste = overeenkomst.wijzigingen[-1]
    uow.emit(
        OvereenkomstGewijzigd(
            overeenkomst_id=str(overeenkomst.id),
            agb_code=overeenkomst.agb_code,
            nummer=len(overeenkomst.wijzigingen),
            reden=laatste.reden.value,
            grond=laatste.grond.value,
            bedrag_cent=laatste.bedrag_cent,
            cumulatief_cent=overeenkomst.cumulatief_cent,
            waarde_cent=overeenkomst.waarde_cent,
            boven_grens=overeenkomst.groeide_te_veel,
            ingangsdatum=laatste.ingangsdatum,
            besloten_op=laatste.besloten_op,
        )
    )
