"""Level 2 for the persons in a 301, whether it comes in or goes out: one passing and one failing case per rule."""

import datetime as dt
import itertools
from dataclasses import replace
from typing import Any

import pytest
from declaraties.domain.regie.regeltabel import beoordeel_regie
from declaraties.domain.standaard.berichten.persoon import (
    Achternaam,
    Adres,
    Communicatie,
    Contact,
    Geboortedatum,
    Huis,
    Relatie,
    Telefoon,
    Telefoonnummers,
    VolledigeNaam,
)
from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.berichten.waarden import OpenPeriode
from declaraties.domain.standaard.regel import Klasse
from declaraties.domain.standaard.retourcodes import Uitleg
from declaraties.domain.toewijzen.regels import persoon
from declaraties.domain.toewijzen.regels.client import (
    CLIENTREGELS,
    CONTACTREGELS,
    GEBOORTEREGELS,
    NAAMREGELS,
    PERSOONSREGELS,
    PRODUCTREGELS,
    persoonsfouten,
)
from declaraties.domain.toewijzen.regels.tabel import beoordeel_301
from declaraties.domain.toewijzen.teksten import uitleg_301

from tests.builders.berichtenverkeer import regiebericht, start
from tests.unit.declaraties.bouwers import THUIS, toewijzingsbericht

ADRES = Adres(huis=Huis(huisnummer=1), postcode="3811AA", land_code="NL")
BELLEN = Telefoonnummers(telefoon01=Telefoon(telefoonnummer="0331234567", landnummer="0031"))
NAAM = VolledigeNaam(geslachtsnaam=Achternaam(achternaam="Test"), naam_gebruik="1")
PARTNER = Achternaam(achternaam="Ander")
BUREAU = replace(NAAM, naam_gebruik="6")


def relatie(nummer: str = "1", **anders: Any) -> Relatie:
    gewoon: dict[str, Any] = {"nummer": nummer, "soort": "03", "naam": NAAM, "contact": THUIS}
    return Relatie(**(gewoon | anders))


def bericht(**client: Any) -> Bericht301:
    basis = toewijzingsbericht()
    gewoon: dict[str, Any] = {"contactgegevens": (THUIS,), "naam": NAAM}
    return replace(basis, client=replace(basis.client, **(gewoon | client)))


def contact(**anders: Any) -> dict[str, Any]:
    gewoon: dict[str, Any] = {"soort": "02", "adres": ADRES}
    return {"contactgegevens": (THUIS, Contact(**(gewoon | anders)))}


DAG = toewijzingsbericht().header.bericht_identificatie.dagtekening
LATER = DAG + dt.timedelta(days=1)
OUD = DAG.replace(year=DAG.year - 120)
# per rule: what is right, what breaks it, and where
GEVALLEN: list[tuple[str, dict[str, Any], dict[str, Any], tuple[str | int, ...]]] = [
    (
        "TR002",
        {"geboortedatum": Geboortedatum(datum=OUD)},
        {"geboortedatum": Geboortedatum(datum=OUD - dt.timedelta(days=1))},
        ("geboortedatum",),
    ),
    (
        "TR002",
        {"geboortedatum": Geboortedatum(datum=dt.date(1900, 1, 1), datum_gebruik="3")},
        {"geboortedatum": Geboortedatum(datum=dt.date(1900, 1, 1))},
        ("geboortedatum",),
    ),
    (
        "TR134",
        {"geboortedatum": Geboortedatum(datum=DAG)},
        {"geboortedatum": Geboortedatum(datum=LATER)},
        ("geboortedatum",),
    ),
    *(
        (
            "CS139",
            {"geboortedatum": Geboortedatum(datum=goed, datum_gebruik=gebruik)},
            {"geboortedatum": Geboortedatum(datum=fout, datum_gebruik=gebruik)},
            ("geboortedatum",),
        )
        for gebruik, goed, fout in (
            ("1", dt.date(1970, 5, 1), dt.date(1970, 5, 2)),
            ("2", dt.date(1970, 1, 1), dt.date(1970, 5, 1)),
            ("3", dt.date(1900, 1, 1), dt.date(1970, 1, 1)),
        )
    ),
    ("CS050", {"naam": NAAM}, {"naam": replace(NAAM, naam_gebruik="2")}, ("naam",)),
    (
        "CS050",
        {"naam": replace(NAAM, partnernaam=PARTNER, naam_gebruik="4")},
        {"naam": replace(NAAM, partnernaam=PARTNER, naam_gebruik="5")},
        ("naam",),
    ),
    (
        "CS050",
        {"relaties": (relatie(naam=BUREAU),)},
        {"relaties": (relatie(naam=replace(NAAM, naam_gebruik="3")),)},
        ("relaties", 0, "naam"),
    ),
    ("CS318", {"naam": NAAM}, {"naam": BUREAU}, ()),
    (
        "CD007",
        {"communicatie": Communicatie(vorm="1", taal="Deens")},
        {"communicatie": Communicatie(vorm="1")},
        (),
    ),
    ("CD007", {"communicatie": Communicatie(vorm="2")}, {"communicatie": Communicatie(vorm="2", taal="Deens")}, ()),
    ("TR061", {}, {"contactgegevens": (Contact(soort="04", adres=ADRES),)}, ()),
    ("TR101", contact(), contact(soort="01"), ()),
    ("TR101", {"relaties": (relatie("1"), relatie("2"))}, {"relaties": (relatie("1"), relatie("1"))}, ()),
    ("TR006", contact(adres=None, telefoon=BELLEN), contact(adres=None), ("contactgegevens", 1)),
    (
        "TR006",
        {"relaties": (relatie(),)},
        {"relaties": (relatie(contact=Contact(soort="02")),)},
        ("relaties", 0, "contact"),
    ),
    (
        "CD025",
        contact(telefoon=BELLEN, adres=replace(ADRES, huis=None, land_code="BE")),
        contact(telefoon=BELLEN, adres=replace(ADRES, huis=None)),
        ("contactgegevens", 1),
    ),
    (
        "CD034",
        contact(soort="02", adres=None, telefoon=BELLEN),
        contact(soort="03", adres=None, telefoon=BELLEN),
        ("contactgegevens", 1),
    ),
    (
        "CS089",
        contact(adres=replace(ADRES, postcode="1000", land_code="BE")),
        contact(adres=replace(ADRES, postcode="3811 AA")),
        ("contactgegevens", 1),
    ),
    ("CD005", contact(), contact(adres=replace(ADRES, land_code=None)), ("contactgegevens", 1)),
    (
        "CD009",
        contact(soort="04", periode=OpenPeriode(begindatum=DAG)),
        contact(periode=OpenPeriode(begindatum=DAG)),
        ("contactgegevens", 1),
    ),
    (
        "CS003",
        contact(soort="04", periode=OpenPeriode(begindatum=DAG, einddatum=DAG)),
        contact(soort="04", periode=OpenPeriode(begindatum=LATER, einddatum=DAG)),
        ("contactgegevens", 1),
    ),
]


