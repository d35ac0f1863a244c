"""What is left of a toewijzing, over messages, through the whole chain (TR322, TR369)."""

import datetime as dt
from typing import Any

from declaraties.domain.standaard.berichten.declaratie import Prestatie
from declaraties.domain.standaard.berichten.waarden import GeslotenPeriode, Omvang, Product

from tests.builders.declaraties import BSN, Dienst, declaratie, overeenkomst, prestatie, prijs, product, toewijzing

CODES = "SELECT p.referentie, p.retourcodes FROM prestatie p ORDER BY p.bestand_nummer, p.regel"
MAART = GeslotenPeriode(begindatum=dt.date(2026, 3, 1), einddatum=dt.date(2026, 3, 31))
FEBRUARI = GeslotenPeriode(begindatum=dt.date(2026, 2, 1), einddatum=dt.date(2026, 2, 28))


def uren(referentie: str, aantal: int, **anders: Any) -> Prestatie:
    return prestatie(referentie, geleverd_volume=aantal, cent=aantal * 1250, **anders)


async def _klaar(dienst: Dienst, **anders: Any) -> None:
    await dienst.neem_deel()
    await dienst.meld("OvereenkomstGesloten", overeenkomst())
    await dienst.meld("PrijsVastgesteld", prijs())
    await dienst.wijs_toe(toewijzing(product(**anders)))
    assert (await dienst.grond(101)).status_code == 201


async def test_earlier_messages_and_credits_decide_what_is_left_of_the_omvang(dienst: Dienst) -> None:
    await _klaar(dienst, omvang=Omvang(volume=10, eenheid="04", frequentie="6"))

    await dienst.declareer(declaratie((BSN, [uren("R1", 6)])))
    await dienst.declareer(
        declaratie((BSN, [uren("R2", 5, product_periode=MAART), uren("R3", 4, product_periode=FEBRUARI)]))
    )
    terug = uren("C1", 6, vorige="R1")
    await dienst.declareer(declaratie((BSN, [uren("R4", 5), terug, uren("R5", 2, product_periode=MAART)])))

    assert dict(dienst.sql(CODES)) == {"R1": "", "R2": "9322", "R3": "", "R4": "", "C1": "", "R5": "9322"}


async def test_earlier_messages_decide_what_is_left_of_the_budget(dienst: Dienst) -> None:
    zonder = {"product": Product(categorie="02"), "omvang": None, "budget": 10_000}
    await _klaar(dienst, **zonder)

    await dienst.declareer(declaratie((BSN, [uren("R1", 5)])))
    await dienst.declareer(
        declaratie((BSN, [uren("R2", 4, product_periode=MAART), uren("R3", 3, product_periode=FEBRUARI)]))
    )

    assert dict(dienst.sql(CODES)) == {"R1": "", "R2": "9369", "R3": ""}
