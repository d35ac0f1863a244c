"""Level 3 and 4: every rule with a case that breaks it and the neighbour that does not."""

import datetime as dt
from typing import Any

import pytest
from declaraties.domain.beoordelen.oordeel import Uitkomst
from declaraties.domain.standaard.berichten.waarden import GeslotenPeriode
from declaraties.domain.toewijzen.kolommen import Contracttarieven, Taakgericht, Toewijzingen

from tests.unit.declaraties.bouwers import (
    AANBIEDER,
    BSN,
    BSN_TWEE,
    GEMEENTE,
    MAART,
    PLAATS,
    VANDAAG,
    declaratie,
    euro,
    gebroken,
    oordeel,
    prestatie,
    prijs,
    referentie,
    toewijzing,
)

DAG = dt.date.fromisoformat


def _codes(*regels: Any, **gegevens: Any) -> list[tuple[str, ...]]:
    return oordeel(declaratie((BSN, list(regels))), referentie(**gegevens)).codes_per_prestatie()


def _een(gegevens: dict[str, Any] | None = None, **anders: Any) -> tuple[str, ...]:
    return _codes(prestatie(**anders), **(gegevens or {}))[0]


def _op(**anders: Any) -> dict[str, Any]:
    return {"toewijzingen": [toewijzing(**anders)]}


def test_a_right_line_is_awarded_in_full() -> None:
    uitkomst = oordeel(declaratie())
    assert (uitkomst.uitkomst, uitkomst.treffers) == (Uitkomst.BEOORDEELD, ())
    assert (uitkomst.toegekend_cent, uitkomst.toegekend.tolist()) == (20000, [True])


# --- Header and Declaratie


@pytest.mark.parametrize(
    ("regel", "code", "gegevens"),
    [
        ("TR056", "9056", {"identificaties": frozenset({"B1"})}),
        ("TR378", "S300", {"gemeentecodes": {}}),
        ("TR378", "S300", {"gemeentecodes": {GEMEENTE: DAG("2026-01-01")}}),
    ],
)
def test_an_error_in_the_header_refuses_the_message(regel: str, code: str, gegevens: dict[str, Any]) -> None:
    uitkomst = oordeel(declaratie(), referentie(**gegevens))
    assert uitkomst.uitkomst is Uitkomst.KOP_AFGEKEURD
    assert [(hit.nummer, hit.code) for hit in uitkomst.treffers] == [(regel, code)]
    assert not uitkomst.verwerkt
    assert uitkomst.toegekend_cent == 0


def test_a_message_of_tomorrow_is_refused_and_one_of_today_is_not() -> None:
    bericht = declaratie()
    assert gebroken(oordeel(bericht, vandaag=bericht.dagtekening - dt.timedelta(days=1))) == {"TR135"}
    assert gebroken(oordeel(bericht, vandaag=bericht.dagtekening)) == set()


def test_all_header_errors_are_reported_together() -> None:
    gegevens = referentie(identificaties=frozenset({"B1"}), gemeentecodes={})
    assert gebroken(oordeel(declaratie(), gegevens, vandaag=DAG("2025-05-01"))) == {"TR056", "TR135", "TR378"}


@pytest.mark.parametrize(
    ("regel", "gegevens"),
    [
        ("TR333", {"declaratienummers": frozenset({"D1"})}),
        ("TR318", {"laatste_periode": DAG("2025-05-01")}),
    ],
)
def test_an_error_in_the_declaratie_refuses_all_of_it(regel: str, gegevens: dict[str, Any]) -> None:
    uitkomst = oordeel(declaratie(), referentie(**gegevens))
    assert (uitkomst.uitkomst, gebroken(uitkomst)) == (Uitkomst.DECLARATIE_AFGEKEURD, {regel})


@pytest.mark.parametrize("laatste", [None, "2025-04-01", "2025-01-01"])
def test_repeating_the_last_period_and_leaving_gaps_is_allowed(laatste: str | None) -> None:
    gegevens = referentie(laatste_periode=laatste and DAG(laatste))
    assert gebroken(oordeel(declaratie(), gegevens)) == set()


