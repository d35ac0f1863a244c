"""Anomalies and double funding become signals."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from risb_recht.bedrag import euro

from toezicht.application.uow import Uow
from toezicht.domain.detectie.anomalie import ACTIEF, BEKIJKEN
from toezicht.domain.detectie.regels.tabel import M6
from toezicht.domain.signalen.anomaliebericht import Anomaliebericht
from toezicht.domain.signalen.signaal import Signaal, signaal_id_dubbele_financiering, soort_van


async def ontvang_anomalie(
    uow: Uow, data: Mapping[str, Any], *, gebeurtenis_id: uuid.UUID, tijd: dt.datetime, trace_id: str
) -> None:
    """Keep the anomaly, its signal, and a delivery for each subscriber, in one transaction."""
    soort = soort_van(data["regel"])
    bericht = Anomaliebericht(
        positie=0,
        gebeurtenis_id=gebeurtenis_id,
        regel=data["regel"],
        soort=soort,
        trace_id=trace_id,
        tijd=tijd,
        inhoud=anomalie_json(data),
    )
    await uow.signalen.bewaar(
        Signaal(
            id=uuid.UUID(data["anomalie_id"]),
            bron="stroom",
            soort=soort,
            bijgewerkt_op=tijd,
            trace_id=trace_id,
            **{name: data[name] for name in _GELIJK},
        )
    )
    await uow.anomalieen.voeg_toe(bericht)


_GELIJK = (
    "regel",
    "regel_versie",
    "agb_code",
    "periode",
    "stand",
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


def anomalie_json(data: Mapping[str, Any]) -> dict[str, Any]:
    """The anomaly as subscribers get it: camelCase names, moments in UTC."""
    moment = data["gesignaleerd_op"].astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    values = {"anomalie_id": data["anomalie_id"], **{name: data[name] for name in _GELIJK}, "gesignaleerd_op": moment}
    return {_camel(name): value for name, value in values.items()}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(one.capitalize() for one in rest)


async def ontvang_dubbele_financiering(
    uow: Uow, data: Mapping[str, Any], *, gebeurtenis_id: uuid.UUID, tijd: dt.datetime, trace_id: str
) -> None:
    """A match of subsidies becomes a signal like any other."""
    feiten = [
        {"naam": "subsidieaanvraag", "waarde": data["aanvraag_id"], "eenheid": ""},
        {"naam": "zorgovereenkomst", "waarde": data["overeenkomst_id"], "eenheid": ""},
        {"naam": "gevraagd bedrag", "waarde": euro(data["gevraagd_cent"]), "eenheid": ""},
        {"naam": "gemeente", "waarde": data["gemeente"], "eenheid": ""},
    ]
    await uow.signalen.bewaar(
        Signaal(
            id=signaal_id_dubbele_financiering(data["aanvraag_id"], data["overeenkomst_id"]),
            bron="subsidies",
            regel=data["regel"],
            regel_versie=data["regel_versie"],
            soort=soort_van(data["regel"]),
            agb_code=data["agb_code"],
            periode=None,
            stand=ACTIEF,
            ernst=BEKIJKEN,
            toelichting=f"Dit is een signaal, geen oordeel. {data['toelichting']}",
            feiten=feiten,
            vergelijking="Een lopende zorgovereenkomst van dezelfde organisatie in dezelfde gemeente.",
            bedrag_cent=data["gevraagd_cent"],
            onschuldig=M6.onschuldig,
            controle=M6.controle,
            gebeurtenissen=[str(gebeurtenis_id)],
            gesignaleerd_op=tijd,
            bijgewerkt_op=tijd,
            trace_id=trace_id,
        )
    )
