from collections.abc import Mapping
from typing import Any

from chassis.events.wire import Envelope

from contracting.application.sturing import handelingen
from contracting.application.uow import Uow
from contracting.domain.sturing.grootboek import Boekregel, Herkomst, Toewijzingverplichting

Data = Mapping[str, Any]


async def toewijzing_vastgelegd(uow: Uow, data: Data, envelope: Envelope) -> None:
    """Declaraties recorded an assignment."""
    toewijzing = Toewijzingverplichting(
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
    await handelingen.toewijzing_boeken(uow, toewijzing, herkomst_van(envelope))


async def betaalopdracht_gemaakt(uow: Uow, data: Data, envelope: Envelope) -> None:
    """Declaraties made a payment order."""
    await handelingen.betaling_boeken(
        uow,
        _regel(data, betaald_cent=data["bedrag_cent"]),
        herkomst_van(envelope),
        betaalopdracht_id=data["betaalopdracht_id"],
    )


async def verrekening_berekend(uow: Uow, data: Data, envelope: Envelope) -> None:
    """Declaraties settled approved lines after the answer."""
    await handelingen.verrekening_boeken(
        uow,
        _regel(data, betaald_cent=data["bedrag_cent"]),
        herkomst_van(envelope),
        verrekening_id=data["verrekening_id"],
        naar_gemeente=data["naar_gemeente"],
    )


async def subsidie_verleend(uow: Uow, data: Data, envelope: Envelope) -> None:
    """Subsidies granted a subsidy."""
    verleend = data["verleend_cent"]
    await handelingen.subsidie_boeken(
        uow,
        _regel(data, verplicht_cent=verleend, betaald_cent=verleend),
        herkomst_van(envelope),
        aanvraag_id=data["aanvraag_id"],
        besluitdatum=data["besluitdatum"],
    )


def herkomst_van(envelope: Envelope) -> Herkomst:
    """Where a state in the ledger comes from."""
    return Herkomst(tijd=envelope.time, id=envelope.id)


def _regel(data: Data, *, betaald_cent: int, verplicht_cent: int = 0) -> Boekregel:
    return Boekregel(
        gemeente=data["gemeente"],
        programmalijn=data["programmalijn"],
        jaar=data["jaar"],
        verplicht_cent=verplicht_cent,
        betaald_cent=betaald_cent,
    )
