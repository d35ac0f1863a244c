from collections.abc import Callable

from risb_kern.act import Handeling

from contracting.application.uow import Uow
from contracting.domain.sturing.events import BudgetVastgesteld
from contracting.domain.sturing.monitor import Budget


async def budget_vaststellen(
    uow: Uow, handeling: Handeling, plek: tuple[str, str, int], *, bedrag_cent: int, mag: Callable[[int], None]
) -> Budget:
    """Set the budget of a gemeente, programmalijn and year.

    `mag` is given the version that stands, 0 for none, and raises when the caller has not seen that one.
    """
    gemeente, programmalijn, jaar = plek
    bestaand = await uow.budgetten.get(gemeente, programmalijn, jaar)
    versie = bestaand.versie if bestaand else 0
    mag(versie)
    budget = Budget(
        gemeente=gemeente, programmalijn=programmalijn, jaar=jaar, bedrag_cent=bedrag_cent, versie=versie + 1
    )
    await uow.budgetten.save(budget)
    uow.emit(
        BudgetVastgesteld(
            gemeente=gemeente,
            programmalijn=programmalijn,
            jaar=jaar,
            bedrag_cent=bedrag_cent,
            versie=budget.versie,
            datum=handeling.vandaag,
        )
    )
    gegevens = {"bedrag_cent": bedrag_cent, "versie": budget.versie}
    await uow.timeline.add(budget.zaak, "budget_vaststellen", handeling, gegevens)
    return budget
