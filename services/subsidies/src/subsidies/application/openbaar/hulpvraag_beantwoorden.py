from collections.abc import Sequence

from risb_kern.act import Handeling

from subsidies.application.regelingen.queries import Plafondregel
from subsidies.application.uow import Uow
from subsidies.domain.openbaar.hulp import Hulpantwoord, Hulpvraag, beantwoord
from subsidies.domain.regelingen.regeling import Regeling


async def hulpvraag_beantwoorden(uow: Uow, handeling: Handeling, vraag: Hulpvraag) -> Sequence[Hulpantwoord]:
    """The answer for every scheme, those that fit first; nothing is kept."""
    antwoorden = []
    for regeling in await uow.regelingvragen.list_all():
        ruimte = _ruimte(regeling, vraag, await uow.regelingvragen.list_plafonds(regeling.code))
        antwoorden.append(beantwoord(regeling, vraag, handeling.vandaag, ruimte_cent=ruimte))
    return sorted(antwoorden, key=lambda one: (not one.past, one.regeling_code))


def _ruimte(regeling: Regeling, vraag: Hulpvraag, ledger: Sequence[Plafondregel]) -> int | None:
    plafond = regeling.plafond_voor(vraag.gemeente, vraag.wijk, vraag.datum)
    if plafond is None:
        return None
    return next(
        one.ruimte_cent
        for one in ledger
        if (one.gemeente, one.wijk, one.tijdvak) == (plafond.gemeente, plafond.wijk, plafond.tijdvak)
    )
