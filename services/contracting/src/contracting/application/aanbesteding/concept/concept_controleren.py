from contracting.application.uow import Uow
from contracting.domain.aanbesteding.aanbesteding import Aanbesteding, controleer, met_maxima
from contracting.domain.aanbesteding.afroep import controleer_afroep
from contracting.domain.regio.deelname import controleer_deelname
from contracting.domain.toelating.perceel import Perceel


async def concept_controleren(uow: Uow, aanbesteding: Aanbesteding) -> Aanbesteding:
    """The draft with the maxima of its percelen; its gemeenten take part in the service line for the whole term."""
    codes = [one.perceel_code for one in aanbesteding.percelen]
    percelen = {code: perceel for code in codes if (perceel := await uow.percelen.find(code)) is not None}
    controleer(aanbesteding, percelen)
    if aanbesteding.afroep_van is not None:
        controleer_afroep(aanbesteding, await uow.aanbestedingen.find(aanbesteding.afroep_van.aanbesteding_id))
    await _controleer_deelname(uow, aanbesteding, percelen)
    return met_maxima(aanbesteding, percelen)


async def _controleer_deelname(uow: Uow, aanbesteding: Aanbesteding, percelen: dict[str, Perceel]) -> None:
    for vraag in aanbesteding.percelen:
        dienst = percelen[vraag.perceel_code].dienst
        deelnames = {one: await uow.deelnames.get_perioden(one, dienst) for one in sorted(vraag.gemeenten)}
        controleer_deelname(aanbesteding.looptijd, dienst, deelnames)
