from contracting.application.uow import Uow
from contracting.domain.sturing.grootboek import Boekregel, Herkomst, boek_betaling


async def betaling_boeken(uow: Uow, regel: Boekregel, herkomst: Herkomst, *, betaalopdracht_id: str) -> None:
    """Book a payment for delivered care."""
    await uow.grootboek.book(boek_betaling(betaalopdracht_id, regel, herkomst))
