"""Event name and version -> handler. Every handler may see an event twice and in any order across topics."""

import datetime as dt
import uuid
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from chassis.wire import Envelope

from contracting.application.ports import UnitOfWork
from contracting.domain.maatregelen.maatregel import Maatregel, Maatregeleinde
from contracting.domain.sturing.grootboek import (
    Boekregel,
    Herkomst,
    Toewijzingstand,
    boek_betaling,
    boek_subsidie,
    boek_toewijzing,
    boek_verrekening,
)

Data = Mapping[str, Any]


async def maatregel_opgelegd(uow: UnitOfWork, data: Data, envelope: Envelope) -> None:
    """Show a measure of toezicht."""
    maatregel = Maatregel(
        id=uuid.UUID(data["maatregel_id"]),
        agb_code=data["agb_code"],
        soort=data["soort"],
        gemeenten=tuple(data["gemeenten"]),
        van=data["van"],
        tot=data["tot"],
        grond=data["grond"],
    )
    await uow.maatregelen.opgelegd(maatregel, envelope.time)


async def maatregel_beeindigd(uow: UnitOfWork, data: Data, envelope: Envelope) -> None:
    """End a measure, known already or not."""
    einde = Maatregeleinde(
        id=uuid.UUID(data["maatregel_id"]),
        agb_code=data["agb_code"],
        einddatum=data["einddatum"],
        reden=data["reden"],
    )
    await uow.maatregelen.beeindigd(einde, envelope.time)


async def toewijzing_vastgelegd(uow: UnitOfWork, data: Data, envelope: Envelope) -> None:
    """The obligation of an assignment; its newest state replaces the earlier ones."""
    stand = Toewijzingstand(
        gemeente=data["gemeente"],
        wet=data["wet"],
        nummer=data["toewijzing_nummer"],
        programmalijn=data["programmalijn"],
        ingangsdatum=data["ingangsdatum"],
        einddatum=data["einddatum"],
        verplichting_cent=data["verplichting_cent"],
        verwijderd=data["verwijderd"],
        toegewezen_op=data["toegewezen_op"],
    )
    await uow.grootboek.boek(boek_toewijzing(stand, _herkomst(envelope)))


async def betaalopdracht_gemaakt(uow: UnitOfWork, data: Data, envelope: Envelope) -> None:
    """A payment for delivered care."""
    regel = Boekregel(
        gemeente=data["gemeente"],
        programmalijn=data["programmalijn"],
        jaar=data["jaar"],
        betaald_cent=data["bedrag_cent"],
    )
    await uow.grootboek.boek(boek_betaling(data["betaalopdracht_id"], regel, _herkomst(envelope)))


async def verrekening_berekend(uow: UnitOfWork, data: Data, envelope: Envelope) -> None:
    """What two gemeenten settle; one with an aanbieder comes as a payment order and would count twice here."""
    if data["naar_gemeente"] in {None, data["gemeente"]}:
        return
    regel = Boekregel(
        gemeente=data["gemeente"],
        programmalijn=data["programmalijn"],
        jaar=data["jaar"],
        betaald_cent=data["bedrag_cent"],
    )
    stuk = boek_verrekening(data["verrekening_id"], regel, _herkomst(envelope), naar_gemeente=data["naar_gemeente"])
    await uow.grootboek.boek(stuk)


async def subsidie_verleend(uow: UnitOfWork, data: Data, envelope: Envelope) -> None:
    """A granted subsidy is obliged and paid at once."""
    regel = Boekregel(
        gemeente=data["gemeente"],
        programmalijn=data["programmalijn"],
        jaar=data["jaar"],
        verplicht_cent=data["verleend_cent"],
        betaald_cent=data["verleend_cent"],
    )
    besluit = dt.datetime.combine(data["besluitdatum"], dt.time(), dt.UTC)
    await uow.grootboek.boek(boek_subsidie(data["aanvraag_id"], regel, _herkomst(envelope), besluit=besluit))


HANDLERS: Mapping[str, Callable[[UnitOfWork, Data, Envelope], Awaitable[None]]] = {
    "MaatregelOpgelegd.v1": maatregel_opgelegd,
    "MaatregelBeeindigd.v1": maatregel_beeindigd,
    "ToewijzingVastgelegd.v1": toewijzing_vastgelegd,
    "BetaalopdrachtGemaakt.v1": betaalopdracht_gemaakt,
    "SubsidieVerleend.v1": subsidie_verleend,
    "VerrekeningBerekend.v1": verrekening_berekend,
}


def _herkomst(envelope: Envelope) -> Herkomst:
    return Herkomst(tijd=envelope.time, id=envelope.id)
