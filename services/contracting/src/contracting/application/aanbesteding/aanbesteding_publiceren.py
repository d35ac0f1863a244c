import uuid
from dataclasses import replace

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.belang import met_organisatie
from contracting.application.uow import Uow
from contracting.domain.aanbesteding.aanbesteding import Aanbesteding
from contracting.domain.aanbesteding.afroep import controleer_afroep
from contracting.domain.aanbesteding.events import AanbestedingGepubliceerd
from contracting.domain.aanbesteding.vierogen import PUBLICEREN


async def aanbesteding_publiceren(uow: Uow, handeling: Handeling, aanbesteding_id: uuid.UUID) -> Aanbesteding:
    """Put a draft on the market, by another person than who wrote it."""
    aanbesteding = await uow.aanbestedingen.get(aanbesteding_id)
    if aanbesteding is None:
        raise not_found("De aanbesteding")
    await _koppel_raam(uow, aanbesteding)
    PUBLICEREN.toets(await met_organisatie(uow, handeling), await uow.timeline.list(aanbesteding.zaak))
    gepubliceerd = aanbesteding.publiceer(handeling.op, handeling.vandaag)
    await uow.aanbestedingen.save(gepubliceerd)
    feit = _gepubliceerd(gepubliceerd, handeling)
    uow.emit(feit)
    gegevens: dict[str, JSON] = {"sluiting": feit.sluiting.isoformat(), "sas_plichtig": feit.sas_plichtig}
    await uow.timeline.add(gepubliceerd.zaak, "aanbesteding_publiceren", handeling, gegevens)
    return gepubliceerd


async def _koppel_raam(uow: Uow, aanbesteding: Aanbesteding) -> None:
    """A mini-competition is checked against its framework as that is now, and known there."""
    if aanbesteding.afroep_van is not None:
        raam = await uow.aanbestedingen.get(aanbesteding.afroep_van.aanbesteding_id)
        controleer_afroep(aanbesteding, raam)
        if raam is not None:
            await uow.aanbestedingen.save(replace(raam, afroepen=(*raam.afroepen, aanbesteding.id)))


def _gepubliceerd(aanbesteding: Aanbesteding, handeling: Handeling) -> AanbestedingGepubliceerd:
    return AanbestedingGepubliceerd(
        aanbesteding_id=str(aanbesteding.id),
        kenmerk=aanbesteding.kenmerk,
        procedure=aanbesteding.procedure.value,
        cpv=aanbesteding.cpv,
        perceel_codes=tuple(one.perceel_code for one in aanbesteding.percelen),
        gemeenten=tuple(sorted({code for one in aanbesteding.percelen for code in one.gemeenten})),
        raming_cent=aanbesteding.raming_cent,
        sas_plichtig=aanbesteding.is_sas_plichtig(handeling.vandaag),
        looptijd_van=aanbesteding.looptijd.van,
        looptijd_tot=aanbesteding.looptijd.laatste,
        sluiting=aanbesteding.sluiting,
        datum=handeling.vandaag,
    )
