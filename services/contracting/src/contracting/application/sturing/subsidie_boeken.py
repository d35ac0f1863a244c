import datetime as dt

from contracting.application.uow import Uow
from contracting.domain.sturing.grootboek import Boekregel, Herkomst, boek_subsidie


async def subsidie_boeken(
    uow: Uow, regel: Boekregel, herkomst: Herkomst, *, aanvraag_id: str, besluitdatum: dt.date
) -> None:
    """Book what a granted subsidy obliges to; the newest decision on the application counts."""
    besluit = dt.datetime.combine(besluitdatum, dt.time(), dt.UTC)
    await uow.grootboek.book(boek_subsidie(aanvraag_id, regel, herkomst, besluit=besluit))
