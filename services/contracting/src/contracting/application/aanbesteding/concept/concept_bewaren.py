from collections.abc import Awaitable, Callable

from risb_kern.errors import conflict

from contracting.application.uow import Uow
from contracting.domain.aanbesteding.aanbesteding import Aanbesteding


async def concept_bewaren(uow: Uow, concept: Aanbesteding, bewaar: Callable[[Aanbesteding], Awaitable[bool]]) -> None:
    """Store a draft with `bewaar`; refused with which perceel is in another tender, or that its reference is taken."""
    if not await bewaar(concept):
        raise conflict("aanbesteding-loopt", await _wat_bezet_is(uow, concept))


async def _wat_bezet_is(uow: Uow, aanbesteding: Aanbesteding) -> str:
    for vraag in aanbesteding.percelen:
        andere = await uow.aanbestedingen.get_van_perceel(vraag.perceel_code)
        if andere is not None and andere.id != aanbesteding.id:
            return f"Perceel {vraag.perceel_code} staat al in aanbesteding {andere.kenmerk}. Trek die eerst in."
    return f"Kenmerk {aanbesteding.kenmerk} is al van een andere aanbesteding. Kies een ander kenmerk."
