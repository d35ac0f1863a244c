"""Events of contracting about providers and their contracts; each may come twice and in any order."""

from collections.abc import Mapping
from typing import Any

from risb_kern.act import Handeling

from subsidies.application import dubbel
from subsidies.application.uow import Uow
from subsidies.domain.dubbel.regels import Zorgcontract


async def aanbieder_geregistreerd(uow: Uow, handeling: Handeling, data: Mapping[str, Any]) -> None:
    """A provider has a KvK number."""
    await dubbel.aanbieder_volgen(
        uow, handeling, agb_code=data["agb_code"], kvk_nummer=data["kvk_nummer"], datum=data["datum"]
    )


async def overeenkomst_gesloten(uow: Uow, handeling: Handeling, data: Mapping[str, Any]) -> None:
    """A provider has a contract."""
    contract = Zorgcontract(
        overeenkomst_id=data["overeenkomst_id"],
        agb_code=data["agb_code"],
        perceel_code=data["perceel_code"],
        variant=data["variant"],
        gemeenten=tuple(data["gemeenten"]),
        van=data["ingangsdatum"],
        tot=data["einddatum"],
    )
    await dubbel.contract_volgen(uow, handeling, contract)


async def overeenkomst_beeindigd(uow: Uow, _: Handeling, data: Mapping[str, Any]) -> None:
    """A contract ends early."""
    await dubbel.contracteinde_volgen(
        uow, overeenkomst_id=data["overeenkomst_id"], agb_code=data["agb_code"], einddatum=data["einddatum"]
    )
