"""Omvang, Budget, prescribed days and product list: each rule with a case that breaks it and the neighbour that does not."""

import datetime as dt
from typing import Any

import pytest
from declaraties.domain.beoordelen.keuzes import Keuzes, OpenEinde
from declaraties.domain.beoordelen.referentie import Verbruik
from declaraties.domain.standaard.berichten.declaratie import Prestatie
from declaraties.domain.standaard.berichten.waarden import GeslotenPeriode
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.kolommen import Toewijzing

from tests.unit.declaraties.bouwers import (
    BSN,
    GEMEENTE,
    MAART,
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

DAG = dt.date.fromisoformat
ZONDER_OMVANG: dict[str, Any] = {"code": None, "eenheid": None, "volume": None, "frequentie": None}


def uren(referentie_nummer: str, volume: int, **anders: Any) -> Prestatie:
    return prestatie(referentie_nummer, geleverd_volume=volume, ingediend_bedrag=euro(volume * 5000), **anders)


def minuten(referentie_nummer: str, volume: int, **anders: Any) -> Prestatie:
    bedrag = euro((volume * 5000 + 30) // 60)
    gewoon: dict[str, Any] = {"eenheid": "01", "product_tarief": 83, "ingediend_bedrag": bedrag}
    return prestatie(referentie_nummer, geleverd_volume=volume, **(gewoon | anders))


def _codes(*regels: Prestatie, rij: Toewijzing, **gegevens: Any) -> list[tuple[str, ...]]:
    keuzes = gegevens.pop("keuzes", Keuzes())
    alles = referentie(toewijzingen=[rij], **gegevens)
    return oordeel(declaratie((BSN, list(regels))), alles, keuzes=keuzes).codes_per_prestatie()


# --- TR321


def test_a_line_may_reach_the_omvang_of_its_month_and_not_pass_it() -> None:
    assert _codes(uren("R1", 40), rij=toewijzing()) == [()]
    assert _codes(uren("R1", 41), rij=toewijzing()) == [("9321",)]


def test_minutes_are_measured_against_hours() -> None:
    rij = toewijzing(volume=2)
    assert _codes(minuten("R1", 120), rij=rij) == [()]
    assert _codes(minuten("R1", 121), rij=rij) == [("9321",)]


@pytest.mark.parametrize(("weken", "codes"), [(6, ()), (7, ("9321",))])
def test_a_month_of_six_iso_weeks_gives_six_times_the_weekly_volume(weken: int, codes: tuple[str, ...]) -> None:
    rij = toewijzing(volume=1, frequentie="2")
    assert _codes(uren("R1", weken, product_periode=MAART), rij=rij) == [codes]


def test_an_output_week_total_in_a_period_without_sunday_allows_nothing() -> None:
    rij = toewijzing(eenheid="82", volume=5, frequentie="2", einddatum=DAG("2025-04-05"))
    regel = {
        "eenheid": "82",
        "product_periode": GeslotenPeriode(begindatum=DAG("2025-04-01"), einddatum=DAG("2025-04-05")),
    }
    prijzen = [prijs(eenheid="82")]
    assert _codes(uren("R1", 1, **regel), rij=rij, prijzen=prijzen) == [("9321",)]
    assert _codes(uren("R1", 0, **regel), rij=rij, prijzen=prijzen) == [()]


def test_omvang_is_not_asked_in_an_eenheid_that_does_not_fit() -> None:
    assert _codes(uren("R1", 9999, eenheid="16"), rij=toewijzing()) == [("9341",)]


# --- TR322


TOTAAL = toewijzing(volume=10, frequentie="6")


def _op(volume: int, eenheid: str = "04", cent: int = 0) -> tuple[Verbruik, ...]:
    return (Verbruik(toewijzing=101, eenheid=eenheid, volume=volume, cent=cent),)


def test_what_earlier_messages_took_counts() -> None:
    assert _codes(uren("R1", 4), rij=TOTAAL, verbruik=_op(6)) == [()]
    assert _codes(uren("R1", 4), rij=TOTAAL, verbruik=_op(7)) == [("9322",)]
    assert _codes(uren("R1", 4), rij=TOTAAL, verbruik=_op(6 * 60 + 1, "01")) == [("9322",)]
    assert _codes(uren("R1", 4), rij=TOTAAL, verbruik=(*_op(5), *_op(60, "01"))) == [()]


def test_what_was_taken_in_another_eenheid_takes_nothing() -> None:
    assert _codes(uren("R1", 4), rij=TOTAAL, verbruik=_op(9999, "16")) == [()]


def test_lines_take_in_message_order_and_a_refused_one_takes_nothing() -> None:
    regels = [uren("R1", 6), uren("R2", 5, product_periode=MAART), uren("R3", 4, product_periode=_maand(2))]
    assert _codes(*regels, rij=TOTAAL) == [(), ("9322",), ()]


def test_a_line_refused_for_another_reason_takes_nothing_and_is_told_both() -> None:
    te_duur = uren("R1", 8, product_tarief=5001)
    assert _codes(te_duur, uren("R2", 10, product_periode=MAART), rij=TOTAAL) == [("0611", "9346"), ()]
    assert _codes(te_duur, rij=TOTAAL, verbruik=_op(3)) == [("0611", "9346", "9322")]


def test_an_approved_credit_makes_room_wherever_it_stands() -> None:
    eerder = (debet(6),)
    regels = [uren("R2", 9), credit("R1", "R0", geleverd_volume=6, ingediend_bedrag=euro(30000, "C"))]
    assert _codes(*regels, rij=TOTAAL, verbruik=_op(6), eerdere=eerder) == [(), ()]
    assert _codes(regels[0], rij=TOTAAL, verbruik=_op(6)) == [("9322",)]


def test_a_refused_credit_makes_no_room() -> None:
    regels = [uren("R2", 9), credit("R1", "R0", geleverd_volume=5)]
    assert _codes(*regels, rij=TOTAAL, verbruik=_op(6), eerdere=(debet(6, begin=DAG("2025-02-01")),)) == [
        ("9322",),
        ("8017",),
    ]


def test_the_total_counts_weeks_over_the_whole_toewijzing() -> None:
    rij = toewijzing(volume=1, frequentie="2", ingangsdatum=DAG("2025-03-01"), einddatum=DAG("2025-04-30"))
    april, heel_maart = uren("R1", 5), uren("R2", 6, product_periode=MAART)
    assert _codes(april, heel_maart, rij=rij) == [(), ("9322",)]  # ten weeks, one of which both months touch
    assert _codes(april, uren("R2", 5, product_periode=MAART), rij=rij) == [(), ()]


@pytest.mark.parametrize(
    ("keuze", "codes"),
    [
        (OpenEinde.DECLARATIEPERIODE, ()),
        (OpenEinde.PRODUCTPERIODE, ("9322",)),
        (OpenEinde.GEEN_TOTAAL, ()),
    ],
)
def test_an_open_end_counts_up_to_the_period_that_was_chosen(keuze: OpenEinde, codes: tuple[str, ...]) -> None:
    """January to April are open; 120 hours are taken, and March is declared again after a credit."""
    rij = toewijzing(einddatum=None)
    regel = uren("R1", 40, product_periode=MAART)
    assert _codes(regel, rij=rij, verbruik=_op(120), keuzes=Keuzes(open_einde=keuze)) == [codes]


def test_a_total_without_end_still_holds_when_no_other_total_does() -> None:
    rij = toewijzing(volume=10, frequentie="6", einddatum=None)
    zonder = Keuzes(open_einde=OpenEinde.GEEN_TOTAAL)
    assert _codes(uren("R1", 4), rij=rij, verbruik=_op(7), keuzes=zonder) == [("9322",)]


# --- TR369


def test_a_budget_is_compared_with_cents_in_whatever_eenheid() -> None:
    rij = toewijzing(**ZONDER_OMVANG, budget=50_000)
    assert _codes(uren("R1", 4), rij=rij, verbruik=_op(6, cent=30_000)) == [()]
    assert _codes(uren("R1", 4), rij=rij, verbruik=_op(6, cent=30_001)) == [("9369",)]


def test_a_budget_in_euro_products_counts_cents_against_cents() -> None:
    rij = toewijzing(**ZONDER_OMVANG, budget=50_000)
    regel = {"eenheid": "83", "product_tarief": None}
    prijzen = [prijs(eenheid="83")]
    goed = prestatie("R1", geleverd_volume=50_000, ingediend_bedrag=euro(50_000), **regel)
    fout = prestatie("R1", geleverd_volume=50_001, ingediend_bedrag=euro(50_001), **regel)
    assert _codes(goed, rij=rij, prijzen=prijzen) == [()]
    assert _codes(fout, rij=rij, prijzen=prijzen) == [("9369",)]


def test_lines_share_a_budget_in_message_order() -> None:
    rij = toewijzing(**ZONDER_OMVANG, budget=40_000)
    regels = [uren("R1", 5), uren("R2", 4, product_periode=MAART), uren("R3", 3, product_periode=_maand(2))]
    assert _codes(*regels, rij=rij) == [(), ("9369",), ()]


def test_a_generic_toewijzing_has_a_budget_too() -> None:
    rij = toewijzing(**ZONDER_OMVANG, categorie=None, budget=19_999)
    assert _codes(uren("R1", 4), rij=rij) == [("9369",)]


# --- TR387 and TR388


@pytest.mark.parametrize(
    ("begin", "eind", "codes"),
    [
        ("2025-04-01", "2025-04-30", ()),
        ("2025-04-02", "2025-04-30", ("9387",)),
        ("2025-04-01", "2025-04-29", ("9388",)),
        ("2025-04-15", "2025-04-15", ("9387", "9388")),
    ],
)
def test_a_line_covers_its_whole_month(begin: str, eind: str, codes: tuple[str, ...]) -> None:
    periode = GeslotenPeriode(begindatum=DAG(begin), einddatum=DAG(eind))
    assert _codes(prestatie(product_periode=periode), rij=toewijzing()) == [codes]


@pytest.mark.parametrize(
    ("begin", "eind", "codes"),
    [
        ("2025-04-10", "2025-04-20", ()),
        ("2025-04-11", "2025-04-19", ("9387", "9388")),
        ("2025-04-01", "2025-04-30", ("9307", "9308", "9387", "9388")),
    ],
)
def test_a_line_covers_what_the_toewijzing_covers_of_its_month(begin: str, eind: str, codes: tuple[str, ...]) -> None:
    rij = toewijzing(ingangsdatum=DAG("2025-04-10"), einddatum=DAG("2025-04-20"))
    periode = GeslotenPeriode(begindatum=DAG(begin), einddatum=DAG(eind))
    assert _codes(prestatie(product_periode=periode), rij=rij) == [codes]


def test_a_month_wholly_outside_gives_no_prescribed_day() -> None:
    half = GeslotenPeriode(begindatum=DAG("2025-04-05"), einddatum=DAG("2025-04-09"))
    assert _codes(prestatie(product_periode=half), rij=toewijzing(ingangsdatum=DAG("2025-05-01"))) == [("9307",)]
    assert _codes(prestatie(product_periode=half), rij=toewijzing(einddatum=DAG("2025-03-31"))) == [("9308",)]


# --- TR381


def _jeugd(gedeclareerde_code: str, gedeclareerd: str, keuzes: Keuzes = Keuzes(), **anders: Any) -> tuple[str, ...]:
    rij = toewijzing(wet=Wet.JW, **(ZONDER_OMVANG | {"categorie": None} | anders))
    regel = prestatie(product_code=gedeclareerde_code, product_categorie=gedeclareerd)
    gegevens = referentie(toewijzingen=[rij], prijzen=[prijs(wet=Wet.JW, productcode=gedeclareerde_code)])
    return oordeel(declaratie((BSN, [regel]), wet=Wet.JW), gegevens, keuzes=keuzes).codes_per_prestatie()[0]


def test_a_code_of_the_national_youth_list_belongs_to_one_category() -> None:
    assert _jeugd("45A04", "45") == ()
    assert _jeugd("45A04", "44") == ("S329",)


def test_a_code_that_no_list_knows_is_not_judged() -> None:
    assert _jeugd("45X99", "44") == ()
    assert _jeugd("45A00", "44") == ()  # a whole group


def test_a_toewijzing_with_code_is_judged_by_its_own_code() -> None:
    assert _jeugd("45A04", "44", categorie="44", code="45A04") == ()


def test_the_agreed_list_of_a_gemeente_goes_first_and_serves_the_wmo_too() -> None:
    afgesproken = Keuzes(productlijsten={("jw", GEMEENTE): {"45A04": "44"}, ("wmo", GEMEENTE): {"02A01": "03"}})
    assert _jeugd("45A04", "44", afgesproken) == ()
    assert _jeugd("45A04", "45", afgesproken) == ("S329",)
    assert _jeugd("41A12", "41", afgesproken) == ()
    assert _codes(prestatie(), rij=toewijzing(**ZONDER_OMVANG), keuzes=afgesproken) == [("S329",)]
    assert _codes(prestatie(), rij=toewijzing(**ZONDER_OMVANG)) == [()]


@pytest.mark.parametrize(
    ("categorieen", "code", "verwacht"),
    [
        (("07",), "02A01", ("S329",)),
        (("07", "07"), "02A01", ("S329",)),
        (("02",), "02A01", ()),
        ((None,), "02A01", ()),
        (("07", "02"), "02A01", ()),  # prices that contradict each other say nothing
        (("07",), "02A09", ("0611",)),
    ],
)
def test_the_contract_says_to_which_category_a_product_of_the_wmo_belongs(
    categorieen: tuple[str | None, ...], code: str, verwacht: tuple[str, ...]
) -> None:
    prijzen = [prijs(categorie=een, eenheid=eenheid) for een, eenheid in zip(categorieen, ("04", "16"), strict=False)]
    gegevens = referentie(toewijzingen=[toewijzing(**ZONDER_OMVANG)], prijzen=prijzen)
    regel = prestatie(product_code=code)
    assert oordeel(declaratie((BSN, [regel])), gegevens).codes_per_prestatie()[0] == verwacht


def test_the_contract_does_not_replace_a_list_and_says_nothing_for_the_jeugdwet() -> None:
    afgesproken = Keuzes(productlijsten={("wmo", GEMEENTE): {"02A01": "02"}})
    gegevens = referentie(toewijzingen=[toewijzing(**ZONDER_OMVANG)], prijzen=[prijs(categorie="07")])
    assert oordeel(declaratie(), gegevens, keuzes=afgesproken).codes_per_prestatie()[0] == ()
    jeugd = referentie(
        toewijzingen=[toewijzing(wet=Wet.JW, **(ZONDER_OMVANG | {"categorie": None}))],
        prijzen=[prijs(wet=Wet.JW, productcode="45X99", categorie="44")],
    )
    regel = prestatie(product_code="45X99", product_categorie="45")
    assert oordeel(declaratie((BSN, [regel]), wet=Wet.JW), jeugd).codes_per_prestatie()[0] == ()


def test_the_contract_that_holds_on_the_first_day_decides() -> None:
    prijzen = [
        prijs(categorie="07", geldig_tot=dt.date(2025, 3, 31)),
        prijs(categorie="02", geldig_van=dt.date(2025, 4, 1)),
    ]
    gegevens = referentie(toewijzingen=[toewijzing(**ZONDER_OMVANG)], prijzen=prijzen)
    assert oordeel(declaratie(), gegevens).codes_per_prestatie()[0] == ()


def _maand(nummer: int) -> GeslotenPeriode:
    laatste = {1: 31, 2: 28}[nummer]
    return GeslotenPeriode(begindatum=dt.date(2025, nummer, 1), einddatum=dt.date(2025, nummer, laatste))
