from dataclasses import replace

from risb_kern.act import Handeling
from risb_kern.errors import Fout, conflict, refused
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.indexeren.indexcijfer import Indexcijfer


async def indexcijfer_vastleggen(uow: Uow, handeling: Handeling, cijfer: Indexcijfer) -> Indexcijfer:
    """Record a published figure; another figure for the same is a new version, and the ones before it stay."""
    if cijfer.gepubliceerd_op > handeling.vandaag:
        melding = "Een cijfer kan niet in de toekomst zijn gepubliceerd."
        raise refused("publicatie-in-de-toekomst", melding, Fout("gepubliceerdOp", "toekomst", melding))
    bestaand = await uow.indexcijfers.get(*cijfer.sleutel)
    if bestaand is not None and replace(cijfer, versie=bestaand.versie) == bestaand:
        raise conflict("indexcijfer-bekend", "Dit cijfer staat er al zo. Er verandert niets.")
    nieuw = replace(cijfer, versie=bestaand.versie + 1 if bestaand else 1)
    await uow.indexcijfers.add(nieuw)
    gegevens: dict[str, JSON] = {"duizendste": nieuw.duizendste, "versie": nieuw.versie}
    await uow.timeline.add(nieuw.zaak, "indexcijfer_vastleggen", handeling, gegevens)
    return nieuw