@pytest.mark.parametrize(("regel", "goed", "fout", "plaats"), GEVALLEN)
def test_a_rule_passes_what_is_right_and_names_the_place_of_what_is_not(
    regel: str, goed: dict[str, Any], fout: dict[str, Any], plaats: tuple[str | int, ...]
) -> None:
    assert regel not in {een.regel for een in persoonsfouten(bericht(**goed))}
    assert (regel, plaats) in {(een.regel, een.plaats) for een in persoonsfouten(bericht(**fout))}


def test_a_toewijzing_from_the_future_is_named_at_its_place() -> None:
    product = bericht().client.toegewezen_producten[0]
    goed, fout = replace(product, toewijzingsdatum=DAG), replace(product, toewijzingsdatum=LATER)

    assert persoonsfouten(bericht(toegewezen_producten=(goed,))) == ()
    (gevonden,) = persoonsfouten(bericht(toegewezen_producten=(goed, fout)))
    assert (gevonden.regel, gevonden.plaats) == ("TR134", ("toegewezen_producten", 1))


def test_every_rule_has_a_case_and_a_text_in_dutch() -> None:
    tabellen = (GEBOORTEREGELS, NAAMREGELS, CLIENTREGELS, CONTACTREGELS, PRODUCTREGELS)
    nummers = {regel.nummer for tabel in tabellen for regel in tabel} | {"TR101"}

    assert nummers == {geval[0] for geval in GEVALLEN}
    for (nummer, klasse), (wat, doe) in PERSOONSREGELS.items():
        assert uitleg_301(nummer, klasse) == Uitleg(wat, doe)
        assert wat.endswith(".")
        assert doe.endswith(".")


@pytest.mark.parametrize(("regel", "fout"), [(geval[0], geval[2]) for geval in GEVALLEN])
def test_a_301_that_comes_in_is_refused_on_the_same_rules(regel: str, fout: dict[str, Any]) -> None:
    gevonden = {(hit.nummer, hit.klasse.value) for hit in beoordeel_301(bericht(**fout)) if hit.code == "0001"}

    assert gevonden & PERSOONSREGELS.keys() == gevonden
    assert regel in {nummer for nummer, _ in gevonden}


def test_a_contact_is_named_by_its_place_among_all_contacts_of_the_message() -> None:
    fout = Contact(soort="02")
    hits = beoordeel_301(bericht(relaties=(relatie(), relatie("2")), contactgegevens=(THUIS, fout)))

    assert [(hit.nummer, hit.klasse, hit.posities.tolist()) for hit in hits] == [("TR006", Klasse.CONTACT, [3])]


def test_one_date_of_birth_is_judged_alike_in_every_message() -> None:
    """The kind of the fault: what a 305 refuses, the 301 that it copies refuses too."""
    for jaar, maand, dag in itertools.product(range(DAG.year - 122, DAG.year + 2), (1, 2, 11, 12), (1, 28)):
        for gebruik in (None, "1", "2", "3"):
            geboren = Geboortedatum(datum=dt.date(jaar, maand, dag), datum_gebruik=gebruik)
            toegewezen = {hit.nummer for hit in beoordeel_301(bericht(geboortedatum=geboren))}
            gestart = beoordeel_regie(regiebericht(start(begin=str(DAG)), geboortedatum=geboren, dagtekening=DAG))
            assert {hit.nummer for hit in gestart} == toegewezen


@pytest.mark.parametrize(
    ("getekend", "oudste"),
    [
        ("2026-05-20", "1906-05-20"),
        ("2026-05-31", "1906-05-31"),
        ("2026-05-29", "1906-05-29"),
        ("2024-02-29", "1904-02-29"),
        ("2020-02-29", "1900-03-01"),
        ("2021-03-01", "1901-03-01"),
        ("0121-01-30", "0001-01-30"),
        ("0050-07-01", "0001-01-01"),
    ],
)
def test_too_old_is_to_the_day_in_every_year_of_the_calendar(getekend: str, oudste: str) -> None:
    dag, grens = dt.date.fromisoformat(getekend), dt.date.fromisoformat(oudste)

    assert not persoon.te_oud(Geboortedatum(datum=grens), dag)
    if grens > dt.date.min:
        assert persoon.te_oud(Geboortedatum(datum=grens - dt.timedelta(days=1)), dag)
