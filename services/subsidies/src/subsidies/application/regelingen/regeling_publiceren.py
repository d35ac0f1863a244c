from risb_kern.clock import Clock
from risb_kern.errors import DomainError, Kind

from subsidies.application.ports import Uow
from subsidies.domain.regelingen.regeling import Regeling, publicatiefouten


async def regeling_publiceren(uow: Uow, clock: Clock, regeling: Regeling) -> Regeling:
    """Publish the next version of a scheme; from then on it never changes. Raises every fault at once."""
    fouten = publicatiefouten(regeling)
    if fouten:
        melding = "De regeling kan zo niet worden gepubliceerd."
        raise DomainError(Kind.INVALID, "niet-publiceerbaar", melding, *fouten)
    await uow.serialize(f"regeling:{regeling.code}")
    vorige = await uow.regelingen.newest(regeling.code)
    verwacht = vorige.versie + 1 if vorige else 1
    if regeling.versie != verwacht:
        melding = f"De volgende versie van {regeling.code} is {verwacht}; een gepubliceerde versie verandert niet."
        raise DomainError(Kind.CONFLICT, "versie-klopt-niet", melding)
    await uow.regelingen.add(regeling, clock.nu())
    for plafond in sorted(regeling.plafonds, key=lambda one: one.sleutel):
        await uow.plafonds.put(regeling.code, plafond)
    return regeling
