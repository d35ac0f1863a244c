import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from chassis.events.wire import Envelope
from pydantic.alias_generators import to_camel
from risb_kern.act import act_at
from risb_kern.trace import current_trace_id

from toezicht.application.signalen import handelingen
from toezicht.application.uow import Uow
from toezicht.domain.signalen.aanbieder import Aanbieder, Declaratietotaal, Overeenkomst
from toezicht.domain.signalen.anomaliebericht import Anomaliebericht
from toezicht.domain.signalen.signaal import Signaal, soort_van

Record = Mapping[str, Any]
# What a signal takes over from its anomaly as it is.
_EQUAL = (
    "regel",
    "regel_versie",
    "agb_code",
    "periode",
    "ernst",
    "toelichting",
    "feiten",
    "vergelijking",
    "bedrag_cent",
    "onschuldig",
    "controle",
    "gebeurtenissen",
    "gesignaleerd_op",
)
# What subsidies tells of a match.
_TOLD = (
    "regel",
    "regel_versie",
    "agb_code",
    "aanvraag_id",
    "overeenkomst_id",
    "gemeente",
    "gevraagd_cent",
    "toelichting",
)


async def anomalie_gesignaleerd(uow: Uow, data: Record, envelope: Envelope) -> None:
    """An anomaly of the stream: a signal, and a message for subscribers."""
    soort, trace_id = soort_van(data["regel"]), current_trace_id()
    signaal = Signaal(
        id=uuid.UUID(data["anomalie_id"]),
        bron="stroom",
        soort=soort,
        status=data["stand"],
        bijgewerkt_op=envelope.time,
        trace_id=trace_id,
        **{name: data[name] for name in _EQUAL},
    )
    bericht = Anomaliebericht(
        gebeurtenis_id=envelope.id,
        regel=data["regel"],
        soort=soort,
        trace_id=trace_id,
        tijd=envelope.time,
        inhoud=anomalie_json(data),
    )
    await handelingen.anomalie_ontvangen(uow, signaal, bericht)


def anomalie_json(data: Record) -> Mapping[str, object]:
    """The anomaly as subscribers get it, `stand` included: camelCase names, moments in UTC."""
    moment = data["gesignaleerd_op"].astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    names = ("anomalie_id", "stand", *_EQUAL)
    return {to_camel(name): data[name] for name in names} | {"gesignaleerdOp": moment}


async def dubbele_financiering_gesignaleerd(uow: Uow, data: Record, envelope: Envelope) -> None:
    """A match of subsidies."""
    told = {name: data[name] for name in _TOLD}
    opdracht = handelingen.DubbeleFinancieringOntvangen(gebeurtenis_id=envelope.id, trace_id=current_trace_id(), **told)
    await handelingen.dubbele_financiering_ontvangen(uow, act_at(envelope.time), opdracht)


async def aanbieder_geregistreerd(uow: Uow, data: Record, envelope: Envelope) -> None:
    """Name and capacity of an aanbieder."""
    await handelingen.aanbieder_volgen(uow, act_at(envelope.time), Aanbieder(**data))


async def overeenkomst_gesloten(uow: Uow, data: Record, _: Envelope) -> None:
    """An agreement of an aanbieder."""
    names = ("agb_code", "wet", "variant", "ingangsdatum", "einddatum", "gemeenten")
    overeenkomst = Overeenkomst(id=data["overeenkomst_id"], **{name: data[name] for name in names})
    await handelingen.overeenkomst_volgen(uow, overeenkomst)


async def declaratie_beantwoord(uow: Uow, data: Record, _: Envelope) -> None:
    """What a file came to; one without a month says nothing about a month."""
    if data["declaratieperiode"] is None:
        return
    names = ("bestand_id", "agb_code", "declaratieperiode", "toegekend_cent")
    totaal = Declaratietotaal(**{name: data[name] for name in names})
    await handelingen.declaratie_volgen(uow, totaal, data["gemeente"])
