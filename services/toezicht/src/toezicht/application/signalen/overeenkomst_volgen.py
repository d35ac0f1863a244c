from toezicht.application.uow import Uow
from toezicht.domain.signalen.aanbieder import Overeenkomst


async def overeenkomst_volgen(uow: Uow, overeenkomst: Overeenkomst) -> None:
    """Keep an agreement, as context of the signals about its aanbieder."""
    await uow.aanbieders.put_overeenkomst(overeenkomst)
    await uow.aanbieders.add_werkgebied(overeenkomst.agb_code, overeenkomst.gemeenten)
