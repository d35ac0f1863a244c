from contracting.application.uow import Uow
from contracting.domain.sturing.grootboek import Boekregel, Herkomst, boek_verrekening


async def verrekening_boeken(
    uow: Uow, regel: Boekregel, herkomst: Herkomst, *, verrekening_id: str, naar_gemeente: str | None
) -> None:
    """Book what two gemeenten settle; one with an aanbieder comes as a payable and would count twice here."""
    if naar_gemeente not in {None, regel.gemeente}:
        await uow.grootboek.book(boek_verrekening(verrekening_id, regel, herkomst, naar_gemeente=naar_gemeente))
