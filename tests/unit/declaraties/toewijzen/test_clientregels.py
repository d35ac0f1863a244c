"""Level 2 for the person in a 301 that goes out: one passing and one failing case per rule."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
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
from declaraties.domain.toewijzen.regels.client import (
    CLIENTREGELS,
    CONTACTREGELS,
    GEBOORTEREGELS,
    NAAMREGELS,
    PRODUCTREGELS,
    persoonsfouten,
)

from tests.unit.declaraties.bouwers import toewijzingsbericht

ADRES = Adres(huis=Huis(huisnummer=1), postcode="3811AA", land_code="NL")
THUIS = Contact(soort="01", adres=ADRES)
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
    nummers = {nummer for tabel in tabellen for nummer, _, _ in tabel}

    assert nummers == {geval[0] for geval in GEVALLEN}
    assert all(tekst.endswith(".") for tabel in tabellen for _, _, tekst in tabel)