def test_numbers_of_others_do_not_matter() -> None:
    gegevens = referentie(
        identificaties=frozenset({"B2"}), declaratienummers=frozenset({"d1"}), referentienummers=frozenset({"r1"})
    )
    assert gebroken(oordeel(declaratie(), gegevens)) == set()


# --- Client


def test_a_client_without_toewijzing_is_refused_and_the_others_are_judged() -> None:
    bericht = declaratie(
        (BSN, [prestatie("R1")]),
        (BSN_TWEE, [prestatie("R2"), prestatie("R3", product_tarief=1, product_periode=MAART)]),
    )
    uitkomst = oordeel(bericht, referentie(toewijzingen=[toewijzing()]))
    assert uitkomst.client_afgekeurd.tolist() == [False, True]
    assert uitkomst.codes_per_prestatie() == [(), ("0233",), ("0233",)]
    assert gebroken(uitkomst) == {"TR304"}
    assert uitkomst.toegekend_cent == 20000


@pytest.mark.parametrize("anders", [{"gemeente": "0308"}, {"aanbieder": "42420001"}])
def test_a_toewijzing_elsewhere_does_not_make_a_client_known(anders: dict[str, Any]) -> None:
    assert gebroken(oordeel(declaratie(), referentie(toewijzingen=[toewijzing(**anders)]))) == {"TR304"}


# --- Prestatie: toewijzing


def test_a_number_that_does_not_exist_gives_9338_alone() -> None:
    assert _een(toewijzing_nummer=999, product_tarief=1, product_code="X") == ("9338",)


def test_a_number_of_another_client_gives_9338() -> None:
    assert _een(toewijzing_nummer=102) == ("9338",)


def test_a_toewijzing_without_valid_referral_gives_9338() -> None:
    assert _een(_op(geldig=False)) == ("9338",)


def test_a_number_is_found_between_many() -> None:
    rijen = [toewijzing(nummer) for nummer in (5, 101, 7, 999999999, 0)]
    codes = _codes(
        prestatie("R1"),
        prestatie("R2", toewijzing_nummer=999999999),
        prestatie("R3", toewijzing_nummer=6),
        toewijzingen=rijen,
    )
    assert codes == [(), (), ("9338",)]


def test_a_used_reference_is_reported_beside_9338() -> None:
    assert _een({"referentienummers": frozenset({"R1"})}, toewijzing_nummer=999) == ("8021", "9338")


def test_a_deleted_toewijzing_gives_9384_alone() -> None:
    assert _een(_op(verwijderd=True, einddatum=DAG("2025-01-01")), product_tarief=1) == ("9384",)


@pytest.mark.parametrize(
    ("anders", "code"),
    [({"categorie": "03"}, ("9339",)), ({"code": "02A02"}, ("9340",)), ({"categorie": None, "code": None}, ())],
)
def test_category_and_code_must_be_those_of_the_toewijzing_if_it_has_them(
    anders: dict[str, Any], code: tuple[str, ...]
) -> None:
    assert _een(_op(**anders)) == code


@pytest.mark.parametrize(
    ("ingang", "einde", "codes"),
    [
        ("2025-04-01", "2025-04-30", ()),
        ("2025-04-02", "2025-04-30", ("9307", "9387")),
        ("2025-04-01", "2025-04-29", ("9308", "9388")),
        ("2025-04-02", "2025-04-29", ("9307", "9308", "9387", "9388")),
        ("2025-04-01", None, ()),
        # a month wholly outside gives 9307 or 9308 alone (section 19.1)
        ("2025-05-01", None, ("9307",)),
        ("2025-01-01", "2025-03-31", ("9308",)),
    ],
)
def test_the_product_period_lies_inside_the_toewijzing(ingang: str, einde: str | None, codes: tuple[str, ...]) -> None:
    assert _een(_op(ingangsdatum=DAG(ingang), einddatum=einde and DAG(einde))) == codes


def test_all_codes_of_a_line_are_listed_in_table_order() -> None:
    gegevens = _op(categorie="03", code="02A02", eenheid="14", ingangsdatum=DAG("2025-05-01"))
    assert _een(gegevens, product_tarief=1) == ("9339", "9340", "9341", "9307")


