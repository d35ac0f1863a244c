"""Event name and version -> handler. Every handler may see an event twice and in any order across topics."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from chassis.events.wire import Envelope

from toezicht.application.uow import Uow
from toezicht.entrypoints.handlers import maatregelen, signalen

HANDLERS: Mapping[str, Callable[[Uow, Mapping[str, Any], Envelope], Awaitable[None]]] = {
    "AnomalieGesignaleerd.v1": signalen.anomalie_gesignaleerd,
    "DubbeleFinancieringGesignaleerd.v1": signalen.dubbele_financiering_gesignaleerd,
    "AanbiederGeregistreerd.v1": signalen.aanbieder_geregistreerd,
    "OvereenkomstGesloten.v1": signalen.overeenkomst_gesloten,
    "DeclaratieBeantwoord.v1": signalen.declaratie_beantwoord,
    "RegioDeelnameVastgelegd.v1": maatregelen.regiodeelname_vastgelegd,
}
