"""Events that change the database of toezicht."""

from collections.abc import Mapping
from typing import Any

from chassis.consumer import Handler
from chassis.wire import Envelope
from risb_kern.trace import current_trace_id

from toezicht.application.signalen.signaleren import ontvang_anomalie, ontvang_dubbele_financiering
from toezicht.application.uow import Uow
from toezicht.domain.signalen.aanbieder import Aanbieder, Declaratietotaal, Overeenkomst


async def _anomalie(uow: Uow, data: Mapping[str, Any], envelope: Envelope) -> None:
    await ontvang_anomalie(uow, data, gebeurtenis_id=envelope.id, tijd=envelope.time, trace_id=current_trace_id())


async def _dubbele_financiering(uow: Uow, data: Mapping[str, Any], envelope: Envelope) -> None:
    await ontvang_dubbele_financiering(
        uow, data, gebeurtenis_id=envelope.id, tijd=envelope.time, trace_id=current_trace_id()
    )


async def _aanbieder(uow: Uow, data: Mapping[str, Any], envelope: Envelope) -> None:
    await uow.projecties.bewaar_aanbieder(Aanbieder(**data), envelope.time)


async def _overeenkomst(uow: Uow, data: Mapping[str, Any], _: Envelope) -> None:
    await uow.projecties.bewaar_overeenkomst(
        Overeenkomst(
            id=data["overeenkomst_id"],
            agb_code=data["agb_code"],
            wet=data["wet"],
            variant=data["variant"],
            ingangsdatum=data["ingangsdatum"],
            einddatum=data["einddatum"],
        )
    )


async def _declaratie(uow: Uow, data: Mapping[str, Any], _: Envelope) -> None:
    if data["declaratieperiode"] is None:
        return
    await uow.projecties.bewaar_declaratie(
        Declaratietotaal(
            bestand_id=data["bestand_id"],
            agb_code=data["agb_code"],
            declaratieperiode=data["declaratieperiode"],
            toegekend_cent=data["toegekend_cent"],
        )
    )


async def _regiodeelname(uow: Uow, data: Mapping[str, Any], _: Envelope) -> None:
    await uow.gemeenten.add(data["gemeente"])


HANDLERS: Mapping[str, Handler[Any]] = {
    "AnomalieGesignaleerd.v1": _anomalie,
    "DubbeleFinancieringGesignaleerd.v1": _dubbele_financiering,
    "AanbiederGeregistreerd.v1": _aanbieder,
    "OvereenkomstGesloten.v1": _overeenkomst,
    "DeclaratieBeantwoord.v1": _declaratie,
    "RegioDeelnameVastgelegd.v1": _regiodeelname,
}
