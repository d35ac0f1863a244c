"""Event name and version -> handler. Every handler may see an event twice and in any order across topics."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from chassis.events.wire import Envelope

from contracting.application.uow import Uow
from contracting.entrypoints.handlers import bestedingsruimte, maatregelen, sturing

HANDLERS: Mapping[str, Callable[[Uow, Mapping[str, Any], Envelope], Awaitable[None]]] = {
    "BestedingsruimteGebruikt.v1": bestedingsruimte.bestedingsruimte_gebruikt,
    "MaatregelOpgelegd.v1": maatregelen.maatregel_opgelegd,
    "MaatregelBeeindigd.v1": maatregelen.maatregel_beeindigd,
    "ToewijzingVastgelegd.v1": sturing.toewijzing_vastgelegd,
    "BetaalopdrachtGemaakt.v1": sturing.betaalopdracht_gemaakt,
    "BetalingVrijgegeven.v1": sturing.betaling_vrijgegeven,
    "BetalingGeweigerd.v1": sturing.betaling_geweigerd,
    "SubsidieVerleend.v1": sturing.subsidie_verleend,
    "VerrekeningBerekend.v1": sturing.verrekening_berekend,
}
