import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from risb_kern.act import Handeling

from toezicht.application.found import found
from toezicht.application.uow import Uow
from toezicht.domain.zaken.zaak import Bevinding


@dataclass(frozen=True, slots=True, kw_only=True)
class BevindingToevoegen:
    """What was found, and where the proof lies."""

    zaak_id: uuid.UUID
    omschrijving: str
    bewijs: Sequence[str]
    opzet: bool
    bedrag_cent: int


async def bevinding_toevoegen(uow: Uow, handeling: Handeling, opdracht: BevindingToevoegen) -> Bevinding:
    """Add a finding to an open case."""
    zaak = found(await uow.zaken.get(opdracht.zaak_id), "Deze zaak")
    zaak.check_bevinding()
    bevinding = Bevinding(
        id=handeling.nieuw_id(),
        zaak_id=zaak.id,
        omschrijving=opdracht.omschrijving,
        bewijs=opdracht.bewijs,
        opzet=opdracht.opzet,
        bedrag_cent=opdracht.bedrag_cent,
        door=handeling.door,
        op=handeling.op,
    )
    await uow.bevindingen.add(bevinding)
    await uow.timeline.add(zaak.zaak, "bevinding_toevoegen", handeling, {"bevinding_id": str(bevinding.id)})
    return bevinding
