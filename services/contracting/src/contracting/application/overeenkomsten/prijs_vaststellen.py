import uuid

from contracting.application.ports import UnitOfWork
from contracting.domain.errors import niet_gevonden
from contracting.domain.prijzen.prijs import Prijs, Prijsopgave


async def stel_prijs_vast(
    uow: UnitOfWork, overeenkomst_id: uuid.UUID, opgave: Prijsopgave, *, prijs_id: uuid.UUID
) -> Prijs:
    """Add a price version to a p*q agreement; without gemeenten it holds for all of the agreement."""
    overeenkomst = await uow.overeenkomsten.get(overeenkomst_id)
    if overeenkomst is None:
        raise niet_gevonden("De overeenkomst")
    prijs = overeenkomst.stel_prijs_vast(opgave.voor(overeenkomst.gemeenten), prijs_id)
    await uow.overeenkomsten.add_prijs(overeenkomst.id, prijs)
    uow.emit(overeenkomst.prijs_vastgesteld(prijs))
    return prijs
