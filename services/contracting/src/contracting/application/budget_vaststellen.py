from contracting.application.ports import UnitOfWork
from contracting.domain.errors import geweigerd, kan_nu_niet
from contracting.domain.grootboek import Budget


async def stel_budget_vast(
    uow: UnitOfWork, plek: tuple[str, str, int], bedrag_cent: int, *, gezien: int | None
) -> Budget:
    """Set the budget of a gemeente, programmalijn and year; a change needs the version that the caller saw."""
    gemeente, programmalijn, jaar = plek
    versie = await uow.budgetten.versie(gemeente, programmalijn, jaar)
    if versie and gezien is None:
        raise geweigerd("if-match-ontbreekt", "Stuur in If-Match de ETag mee die u het laatst zag.")
    if (gezien or 0) != versie:
        raise kan_nu_niet("intussen-gewijzigd", "Iemand anders heeft dit intussen gewijzigd; haal het opnieuw op.")
    budget = Budget(
        gemeente=gemeente, programmalijn=programmalijn, jaar=jaar, bedrag_cent=bedrag_cent, versie=versie + 1
    )
    await uow.budgetten.save(budget)
    return budget
