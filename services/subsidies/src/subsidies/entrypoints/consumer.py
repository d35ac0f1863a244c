"""Events of contracting that subsidies keeps a projection of."""

from collections.abc import Mapping
from typing import Any

from chassis.consumer import Handler
from chassis.wire import Envelope
from risb_kern.clock import Clock

from subsidies.application.dubbel.zorgcontracten_volgen import aanbieder_volgen, contract_volgen, contracteinde_volgen
from subsidies.domain.dubbel.regels import Zorgcontract
from subsidies.entrypoints.unit_of_work import SubsidieUow


def handlers(clock: Clock) -> Mapping[str, Handler[SubsidieUow]]:
    """The handlers by event; each may come twice and in any order."""

    async def aanbieder_geregistreerd(uow: SubsidieUow, data: Mapping[str, Any], _: Envelope) -> None:
        await aanbieder_volgen(
            uow, clock, agb_code=data["agb_code"], kvk_nummer=data["kvk_nummer"], datum=data["datum"]
        )

    async def overeenkomst_gesloten(uow: SubsidieUow, data: Mapping[str, Any], _: Envelope) -> None:
        contract = Zorgcontract(
            overeenkomst_id=data["overeenkomst_id"],
            agb_code=data["agb_code"],
            perceel_code=data["perceel_code"],
            variant=data["variant"],
            gemeenten=tuple(data["gemeenten"]),
            van=data["ingangsdatum"],
            tot=data["einddatum"],
        )
        await contract_volgen(uow, clock, contract)

    async def overeenkomst_beeindigd(uow: SubsidieUow, data: Mapping[str, Any], _: Envelope) -> None:
        await contracteinde_volgen(
            uow, overeenkomst_id=data["overeenkomst_id"], agb_code=data["agb_code"], einddatum=data["einddatum"]
        )

    return {
        "AanbiederGeregistreerd.v1": aanbieder_geregistreerd,
        "OvereenkomstGesloten.v1": overeenkomst_gesloten,
        "OvereenkomstBeeindigd.v1": overeenkomst_beeindigd,
    }
