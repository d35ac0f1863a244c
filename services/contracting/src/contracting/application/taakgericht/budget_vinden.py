import uuid

from risb_kern.errors import conflict, not_found

from contracting.application.uow import Uow
from contracting.domain.taakgericht.budgetovereenkomst import Budgetovereenkomst
from contracting.domain.taakgericht.taakbudget import Taakbudget


async def budget_vinden(uow: Uow, overeenkomst_id: uuid.UUID) -> tuple[Budgetovereenkomst, Taakbudget]:
    """The agreement, locked, and its budget; a p*q agreement has none (C5)."""
    overeenkomst = await uow.overeenkomsten.get(overeenkomst_id)
    if overeenkomst is None:
        raise not_found("De overeenkomst")
    if overeenkomst.taakbudget is None:
        melding = "Deze overeenkomst betaalt per eenheid en kent geen budget (C5). Kies een taakgerichte overeenkomst."
        raise conflict("pq-kent-geen-budget", melding)
    return overeenkomst, overeenkomst.taakbudget
