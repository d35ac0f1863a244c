"""Keep the projection of contracting's providers and contracts, and look again at the applications it touches."""

import datetime as dt

from risb_kern.clock import Clock

from subsidies.application.dubbel.dubbele_financiering import vergelijk_aanbieder
from subsidies.application.ports import Uow
from subsidies.domain.dubbel.regels import Zorgcontract


async def aanbieder_volgen(uow: Uow, clock: Clock, *, agb_code: str, kvk_nummer: str, datum: dt.date) -> None:
    """Store a registration; an older one that comes later changes nothing."""
    await uow.serialize(f"agb:{agb_code}")
    await uow.zorg.put_aanbieder(agb_code, kvk_nummer, datum)
    await vergelijk_aanbieder(uow, clock, agb_code)


async def contract_volgen(uow: Uow, clock: Clock, contract: Zorgcontract) -> None:
    """Store a contract, before or after its provider is known."""
    await uow.serialize(f"agb:{contract.agb_code}")
    await uow.zorg.put_contract(contract)
    await vergelijk_aanbieder(uow, clock, contract.agb_code)


async def contracteinde_volgen(uow: Uow, *, overeenkomst_id: str, agb_code: str, einddatum: dt.date) -> None:
    """Store an earlier end; points that were raised stay, a person judges them."""
    await uow.serialize(f"agb:{agb_code}")
    await uow.zorg.end_contract(overeenkomst_id, agb_code, einddatum)
