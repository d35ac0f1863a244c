import dataclasses
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from risb_kern.act import Handeling

from toezicht.application.found import found
from toezicht.application.uow import Uow
from toezicht.domain.signalen.signaal import Signaal, Signaalbeoordeling, Signaaluitkomst


@dataclass(frozen=True, slots=True, kw_only=True)
class SignaalBeoordelen:
    """What the signal was worth, and why."""

    signaal_id: uuid.UUID
    uitkomst: Signaaluitkomst
    reden: str


async def signaal_beoordelen(
    uow: Uow, handeling: Handeling, opdracht: SignaalBeoordelen, *, soorten: Collection[str]
) -> Signaal:
    """Record what the signal was worth; a later outcome replaces it in the hit rate of the rule."""
    signaal = found(await uow.signalen.get(opdracht.signaal_id, soorten), "Dit signaal")
    await uow.signalen.add_beoordeling(
        Signaalbeoordeling(
            id=handeling.nieuw_id(),
            signaal_id=signaal.id,
            uitkomst=opdracht.uitkomst,
            reden=opdracht.reden,
            door=handeling.door,
            op=handeling.op,
        )
    )
    beoordeeld = dataclasses.replace(signaal, uitkomst=opdracht.uitkomst)
    await uow.signalen.save(beoordeeld)
    await uow.timeline.add(signaal.zaak, "signaal_beoordelen", handeling, {"uitkomst": opdracht.uitkomst})
    return beoordeeld
