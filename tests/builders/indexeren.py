"""Builders of index figures, clauses and indexations, with the figures that VNG published."""

import datetime as dt
from typing import Any

from contracting.application.indexeren.handelingen import (
    IndexeringVoorstellen,
    indexering_uitvoeren,
    indexering_vaststellen,
    indexering_voorstellen,
)
from contracting.application.uow import Uow
from contracting.domain.indexeren.clausule import Correctiemethode, Indexclausule, Indexdeel, Kostensoort
from contracting.domain.indexeren.indexcijfer import Cijfersoort, Indexcijfer
from contracting.domain.indexeren.indexering import Indexering
from risb_kern.act import Handeling

PERCEEL = "WMO-BEGELEIDING"
R, D = Cijfersoort.RAMING, Cijfersoort.DEFINITIEF
# VNG, indexatie 2025: 2024 forecast and definitive, 2025 forecast.
VNG25 = [
    ("OVA", 2024, R, 4940),
    ("PPC", 2024, R, 2510),
    ("OVA", 2024, D, 6000),
    ("PPC", 2024, D, 3100),
    ("OVA", 2025, R, 4180),
    ("PPC", 2025, R, 1820),
]


def cijfer(reeks: str, jaar: int, soort: Cijfersoort, duizendste: int, **anders: Any) -> Indexcijfer:
    gewoon = {"gepubliceerd_op": dt.date(2024, 10, 2), "bron": "VNG, indexatie bij inkoop"}
    return Indexcijfer(reeks=reeks, jaar=jaar, soort=soort, duizendste=duizendste, **{**gewoon, **anders})


def clausule(**anders: Any) -> Indexclausule:
    """90 % personnel, 10 % material; by difference, two decimals, tariffs to the cent."""
    gewoon: dict[str, Any] = {
        "perceel_code": PERCEEL,
        "delen": (
            Indexdeel(kostensoort=Kostensoort.PERSONEEL, reeks="OVA", gewicht=9000),
            Indexdeel(kostensoort=Kostensoort.MATERIEEL, reeks="PPC", gewicht=1000),
        ),
        "correctiemethode": Correctiemethode.VERSCHIL,
        "percentdecimalen": 2,
        "tariefdecimalen": 2,
        "contractwaarde_cent": 100_000_000,
        "wijzigbaar": False,
        "bron": "Artikel 3.2",
    }
    return Indexclausule(**{**gewoon, **anders})


def totalen(**anders: Any) -> Indexclausule:
    """One series that is the printed total of both."""
    deel = Indexdeel(kostensoort=Kostensoort.PERSONEEL, reeks="TOTAAL", gewicht=10_000)
    return clausule(delen=(deel,), **anders)


async def stel_voor(uow: Uow, handeling: Handeling, jaar: int = 2025, *, voorlopig: bool = False) -> Indexering:
    opdracht = IndexeringVoorstellen(jaar=jaar, percelen=(PERCEEL,), voorlopig=voorlopig)
    return await indexering_voorstellen(uow, handeling, opdracht)


async def voer_uit(uow: Uow, handeling: Handeling, voorstel: Indexering) -> None:
    """Decide, and carry out every part."""
    await indexering_vaststellen(uow, handeling, voorstel.id)
    for deel in range(voorstel.delen):
        await indexering_uitvoeren(uow, handeling, voorstel.id, deel=deel)
