"""Our generated schemas against the official ones: same verdict on the examples and on random damage to them."""

import pytest
from declaraties.adapters.standaard.xml.lezen import read_antwoord, read_bericht
from declaraties.adapters.standaard.xml.schrijven import write_301, write_323
from declaraties.adapters.standaard.xml.xsd import basisschema, berichtschema, schema
from declaraties.domain.standaard.fouten import BerichtGeweigerdError
from declaraties.domain.standaard.profielen import Soort, Wet
from lxml import etree

from tests.unit.declaraties.bouwers import declaratie, referentiemap, toewijzingsbericht, voorbeeld
from tests.unit.declaraties.officieel import BERICHTSOORTEN, als_wmo, officieel_schema, valide, voorbeeld_van
from tests.unit.declaraties.standaard.differentieel import ZAAD, Telling, vergelijk
from tests.unit.declaraties.standaard.mutaties import KLASSEN

PER_KLASSE = 8
ALLE = [(wet, soort) for wet, soort, _ in BERICHTSOORTEN]


@pytest.mark.parametrize(("wet", "soort"), ALLE)
def test_the_schema_texts_are_well_formed_and_stable(wet: Wet, soort: Soort) -> None:
    assert etree.fromstring(berichtschema(wet, soort)).get("targetNamespace", "").endswith(f"{wet}{soort}/schema")
    assert basisschema(wet) == basisschema(wet)


@pytest.mark.parametrize(("wet", "soort", "naam"), BERICHTSOORTEN)
def test_official_examples_are_valid(wet: Wet, soort: Soort, naam: str) -> None:
    data = voorbeeld_van(wet, soort, naam)
    assert valide(officieel_schema(wet, soort), data)
    assert valide(schema(wet, soort), data)


@pytest.mark.parametrize("naam", ["WMO301", "JW301", "WMO323", "JW323", "WMO325", "JW325"])
def test_official_examples_are_read(naam: str) -> None:
    gelezen = read_antwoord(voorbeeld(naam)) if naam.endswith("325") else read_bericht(voorbeeld(naam))
    assert gelezen.wet == naam[:-3].lower()


def _kaal(schema_tekst: bytes) -> bytes:
    wortel = etree.fromstring(schema_tekst)
    etree.strip_elements(wortel, f"{XS}annotation", with_tail=False)
    return etree.tostring(wortel, method="c14n")


@pytest.mark.parametrize("soort", ["301", "302", "305", "307"])
def test_the_schemas_of_both_laws_differ_in_names_alone_so_that_one_may_stand_in_for_the_other(soort: str) -> None:
    officieel = referentiemap() / "iwmo-3.2" / "xsd" / f"WMO{soort}.xsd"

    assert _kaal(als_wmo(soort)) == _kaal(officieel.read_bytes())


# our pattern without backtracking -> the published one for the same language
ZELFDE_TAAL = {r"[ \t]*\S.*": r".*[^\s].*", r"\s*\S(\s|\S)*": r"([.\s]*\S+[.\s]*)+"}
XS = "{http://www.w3.org/2001/XMLSchema}"


def _facetten(schema_tekst: bytes) -> dict[str, tuple[str, set[tuple[str, str]]]]:
    typen = {}
    for soort in etree.fromstring(schema_tekst).iter(f"{XS}simpleType"):
        (grens,) = soort.iter(f"{XS}restriction")
        facetten = {(etree.QName(f).localname, f.get("value", "")) for f in grens.iterchildren("{*}*")}
        facetten = {(naam, ZELFDE_TAAL.get(waarde, waarde)) for naam, waarde in facetten if naam != "annotation"}
        typen[soort.get("name", "")] = (grens.get("base", ""), facetten)
    return typen


@pytest.mark.parametrize("wet", list(Wet))
def test_every_simple_type_has_exactly_the_official_facets(wet: Wet) -> None:
    standaard = "iwmo" if wet is Wet.WMO else "ijw"
    officieel = _facetten((referentiemap() / f"{standaard}-3.2" / "xsd" / "basisschema.xsd").read_bytes())
    ons = _facetten(basisschema(wet).encode())
    assert len(ons) > 50
    assert ons == {naam: officieel[naam] for naam in ons}


@pytest.mark.parametrize("naam", ["JW315", "JW318", "WMO315", "WMO317", "WMO319"])
def test_other_messages_of_the_standard_are_not_taken_in(naam: str) -> None:
    with pytest.raises(BerichtGeweigerdError) as fout:
        read_bericht(voorbeeld(naam))
    assert fout.value.slug == "bericht-niet-aangenomen"


# many more on demand: make differentieel
@pytest.mark.parametrize(("wet", "soort", "naam"), BERICHTSOORTEN)
def test_ours_and_the_official_schema_agree_on_random_damage(wet: Wet, soort: Soort, naam: str) -> None:
    telling = Telling()
    vergelijk(wet, soort, naam, per_klasse=PER_KLASSE, zaad=ZAAD, telling=telling)
    assert telling.oneens == []
    assert telling.aantal == PER_KLASSE * len(KLASSEN)
    assert 0.05 < telling.aangenomen / telling.aantal < 0.6


def test_a_disagreement_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    ander = officieel_schema(Wet.WMO, Soort.ANTWOORD)
    monkeypatch.setattr("tests.unit.declaraties.standaard.differentieel.officieel_schema", lambda _wet, _soort: ander)
    telling = Telling()
    vergelijk(Wet.WMO, Soort.DECLARATIE, "WMO323", per_klasse=PER_KLASSE, zaad=ZAAD, telling=telling)
    assert telling.oneens


def test_what_we_write_is_valid_under_the_official_schema() -> None:
    assert valide(officieel_schema("wmo", "323"), write_323(declaratie()))
    assert valide(officieel_schema("wmo", "301"), write_301(toewijzingsbericht()))
