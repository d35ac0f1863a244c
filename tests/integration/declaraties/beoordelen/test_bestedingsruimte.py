"""A ceiling through the whole chain: over messages, gemeenten and workers, and told to contracting."""

import asyncio
import datetime as dt
from typing import Any

import pytest
from declaraties.adapters.standaard.xml.schrijven import write_323
from declaraties.domain.standaard.berichten.declaratie import Prestatie
from declaraties.domain.standaard.berichten.waarden import GeslotenPeriode, Product

from tests.builders.declaraties import (
    AGB,
    ANDERE_GEMEENTE,
    BSN,
    GEMEENTE,
    Dienst,
    declaratie,
    overeenkomst,
    prestatie,
    prijs,
    product,
    toewijzing,
)

RUIMTE = "11111111-1111-4111-8111-111111111160"
CODES = "SELECT p.referentie, p.retourcodes FROM prestatie p ORDER BY p.bestand_nummer, p.regel"
MAANDEN = [
    GeslotenPeriode(begindatum=dt.date(2026, 1, 1), einddatum=dt.date(2026, 1, 31)),
    GeslotenPeriode(begindatum=dt.date(2026, 2, 1), einddatum=dt.date(2026, 2, 28)),
    GeslotenPeriode(begindatum=dt.date(2026, 3, 1), einddatum=dt.date(2026, 3, 31)),
    GeslotenPeriode(begindatum=dt.date(2026, 4, 1), einddatum=dt.date(2026, 4, 30)),
]


def uren(referentie: str, aantal: int, **anders: Any) -> Prestatie:
    return prestatie(referentie, geleverd_volume=aantal, cent=aantal * 1250, **anders)


def vastgesteld(**anders: Any) -> dict[str, Any]:
    return {
        "ruimte_id": RUIMTE,
        "overeenkomst_id": "11111111-1111-4111-8111-111111111113",
        "agb_code": AGB,
        "wet": "wmo",
        "versie": 1,
        "van": dt.date(2026, 1, 1),
        "tot": dt.date(2026, 12, 31),
        "bedrag_cent": 10_000,
        "crisisproducten": [],
    } | anders


async def _klaar(dienst: Dienst, *nummers: int) -> None:
    """Toewijzingen without a product, in two gemeenten."""
    gemeenten = [GEMEENTE, ANDERE_GEMEENTE]
    await dienst.meld("OvereenkomstGesloten", overeenkomst(gemeenten=gemeenten))
    await dienst.meld("PrijsVastgesteld", prijs(gemeenten=gemeenten))
    for gemeente in gemeenten:
        await dienst.neem_deel(gemeente)
        for nummer in nummers or (101,):
            open_product = product(nummer, product=Product(categorie="02"), omvang=None)
            await dienst.wijs_toe(toewijzing(open_product, afzender=gemeente))
            assert (await dienst.grond(nummer, gemeente=gemeente)).status_code == 201


async def test_a_ceiling_holds_over_messages_and_gemeenten_and_tells_what_it_lost(dienst: Dienst) -> None:
    await _klaar(dienst)
    await dienst.meld("BestedingsruimteVastgesteld", vastgesteld())

    await dienst.declareer(declaratie((BSN, [uren("R1", 5)])))
    regels = [uren("R2", 4, product_periode=MAANDEN[2]), uren("R3", 3, product_periode=MAANDEN[1])]
    await dienst.declareer(declaratie((BSN, regels), ontvanger=ANDERE_GEMEENTE))
    await dienst.meld("BestedingsruimteVastgesteld", vastgesteld(versie=2, bedrag_cent=15_000))
    await dienst.declareer(declaratie((BSN, [uren("R4", 4, product_periode=MAANDEN[2])])))

    assert dict(dienst.sql(CODES)) == {"R1": "", "R2": "9369", "R3": "", "R4": ""}
    verteld = [(one["toegekend_cent"], one["geweigerd_cent"]) for one in dienst.events("BestedingsruimteGebruikt")]
    assert verteld == [(6_250, 0), (3_750, 5_000), (5_000, 0)]


async def test_what_was_awarded_before_counts_from_the_day_that_the_ceiling_comes(dienst: Dienst) -> None:
    await _klaar(dienst)
    await dienst.declareer(declaratie((BSN, [uren("R1", 5)])))
    await dienst.meld("BestedingsruimteVastgesteld", vastgesteld())
    await dienst.declareer(declaratie((BSN, [uren("R2", 4, product_periode=MAANDEN[2])])))

    assert dict(dienst.sql(CODES)) == {"R1": "", "R2": "9369"}
    (eerder, later) = dienst.events("BestedingsruimteGebruikt")
    assert (eerder["bron_id"], eerder["toegekend_cent"]) == (RUIMTE, 6_250)
    assert (later["toegekend_cent"], later["geweigerd_cent"]) == (0, 5_000)


@pytest.mark.parametrize(("bedrag", "past"), [(10_000, 7_500), (5_000, 3_750)])
async def test_messages_that_come_at_once_never_cross_the_ceiling_together(
    dienst: Dienst, bedrag: int, past: int
) -> None:
    nummers = range(101, 105)
    await _klaar(dienst, *nummers)
    await dienst.meld("BestedingsruimteVastgesteld", vastgesteld(bedrag_cent=bedrag))
    wie = dienst.als("aanbieder", agb=AGB)
    for nummer in nummers:
        for gemeente in (GEMEENTE, ANDERE_GEMEENTE):
            regel = uren(f"R{gemeente}{nummer}", 3, toewijzing_nummer=nummer, product_periode=MAANDEN[3])
            bericht = declaratie((BSN, [regel]), ontvanger=gemeente, identificatie=f"B{gemeente}{nummer}")
            assert (await dienst.dien_in(write_323(bericht), wie)).status_code == 202

    await asyncio.gather(*(dienst.verwerk() for _ in range(4)))

    (som,) = dienst.sql("SELECT sum(bedrag) FROM prestatie WHERE goedgekeurd")[0]
    assert som == past
    assert dienst.sql("SELECT sum(cent) FROM ruimtegebruik") == [(som,)]
    assert sum(one["toegekend_cent"] for one in dienst.events("BestedingsruimteGebruikt")) == som
