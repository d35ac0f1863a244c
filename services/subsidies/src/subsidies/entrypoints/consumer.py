"""Event name and version -> handler. Every handler may see an event twice and in any order across topics."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from chassis.events.wire import Envelope

from subsidies.application.uow import Uow
from subsidies.entrypoints.handlers import dubbel

HANDLERS: Mapping[str, Callable[[Uow, Mapping[str, Any], Envelope], Awaitable[None]]] = {
    "AanbiederGeregistreerd.v1": dubbel.aanbieder_geregistreerd,
    "OvereenkomstGesloten.v1": dubbel.overeenkomst_gesloten,
    "OvereenkomstBeeindigd.v1": dubbel.overeenkomst_beeindigd,
    "OvereenkomstBeeindigingIngetrokken.v1": dubbel.overeenkomst_beeindigd,
    "OvereenkomstVerlengd.v1": dubbel.overeenkomst_beeindigd,
}