# --- eenheid


MINUTEN: dict[str, Any] = {
    "eenheid": "01",
    "geleverd_volume": 240,
    "product_tarief": 83,
    "ingediend_bedrag": euro(20000),
}


def test_assigned_hours_may_be_declared_in_minutes() -> None:
    assert _een(**MINUTEN) == ()


def test_assigned_minutes_may_not_be_declared_in_hours() -> None:
    assert _een(_op(eenheid="01")) == ("9341",)


def test_without_omvang_the_contract_says_which_eenheid() -> None:
    aspecifiek = _op(code=None, eenheid=None, volume=None, frequentie=None)
    assert _een(aspecifiek) == ()
    assert _een(aspecifiek, **MINUTEN) == ()
    assert _een(aspecifiek, eenheid="14") == ("9341",)


# --- price


def test_another_tariff_than_agreed_gives_0611_alone_when_the_amount_adds_up() -> None:
    assert _een(product_tarief=5001, ingediend_bedrag=euro(20004)) == ("0611",)


def test_an_amount_that_is_not_volume_times_tariff_gives_9346() -> None:
    assert _een(ingediend_bedrag=euro(19999)) == ("9346",)


def test_a_product_without_contract_gives_0611() -> None:
    assert _een({"prijzen": []}) == ("0611",)
    assert _een({"prijzen": [prijs(aanbieder="42420001"), prijs(gemeente="0308")]}) == ("0611",)


def test_euro_products_need_a_contract_but_no_tariff() -> None:
    regel = {"eenheid": "83", "product_tarief": None, "geleverd_volume": 20000}
    assert _een({"prijzen": [prijs(eenheid="83", tarief=0)], **_op(eenheid="83", volume=20000)}, **regel) == ()
    assert _een({"prijzen": [], **_op(eenheid="83", volume=20000)}, **regel) == ("0611",)


@pytest.mark.parametrize(
    ("prijzen", "codes"),
    [
        ([prijs(geldig_van=DAG("2025-04-01"), geldig_tot=DAG("2025-04-01"))], ()),
        ([prijs(geldig_van=DAG("2025-04-02"))], ("0611",)),
        ([prijs(geldig_tot=DAG("2025-03-31"))], ("0611",)),
        ([prijs(tarief=4000), prijs(geldig_van=DAG("2025-04-01"))], ()),
        ([prijs(), prijs(geldig_van=DAG("2025-04-01"), tarief=4000)], ("0611",)),
        ([prijs(), prijs(geldig_van=DAG("2025-05-01"), tarief=4000)], ()),
        ([prijs(productcode="02A00", tarief=1), prijs(), prijs(productcode="02A02", tarief=2)], ()),
    ],
)
def test_the_price_of_the_first_day_of_the_line_decides(prijzen: list[Any], codes: tuple[str, ...]) -> None:
    assert _een({"prijzen": prijzen}) == codes


@pytest.mark.parametrize(
    ("uurtarief", "minuten", "tarief", "bedrag"),
    [
        (5000, 240, 83, 20000),
        (8730, 1, 146, 146),  # 145.5 cents a minute: half up
        (8724, 1, 145, 145),  # 145.4
        (8730, 2, 146, 291),  # the amount comes from the hour tariff, not from the rounded minute tariff
        (8730, 3, 146, 437),  # 436.5
    ],
)
def test_minutes_under_an_hour_tariff_round_half_up_on_cents(
    uurtarief: int, minuten: int, tarief: int, bedrag: int
) -> None:
    regel = {"eenheid": "01", "geleverd_volume": minuten, "product_tarief": tarief, "ingediend_bedrag": euro(bedrag)}
    gegevens = {"prijzen": [prijs(tarief=uurtarief)]}
    assert _een(gegevens, **regel) == ()
    assert _een(gegevens, **(regel | {"ingediend_bedrag": euro(bedrag + 1)})) == ("9346",)
    assert _een(gegevens, **(regel | {"ingediend_bedrag": euro(bedrag - 1)})) == ("9346",)
    assert _een(gegevens, **(regel | {"product_tarief": tarief + 1})) == ("0611",)


