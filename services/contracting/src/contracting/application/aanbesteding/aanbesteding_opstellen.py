from risb_kern.act import Handeling
from risb_kern.errors import conflict
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.aanbesteding.aanbesteding import Aanbesteding, controleer, met_maxima
from contracting.domain.aanbesteding.afroep import controleer_afroep
from contracting.domain.regio.deelname import controleer_deelname
from contracting.domain.toelating.perceel import Perceel


async def aanbesteding_opstellen(uow: Uow, handeling: Handeling, aanbesteding: Aanbesteding) -> Aanbesteding:
    """Store the draft of a tender; its gemeenten take part in the service line for the whole term."""
    codes = [one.perceel_code for one in aanbesteding.percelen]
    percelen = {code: perceel for code in codes if (perceel := await uow.percelen.find(code)) is not None}
    controleer(aanbesteding, percelen)
    if aanbesteding.afroep_van is not None:
        controleer_afroep(aanbesteding, await uow.aanbestedingen.find(aanbesteding.afroep_van.aanbesteding_id))
    aanbesteding = met_maxima(aanbesteding, percelen)
    await _controleer_deelname(uow, aanbesteding, percelen)
    if not await uow.aanbestedingen.add(aanbesteding):
        raise conflict("aanbesteding-loopt", await _wat_bezet_is(uow, aanbesteding))
    gegevens: dict[str, JSON] = {"percelen": codes, "raming_cent": aanbesteding.raming_cent}
    await uow.timeline.add(aanbesteding.zaak, "aanbesteding_opstellen", handeling, gegevens)
    return aanbesteding


async def _wat_bezet_is(uow: Uow, aanbesteding: Aanbesteding) -> str:
    """Which perceel is in which other tender; else it is the reference that is taken."""
    for vraag in aanbesteding.percelen:
        andere = await uow.aanbestedingen.get_van_perceel(vraag.perceel_code)
        if andere is not None and andere.id != aanbesteding.id:
            return f"Perceel {vraag.perceel_code} staat al in aanbesteding {andere.kenmerk}. Trek die eerst in."
    return f"Kenmerk {aanbesteding.kenmerk} is al van een andere aanbesteding. Kies een ander kenmerk."


async def _controleer_deelname(uow: Uow, aanbesteding: Aanbesteding, percelen: dict[str, Perceel]) -> None:
    for vraag in aanbesteding.percelen:
        dienst = percelen[vraag.perceel_code].dienst
        deelnames = {one: await uow.deelnames.get_perioden(one, dienst) for one in sorted(vraag.gemeenten)}
        controleer_deelname(aanbesteding.looptijd, dienst, deelnames)
