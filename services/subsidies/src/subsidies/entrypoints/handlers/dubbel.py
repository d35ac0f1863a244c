"""Events of contracting about providers and their contracts."""

from collections.abc import Mapping
from typing import Any

from chassis.events.wire import Envelope
from risb_kern.act import act_at

from subsidies.application.dubbel import handelingen
from subsidies.application.uow import Uow
from subsidies.domain.dubbel.regels import Contracteinde, Zorgcontract


async def aanbieder_geregistreerd(uow: Uow, data: Mapping[str, Any], envelope: Envelope) -> None:
    """A provider has a KvK number."""
    await handelingen.aanbieder_volgen(
        uow, act_at(envelope.time), agb_code=data["agb_code"], kvk_nummer=data["kvk_nummer"], datum=data["datum"]
    )


async def overeenkomst_gesloten(uow: Uow, data: Mapping[str, Any], envelope: Envelope) -> None:
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
    await handelingen.contract_volgen(uow, act_at(envelope.time), contract)


async def overeenkomst_beeindigd(uow: Uow, data: Mapping[str, Any], _: Envelope) -> None:
    """A contract ends earlier or later than concluded, or does not after all."""
    einde = Contracteinde(
        overeenkomst_id=data["overeenkomst_id"],
        agb_code=data["agb_code"],
        einddatum=data["einddatum"],
        volgnummer=data["volgnummer"],
    )
    await handelingen.contracteinde_volgen(uow, einde)