def test_a_minute_tariff_in_the_contract_is_used_as_it_is() -> None:
    gegevens = {"prijzen": [prijs(), prijs(eenheid="01", tarief=90)]}
    goed = MINUTEN | {"product_tarief": 90, "ingediend_bedrag": euro(240 * 90)}
    assert _een(gegevens, **goed) == ()
    assert _een(gegevens, **MINUTEN) == ("0611", "9346")


def test_two_prices_from_one_day_on_are_refused_by_the_table() -> None:
    with pytest.raises(ValueError, match="same day"):
        Contracttarieven.van_rijen([prijs(), prijs(tarief=1)])


def test_one_number_twice_is_refused_by_the_table() -> None:
    with pytest.raises(ValueError, match="twice"):
        Toewijzingen.van([toewijzing(), toewijzing()])


# --- taakgericht


@pytest.mark.parametrize(
    ("anders", "codes"),
    [
        ({}, ("0611",)),
        ({"productcode": "02A01"}, ("0611",)),
        ({"productcode": "02A02"}, ()),
        ({"gemeente": "0308"}, ()),
        ({"aanbieder": "42420001"}, ()),
        ({"geldig_tot": DAG("2025-03-31")}, ()),
        ({"geldig_tot": DAG("2025-04-01")}, ("0611",)),
        ({"geldig_van": DAG("2025-04-02")}, ()),
    ],
)
def test_a_taakgericht_product_cannot_be_declared(anders: dict[str, Any], codes: tuple[str, ...]) -> None:
    afspraak = Taakgericht(**(PLAATS | {"geldig_van": DAG("2025-01-01")} | anders))
    assert _een({"taakgericht": (afspraak,)}) == codes


def test_a_taakgericht_aanbieder_without_toewijzing_gets_9338() -> None:
    afspraak = Taakgericht(**PLAATS, geldig_van=DAG("2025-01-01"))
    assert _een({"taakgericht": (afspraak,)}, toewijzing_nummer=999) == ("9338",)


# --- references and credits


def test_a_reference_that_was_delivered_before_gives_8021() -> None:
    assert _een({"referentienummers": frozenset({"R1"})}) == ("8021",)
    assert _codes(prestatie(" R1 "), referentienummers=frozenset({"R1"})) == [("8021",)]


def test_inside_a_message_the_first_line_keeps_the_reference() -> None:
    bericht = declaratie((BSN, [prestatie("R1")]), (BSN_TWEE, [prestatie("R1", toewijzing_nummer=102)]))
    assert oordeel(bericht).codes_per_prestatie() == [(), ("8021",)]


def test_products_are_told_apart_by_code_and_eenheid() -> None:
    gegevens = {
        "prijzen": [prijs(productcode="02A", tarief=1), prijs(), prijs(productcode="02A01", eenheid="14", tarief=9)]
    }
    assert _een(gegevens) == ()


def test_the_whole_message_is_judged_at_the_given_day_only() -> None:
    assert oordeel(declaratie(), vandaag=VANDAAG).treffers == oordeel(declaratie(), vandaag=DAG("2030-01-01")).treffers


def test_a_toewijzing_of_the_other_wet_is_another_toewijzing() -> None:
    rij = toewijzing(wet="jw")
    assert gebroken(oordeel(declaratie(), referentie(toewijzingen=[rij]))) == {"TR304"}
    assert declaratie().aanbieder == AANBIEDER


def test_an_old_line_in_a_new_declaratie_is_judged_at_its_own_prices() -> None:
    prijzen = [prijs(tarief=4000), prijs(geldig_van=DAG("2025-04-01"))]
    maart = {"product_periode": MAART, "product_tarief": 4000, "ingediend_bedrag": euro(16000)}
    assert _een({"prijzen": prijzen}, **maart) == ()
    eind_maart = GeslotenPeriode(begindatum=DAG("2025-03-31"), einddatum=DAG("2025-03-31"))
    vanaf_31 = _op(ingangsdatum=DAG("2025-03-31"))
    assert _een({"prijzen": prijzen, **vanaf_31}, **(maart | {"product_periode": eind_maart})) == ()
