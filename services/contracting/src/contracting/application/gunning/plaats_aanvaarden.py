import uuid
from dataclasses import dataclass, replace

from risb_kern.act import Handeling
from risb_kern.errors import Fout, not_found, refused

from contracting.application.aanbesteding.ports import Zegel
from contracting.application.uow import Uow
from contracting.domain.aanbesteding.inschrijving import InschrijvingStatus, als_aanmelding
from contracting.domain.gunning.events import PlaatsAanvaard
from contracting.domain.gunning.gunning import Gunning
from contracting.domain.gunning.plaatsen import Plaats
from contracting.domain.toelating.aanmelding import Bewijsstuk
from contracting.domain.toelating.regels import beoordeel


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaatsAanvaarden:
    """Which place an aanbieder takes, with the evidence that is new."""

    aanbesteding_id: uuid.UUID
    perceel_code: str
    gemeente: str
    productcode: str
    agb_code: str
    bewijsstukken: tuple[Bewijsstuk, ...]


async def plaats_aanvaarden(uow: Uow, handeling: Handeling, opdracht: PlaatsAanvaarden, *, zegel: Zegel) -> Gunning:
    """Take a place that fell free, in time; the evidence is checked anew, its age counts from the offer (R1)."""
    gunning = await uow.gunningen.get(opdracht.aanbesteding_id, opdracht.perceel_code)
    if gunning is None:
        raise not_found("De gunning")
    aanbod = gunning.aangeboden((opdracht.gemeente, opdracht.productcode), opdracht.agb_code, handeling.vandaag)
    await _controleer_bewijs(uow, handeling, opdracht, aanbod, zegel)
    aanvaard = gunning.aanvaard(aanbod)
    await uow.gunningen.save(aanvaard)
    uow.emit(
        PlaatsAanvaard(
            aanbesteding_id=str(gunning.aanbesteding_id),
            perceel_code=gunning.perceel_code,
            gemeente=aanbod.gemeente,
            productcode=aanbod.productcode,
            agb_code=aanbod.agb_code,
            datum=handeling.vandaag,
        )
    )
    gegevens = {"gemeente": aanbod.gemeente, "productcode": aanbod.productcode, "agb_code": aanbod.agb_code}
    await uow.timeline.add(aanvaard.zaak, "plaats_aanvaarden", handeling, gegevens)
    return aanvaard


async def _controleer_bewijs(
    uow: Uow, handeling: Handeling, opdracht: PlaatsAanvaarden, aanbod: Plaats, zegel: Zegel
) -> None:
    alle = await uow.inschrijvingen.list(opdracht.aanbesteding_id, opdracht.perceel_code)
    eigen = next(one for one in alle if one.agb_code == aanbod.agb_code and one.status is InschrijvingStatus.GELDIG)
    perceel = await uow.percelen.find(opdracht.perceel_code)
    if perceel is None:
        raise not_found("Het perceel")
    inhoud = zegel.open(eigen)
    dag = aanbod.aangeboden_op or handeling.vandaag
    stukken = (*(replace(one, ontvangen_op=dag) for one in inhoud.bewijsstukken), *opdracht.bewijsstukken)
    opnieuw = als_aanmelding(eigen, replace(inhoud, bewijsstukken=stukken))
    besluit = beoordeel(perceel, opnieuw, bezwaren={}, vandaag=handeling.vandaag)
    if besluit.redenen:
        raise refused(
            "bewijs-voldoet-niet",
            f"Het bewijs voldoet niet meer. Lever het opnieuw voor {aanbod.uiterlijk:%d-%m-%Y}.",
            *[Fout("bewijsstukken", one.code, one.toelichting) for one in besluit.redenen],
        )
