from risb_kern.act import Handeling
from risb_kern.errors import conflict, refused

from subsidies.application.uow import Uow
from subsidies.domain.regelingen.events import RegelingGepubliceerd
from subsidies.domain.regelingen.regeling import Plafond, Regeling, publicatiefouten


async def regeling_publiceren(uow: Uow, handeling: Handeling, regeling: Regeling) -> Regeling:
    """Publish the next version of a scheme; from then on it never changes. Raises every fault at once."""
    fouten = publicatiefouten(regeling)
    if fouten:
        raise refused("niet-publiceerbaar", "De regeling kan zo niet worden gepubliceerd.", *fouten)
    await uow.serialize(f"regeling:{regeling.code}")
    vorige = await uow.regelingen.find_newest(regeling.code)
    if vorige is not None and vorige.ingetrokken is not None:
        melding = f"{regeling.code} is ingetrokken per {vorige.ingetrokken.van:%d-%m-%Y}. Kies een andere code."
        raise conflict("regeling-ingetrokken", melding)
    verwacht = vorige.versie + 1 if vorige else 1
    if regeling.versie != verwacht:
        melding = f"De volgende versie van {regeling.code} is {verwacht}; een gepubliceerde versie verandert niet."
        raise conflict("versie-klopt-niet", melding)
    if vorige is not None and vorige.volgorde_per is not regeling.volgorde_per:
        melding = (
            f"{regeling.code} verdeelt het geld per {vorige.volgorde_per}; dat verandert niet. Kies een andere code."
        )
        raise conflict("volgorde-veranderd", melding)
    await uow.regelingen.add(regeling, handeling)
    for plafond in sorted(regeling.plafonds, key=lambda one: one.sleutel):
        await _bekendmaken(uow, regeling.code, plafond)
    plafonds_cent = sum(one.bedrag_cent for one in regeling.plafonds)
    gegevens = {"versie": regeling.versie, "plafonds_cent": plafonds_cent}
    await uow.timeline.add(regeling.zaak, "regeling_publiceren", handeling, gegevens)
    uow.emit(_gebeurtenis(regeling, handeling))
    return regeling


async def _bekendmaken(uow: Uow, code: str, plafond: Plafond) -> None:
    stand = await uow.plafonds.get(code, plafond)
    if stand is None:
        await uow.plafonds.add(code, plafond)
    else:
        await uow.plafonds.save(stand.bekendgemaakt(plafond))


def _gebeurtenis(regeling: Regeling, handeling: Handeling) -> RegelingGepubliceerd:
    return RegelingGepubliceerd(
        regeling_code=regeling.code,
        regeling_versie=regeling.versie,
        titel=regeling.titel,
        gemeenten=regeling.gemeenten,
        programmalijn=regeling.programmalijn,
        open_van=regeling.openstelling.van,
        open_tot=regeling.openstelling.tot,
        gepubliceerd_op=handeling.op,
    )
