from dataclasses import replace

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.indexeren.clausule import Indexclausule, volgende_clausule


async def indexclausule_vastleggen(uow: Uow, handeling: Handeling, clausule: Indexclausule) -> Indexclausule:
    """Record how the contracts of a perceel are indexed; a change that would be substantial is refused."""
    if await uow.percelen.find(clausule.perceel_code) is None:
        raise not_found("Het perceel")
    bestaand = await uow.indexclausules.get(clausule.perceel_code)
    versie = volgende_clausule(bestaand, clausule, handeling.vandaag)
    waarde = max(clausule.contractwaarde_cent, bestaand.contractwaarde_cent if bestaand else 0)
    nieuw = replace(clausule, versie=versie, contractwaarde_cent=waarde)
    await uow.indexclausules.add(nieuw)
    gegevens: dict[str, JSON] = {"versie": versie, "contractwaarde_cent": waarde}
    await uow.timeline.add(nieuw.zaak, "indexclausule_vastleggen", handeling, gegevens)
    return nieuw
