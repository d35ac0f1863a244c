from contracting.application.uow import Uow
from contracting.domain.sturing.grootboek import Boekregel, Herkomst, boek_betaalopdracht


async def betaalopdracht_boeken(uow: Uow, regel: Boekregel, herkomst: Herkomst, *, betaalopdracht_id: str) -> None:
    """Book what became payable; nothing is paid by that."""
    await uow.grootboek.book(boek_betaalopdracht(betaalopdracht_id, regel, herkomst))
