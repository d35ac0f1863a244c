from risb_kern.act import Handeling

from subsidies.application.dubbel.aanbieder_vergelijken import aanbieder_vergelijken
from subsidies.application.uow import Uow
from subsidies.domain.dubbel.regels import Zorgcontract


async def contract_volgen(uow: Uow, handeling: Handeling, contract: Zorgcontract) -> None:
    """Store a contract, before or after its provider is known."""
    await uow.serialize(f"agb:{contract.agb_code}")
    await uow.zorgcontracten.save(contract)
    await aanbieder_vergelijken(uow, handeling, contract.agb_code)
