import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from chassis.events.wire import Envelope
from pydantic.alias_generators import to_camel
from risb_kern.trace import current_trace_id
from risb_recht.bedrag import euro

from toezicht.application.signalen import handelingen
from toezicht.application.uow import Uow
from toezicht.domain.detectie.anomalie import ACTIEF, BEKIJKEN
from toezicht.domain.detectie.regels.detectieregel import M6
from toezicht.domain.signalen.aanbieder import Aanbieder, Declaratietotaal, Overeenkomst
from toezicht.domain.signalen.anomaliebericht import Anomaliebericht
from toezicht.domain.signalen.signaal import Signaal, signaal_id_dubbele_financiering, soort_van

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
    """A match of subsidies: a signal with the facts that it told."""
    feiten = [
        {"naam": "subsidieaanvraag", "waarde": data["aanvraag_id"], "eenheid": ""},
        {"naam": "zorgovereenkomst", "waarde": data["overeenkomst_id"], "eenheid": ""},
        {"naam": "gevraagd bedrag", "waarde": euro(data["gevraagd_cent"]), "eenheid": ""},
        {"naam": "gemeente", "waarde": data["gemeente"], "eenheid": ""},
    ]
    signaal = Signaal(
        id=signaal_id_dubbele_financiering(data["aanvraag_id"], data["overeenkomst_id"]),
        bron="subsidies",
        regel=data["regel"],
        regel_versie=data["regel_versie"],
        soort=soort_van(data["regel"]),
        agb_code=data["agb_code"],
        periode=None,
        status=ACTIEF,
        ernst=BEKIJKEN,
        toelichting=f"Dit is een signaal, geen oordeel. {data['toelichting']}",
        feiten=feiten,
        vergelijking="Een lopende zorgovereenkomst van dezelfde organisatie in dezelfde gemeente.",
        bedrag_cent=data["gevraagd_cent"],
        onschuldig=M6.onschuldig,
        controle=M6.controle,
        gebeurtenissen=[str(envelope.id)],
        gesignaleerd_op=envelope.time,
        bijgewerkt_op=envelope.time,
        trace_id=current_trace_id(),
    )
    await handelingen.dubbele_financiering_ontvangen(uow, signaal)


async def aanbieder_geregistreerd(uow: Uow, data: Record, envelope: Envelope) -> None:
    """Name and capacity of an aanbieder."""
    await handelingen.aanbieder_volgen(uow, Aanbieder(**data), envelope.time)


async def overeenkomst_gesloten(uow: Uow, data: Record, _: Envelope) -> None:
    """An agreement of an aanbieder."""
    names = ("agb_code", "wet", "variant", "ingangsdatum", "einddatum")
    overeenkomst = Overeenkomst(id=data["overeenkomst_id"], **{name: data[name] for name in names})
    await handelingen.overeenkomst_volgen(uow, overeenkomst)


async def declaratie_beantwoord(uow: Uow, data: Record, _: Envelope) -> None:
    """What a file came to; one without a month says nothing about a month."""
    if data["declaratieperiode"] is None:
        return
    names = ("bestand_id", "agb_code", "declaratieperiode", "toegekend_cent")
    await handelingen.declaratie_volgen(uow, Declaratietotaal(**{name: data[name] for name in names}))
