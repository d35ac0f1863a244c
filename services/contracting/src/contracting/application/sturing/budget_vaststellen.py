from collections.abc import Callable

from contracting.application.ports import UnitOfWork
from contracting.domain.sturing.grootboek import Budget


async def stel_budget_vast(
    uow: UnitOfWork, plek: tuple[str, str, int], bedrag_cent: int, *, mag: Callable[[int], None]
) -> Budget:
    """Set the budget of a gemeente, programmalijn and year.

    `mag` is given the version that stands, 0 for none, and raises when the caller has not seen that one.
    """
    gemeente, programmalijn, jaar = plek
    versie = await uow.budgetten.versie(gemeente, programmalijn, jaar)
    mag(versie)
    budget = Budget(
        gemeente=gemeente, programmalijn=programmalijn, jaar=jaar, bedrag_cent=bedrag_cent, versie=versie + 1
    )
    await uow.budgetten.save(budget)
    return budget
