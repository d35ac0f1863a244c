from collections.abc import Sequence

from contracting.application.uow import Uow
from contracting.domain.sturing.grootboek import Boekregel, Boeksoort, Herkomst, boek_betaling


async def betaling_boeken(
    uow: Uow, regels: Sequence[Boekregel], herkomst: Herkomst, *, soort: Boeksoort, betaling_id: str
) -> None:
    """Book a payment that was released, or that the bank refused, on the lines that it settles."""
    await uow.grootboek.book(boek_betaling(soort, betaling_id, regels, herkomst))
