from contracting.application.uow import Uow
from contracting.domain.sturing.grootboek import Herkomst, Toewijzingverplichting, boek_toewijzing


async def toewijzing_boeken(uow: Uow, toewijzing: Toewijzingverplichting, herkomst: Herkomst) -> None:
    """Book the obligation of an assignment; its newest state replaces the earlier ones."""
    await uow.grootboek.book(boek_toewijzing(toewijzing, herkomst))
