"""Our generated schemas against the official ones: same verdict on the examples and on random damage to them."""

import os
import random

import pytest
from declaraties.adapters.xml.lezen import lees_antwoord, lees_bericht
from declaraties.adapters.xml.schrijven import schrijf_301, schrijf_323
from declaraties.adapters.xml.xsd import basisschema, berichtschema, schema
from declaraties.domain.berichten.fouten import BerichtGeweigerdError
from declaraties.domain.berichten.profielen import Soort, Wet
from lxml import etree

from tests.unit.declaraties.bouwers import declaratie, referentiemap, toewijzingsbericht, voorbeeld
from tests.unit.declaraties.mutaties import muteer
from tests.unit.declaraties.officieel import officieel_schema, valide

# 10,000 and more on demand: RISB_MUTATIES=10000
AANTAL = int(os.environ.get("RISB_MUTATIES", "600")) // 6
ALLE = [(wet, soort) for wet in Wet for soort in Soort]


@pytest.mark.parametrize(("wet", "soort"), ALLE)
def test_the_schema_texts_are_well_formed_and_stable(wet: Wet, soort: Soort) -> None:
    assert etree.fromstring(berichtschema(wet, soort)).get("targetNamespace", "").endswith(f"{wet}{soort}/schema")
    assert basisschema(wet) == basisschema(wet)


@pytest.mark.parametrize(("wet", "soort"), ALLE)
def test_official_examples_are_valid_and_read(wet: Wet, soort: Soort) -> None:
    data = voorbeeld(f"{wet.upper()}{soort}")
    assert valide(schema(wet, soort), data)
    gelezen = lees_antwoord(data) if soort is Soort.ANTWOORD else lees_bericht(data)
    assert gelezen.wet is wet


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


@pytest.mark.parametrize("naam", ["JW315", "JW318", "WMO305", "WMO307", "WMO317", "WMO319"])
def test_other_messages_of_the_standard_are_not_taken_in(naam: str) -> None:
    with pytest.raises(BerichtGeweigerdError) as fout:
        lees_bericht(voorbeeld(naam))
    assert fout.value.slug == "bericht-niet-aangenomen"


@pytest.mark.parametrize(("wet", "soort"), ALLE)
def test_ours_and_the_official_schema_agree_on_random_damage(wet: Wet, soort: Soort) -> None:
    officieel = officieel_schema(wet, soort)
    wortel = etree.fromstring(voorbeeld(f"{wet.upper()}{soort}"))
    r, oordelen, oneens = random.Random(f"{wet}{soort}"), [], []
    for nummer in range(AANTAL):
        data = etree.tostring(muteer(wortel, r), xml_declaration=True, encoding="UTF-8")
        boom = etree.fromstring(data)
        verwacht, ons = officieel.validate(boom), schema(wet, soort).validate(boom)
        oordelen.append(verwacht)
        if not verwacht == ons == _leesbaar(data, soort):
            oneens.append((nummer, verwacht, ons, _leesbaar(data, soort)))
    assert oneens == []
    assert 0.02 < sum(oordelen) / len(oordelen) < 0.9


def _leesbaar(data: bytes, soort: Soort) -> bool:
    """Verdict of the reader; a date outside the calendar is the one thing that only the reader refuses."""
    try:
        lees_antwoord(data) if soort is Soort.ANTWOORD else lees_bericht(data)
    except BerichtGeweigerdError as fout:
        return fout.slug == "datum-buiten-bereik"
    return True


def test_what_we_write_is_valid_under_the_official_schema() -> None:
    assert valide(officieel_schema("wmo", "323"), schrijf_323(declaratie()))
    assert valide(officieel_schema("wmo", "301"), schrijf_301(toewijzingsbericht()))
