import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chassis.events.wire import Envelope

from contracting.application.sturing import handelingen
from contracting.application.uow import Uow
from contracting.domain.sturing.grootboek import (
    LOS,
    ZONDER_LIJN,
    ZORG,
    Boekregel,
    Boeksoort,
    Herkomst,
    Toewijzingverplichting,
    termijnpost,
)

Data = Mapping[str, Any]
# Of payables told before they said what they are about.
_BETREFT = {"prestaties": "zorg", "verrekening": "zorg", "termijn": "termijn"}
# A payable falls due so many days after the date of its declaration.
_BETAALTERMIJN = dt.timedelta(days=30)


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
    regel = replace(_plek(data), betaalbaar_cent=data["bedrag_cent"], post=_post(data), tot=_periode_tot(data))
    await handelingen.betaalopdracht_boeken(
        uow, regel, herkomst_van(envelope), betaalopdracht_id=data["betaalopdracht_id"]
    )


async def betaling_vrijgegeven(uow: Uow, data: Data, envelope: Envelope) -> None:
    """Declaraties released a payment."""
    regels = [replace(_plek(one), vrijgegeven_cent=one["bedrag_cent"]) for one in _delen(data, envelope)]
    await handelingen.betaling_boeken(
        uow, regels, herkomst_van(envelope), soort=Boeksoort.BETALING, betaling_id=data["betaling_id"]
    )


async def betaling_geweigerd(uow: Uow, data: Data, envelope: Envelope) -> None:
    """The bank refused a payment."""
    regels = [replace(_plek(one), geweigerd_cent=one["bedrag_cent"]) for one in _delen(data, envelope)]
    await handelingen.betaling_boeken(
        uow, regels, herkomst_van(envelope), soort=Boeksoort.WEIGERING, betaling_id=data["betaling_id"]
    )


async def verrekening_berekend(uow: Uow, data: Data, envelope: Envelope) -> None:
    """Declaraties settled approved lines after the answer."""
    await handelingen.verrekening_boeken(
        uow,
        replace(_plek(data), betaalbaar_cent=data["bedrag_cent"], post=ZORG),
        herkomst_van(envelope),
        verrekening_id=data["verrekening_id"],
        naar_gemeente=data["naar_gemeente"],
    )


async def subsidie_verleend(uow: Uow, data: Data, envelope: Envelope) -> None:
    """Subsidies granted a subsidy."""
    await handelingen.subsidie_boeken(
        uow,
        replace(_plek(data), verplicht_cent=data["verleend_cent"]),
        herkomst_van(envelope),
        aanvraag_id=data["aanvraag_id"],
        besluitdatum=data["besluitdatum"],
    )


def herkomst_van(envelope: Envelope) -> Herkomst:
    """Where a state in the ledger comes from."""
    return Herkomst(tijd=envelope.time, id=envelope.id)


def _plek(data: Data) -> Boekregel:
    return Boekregel(gemeente=data["gemeente"], programmalijn=data["programmalijn"], jaar=data["jaar"])


def _post(data: Data) -> str:
    betreft = data["betreft"] or _BETREFT.get(data["soort"], "")
    if betreft == "termijn":
        return termijnpost(data["overeenkomst_id"], data["gemeente"], data["jaar"], data["termijn"])
    return ZORG if betreft == "zorg" else LOS


def _periode_tot(data: Data) -> dt.date | None:
    """The last day of the care; of an older event that of the month before its declaration was dated."""
    gezegd: dt.date | None = data["periode_tot"]
    if gezegd is not None or data["soort"] != "prestaties":
        return gezegd
    dagtekening: dt.date = data["vervaldatum"] - _BETAALTERMIJN
    return dagtekening.replace(day=1) - dt.timedelta(days=1)


def _delen(data: Data, envelope: Envelope) -> list[Data]:
    """The lines of a payment; what they do not explain (older events) stands on no line, in the year of payment."""
    delen: list[Data] = [{**one, "gemeente": data["gemeente"]} for one in data["regels"]]
    rest = data["bedrag_cent"] - sum(one["bedrag_cent"] for one in delen)
    if rest:
        jaar = (data.get("uitvoerdatum") or envelope.time).year
        delen.append({"gemeente": data["gemeente"], "programmalijn": ZONDER_LIJN, "jaar": jaar, "bedrag_cent": rest})
    return delen
