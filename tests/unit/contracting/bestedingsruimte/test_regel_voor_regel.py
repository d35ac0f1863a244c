"""A ceiling as declaraties obeys it, line by line: what contracting fixes decides what is awarded."""

import datetime as dt
from typing import Any

import pytest
from declaraties.domain.beoordelen.oordeel import Oordeel
from declaraties.domain.standaard.berichten.declaratie import Prestatie
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.kolommen import Toewijzing

from tests.unit.declaraties.bouwers import (
    BSN,
    MAART,
    begrenzing,
    credit,
    debet,
    declaratie,
    euro,
    oordeel,
    prestatie,
    prijs,
    referentie,
    toewijzing,
)

ASPECIFIEK: dict[str, Any] = {"code": None, "eenheid": None, "volume": None, "frequentie": None}
VOL = begrenzing(gebruikt_cent=250_000)


def regel(naam: str, cent: int, **anders: Any) -> Prestatie:
    """A line of so many cents, paid by amount so that any amount is right."""
    gewoon: dict[str, Any] = {"eenheid": "83", "geleverd_volume": cent, "product_tarief": None}
    return prestatie(naam, ingediend_bedrag=euro(cent), **(gewoon | anders))


def beoordeeld(*regels: Prestatie, rij: Toewijzing | None = None, **gegevens: Any) -> Oordeel:
    rijen = [rij or toewijzing(**ASPECIFIEK)]
    prijzen = [prijs(eenheid="83", productcode=code) for code in ("02A01", "02A09")]
    alles = referentie(toewijzingen=rijen, prijzen=prijzen, **{"begrenzingen": (VOL,), **gegevens})
    return oordeel(declaratie((BSN, list(regels))), alles)


def codes(*regels: Prestatie, **anders: Any) -> list[tuple[str, ...]]:
    return beoordeeld(*regels, **anders).codes_per_prestatie()


@pytest.mark.parametrize(
    ("rij", "product", "verwacht"),
    [
        pytest.param(toewijzing(**ASPECIFIEK), "02A01", [("9369",)], id="geval_34 aspecifiek"),
        pytest.param(toewijzing(eenheid="83", volume=500_000), "02A01", [()], id="geval_34 specifiek"),
        pytest.param(toewijzing(**ASPECIFIEK), "02A09", [()], id="geval_34 crisis"),
    ],
)
def test_a_full_ceiling_refuses_what_is_not_specific_and_not_crisis(
    rij: Toewijzing, product: str, verwacht: list[tuple[str, ...]]
) -> None:
    vol = begrenzing(gebruikt_cent=250_000, producten=frozenset({"02A01", "02A09"}))
    assert codes(regel("R1", 50_000, product_code=product), rij=rij, begrenzingen=(vol,)) == verwacht


def test_crisis_help_under_the_jeugdwet_is_known_by_its_category() -> None:
    plek: dict[str, Any] = {"wet": Wet.JW}
    rij = toewijzing(**ASPECIFIEK | {"categorie": "46"}, **plek)
    for categorie, code in (("46", "46A01"), ("45", "45A04")):
        vol = begrenzing(gebruikt_cent=250_000, producten=frozenset({code}), crisisproducten=frozenset())
        hulp = regel("R1", 100, product_categorie=categorie, product_code=code)
        rijen = [rij if categorie == "46" else toewijzing(**ASPECIFIEK | {"categorie": "45"}, **plek)]
        prijzen = [prijs(eenheid="83", productcode=code, **plek)]
        alles = referentie(toewijzingen=rijen, prijzen=prijzen, begrenzingen=(vol,))
        uitkomst = oordeel(declaratie((BSN, [hulp]), wet=Wet.JW), alles)
        assert ("9369" in uitkomst.codes_per_prestatie()[0]) is (categorie == "45")


def test_geval_35_a_line_that_would_cross_is_refused_whole_and_a_smaller_one_still_fits() -> None:
    rest = (begrenzing(gebruikt_cent=240_000),)
    groot, klein = regel("R1", 15_000, product_periode=MAART), regel("R2", 8_000)
    assert codes(groot, klein, begrenzingen=rest) == [("9369",), ()]
    assert codes(regel("R1", 10_000), begrenzingen=rest) == [()]
    assert codes(regel("R1", 10_001), begrenzingen=rest) == [("9369",)]


def test_what_is_always_paid_uses_the_ceiling_and_leaves_less_for_the_rest() -> None:
    ruimte = begrenzing(gebruikt_cent=200_000, producten=frozenset({"02A01", "02A09"}))
    regels = (regel("R1", 60_000, product_code="02A09", product_periode=MAART), regel("R2", 1))
    uitkomst = beoordeeld(*regels, begrenzingen=(ruimte,))
    assert uitkomst.codes_per_prestatie() == [(), ("9369",)]
    (gebruik,) = uitkomst.ruimtegebruik
    assert (gebruik.toegekend_cent, gebruik.uitgezonderd_cent, gebruik.geweigerd_cent) == (60_000, 60_000, 1)


def test_an_approved_credit_gives_back_before_the_first_line() -> None:
    eerder = debet(20_000, eenheid="83", tarief=None, bedrag=20_000, begin=MAART.begindatum, eind=MAART.einddatum)
    terug = credit("C1", "R0", eenheid="83", geleverd_volume=20_000, product_tarief=None, product_periode=MAART)
    nieuw = regel("R1", 20_000)
    uitkomst = beoordeeld(nieuw, terug, eerdere=[eerder])
    assert uitkomst.codes_per_prestatie() == [(), ()]
    (gebruik,) = uitkomst.ruimtegebruik
    assert gebruik.toegekend_cent == 0


def test_a_line_refused_by_the_ceiling_takes_nothing_of_its_toewijzing() -> None:
    rij = toewijzing(**ASPECIFIEK, budget=12_000)
    regels = (regel("R1", 11_000, product_periode=MAART), regel("R2", 9_000))
    assert codes(*regels, rij=rij, begrenzingen=(begrenzing(gebruikt_cent=240_000),)) == [("9369",), ()]


def test_a_line_refused_by_its_budget_takes_nothing_of_the_ceiling() -> None:
    rij = toewijzing(**ASPECIFIEK, budget=9_000)
    regels = (regel("R1", 9_500, product_periode=MAART), regel("R2", 9_000))
    assert codes(*regels, rij=rij, begrenzingen=(begrenzing(gebruikt_cent=240_000),)) == [("9369",), ()]


@pytest.mark.parametrize(
    "anders",
    [
        {"producten": frozenset({"02A02"})},
        {"van": dt.date(2025, 4, 2)},
        {"tot": dt.date(2025, 3, 31)},
        {"gebruikt_cent": 249_999},
    ],
    ids=["ander product", "later", "eerder", "past"],
)
def test_what_lies_outside_a_ceiling_or_fits_is_awarded(anders: dict[str, Any]) -> None:
    assert codes(regel("R1", 1), begrenzingen=(begrenzing(**{"gebruikt_cent": 250_000, **anders}),)) == [()]


def test_a_line_for_nothing_crosses_no_ceiling() -> None:
    over = begrenzing(gebruikt_cent=300_000)
    assert codes(regel("R1", 0), begrenzingen=(over,)) == [()]


def test_without_a_ceiling_nothing_is_told() -> None:
    assert beoordeeld(regel("R1", 100), begrenzingen=()).ruimtegebruik == ()
