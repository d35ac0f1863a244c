from collections.abc import Iterable

from contracting.application.uow import Uow
from contracting.domain.taakgericht.budgetovereenkomst import Budgetovereenkomst
from contracting.domain.taakgericht.events import BetaaltermijnVastgesteld
from contracting.domain.taakgericht.taakbudget import Betaaltermijn


async def termijnen_vaststellen(
    uow: Uow, overeenkomst: Budgetovereenkomst, termijnen: Iterable[Betaaltermijn], *, vervallen: bool = False
) -> None:
    """Tell every term, and book it as an obligation; one that lapses is told and booked again with amount zero."""
    for termijn in termijnen:
        feit = BetaaltermijnVastgesteld(
            overeenkomst_id=str(overeenkomst.id),
            agb_code=overeenkomst.agb_code,
            gemeente=termijn.gemeente,
            programmalijn=overeenkomst.programmalijn,
            jaar=termijn.jaar,
            termijn=termijn.nummer,
            vervaldatum=termijn.vervaldatum,
            bedrag_cent=0 if vervallen else termijn.bedrag_cent,
            volgnummer=overeenkomst.volgnummer_einde,
        )
        uow.emit(feit)
        await uow.verplichtingen.book(feit, versie=overeenkomst.volgnummer_einde)
