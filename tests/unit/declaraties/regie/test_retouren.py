"""The retour to a 301, 305 and 307 as IV028 describes it, and what is said about messages that are not taken in."""

import datetime as dt

import pytest
from declaraties.adapters.post.deur import read_head
from declaraties.adapters.standaard.xml.lezen import read_bericht
from declaraties.adapters.standaard.xml.schrijven import write_retour
from declaraties.domain.post.afloop import Regelbreuk
from declaraties.domain.regie.retouren import Beantwoord, Retourkenmerk, maak_retour
from declaraties.domain.standaard.berichten.retour import Retour302
from declaraties.domain.standaard.berichten.waarden import Product
from declaraties.domain.standaard.fouten import BerichtGeweigerdError
from declaraties.domain.standaard.profielen import Wet
from lxml import etree

from tests.builders.berichtenverkeer import regiebericht, start, stop
from tests.unit.declaraties.bouwers import toewijzingsbericht, voorbeeld
from tests.unit.declaraties.officieel import officieel_schema, valide

KENMERK = Retourkenmerk(identificatie="000000000042", dagtekening=dt.date(2026, 6, 1))


def bevinding(klasse: str, code: str = "9332", *posities: int, niveau: int = 3) -> Regelbreuk:
    plaatsen = posities or (0,)
    return Regelbreuk(regel="TR332", code=code, niveau=niveau, klasse=klasse, aantal=len(plaatsen), posities=plaatsen)


def codes(data: bytes) -> dict[str, list[str]]:
    wortel = etree.fromstring(data)
    return {
        etree.QName(groep.getparent()).localname: [str(code.text) for code in groep]  # type: ignore[arg-type]
        for groep in wortel.findall(".//{*}RetourCodes")
    }


VORMEN: list[tuple[str, tuple[Regelbreuk, ...], dict[str, list[str]]]] = [
    ("nothing found: the header without codes", (), {}),
    ("level 2: 0001 and no client", (bevinding("ToegewezenProduct", "0001", niveau=2),), {"Header": ["0001"]}),
    ("a fault in the header: its code and no client", (bevinding("Header", "9056"),), {"Header": ["9056"]}),
    (
        "the header goes before the rest",
        (bevinding("Header", "9056"), bevinding("ToegewezenProduct")),
        {"Header": ["9056"]},
    ),
    (
        "a fault below: every class with its code",
        (bevinding("ToegewezenProduct", "9332"), bevinding("ToegewezenProduct", "9385")),
        {"Header": ["0200"], "Client": ["0200"], "Contact": ["0200"], "ToegewezenProduct": ["9332", "9385"]},
    ),
]


@pytest.mark.parametrize(("naam", "bevindingen", "verwacht"), VORMEN)
def test_the_form_of_a_302(naam: str, bevindingen: tuple[Regelbreuk, ...], verwacht: dict[str, list[str]]) -> None:
    data = write_retour(maak_retour(toewijzingsbericht(), bevindingen, KENMERK))

    assert codes(data) == verwacht, naam
    assert valide(officieel_schema("wmo", "302"), data)


def test_the_header_of_the_message_answered_returns_unchanged_beside_that_of_the_retour() -> None:
    heen = toewijzingsbericht()

    gelezen = read_bericht(write_retour(maak_retour(heen, (), KENMERK)))

    assert isinstance(gelezen, Retour302)
    kop = gelezen.header
    assert (kop.afzender, kop.ontvanger, kop.bericht_identificatie, kop.xsd_versie) == (
        heen.header.afzender,
        heen.header.ontvanger,
        heen.header.bericht_identificatie,
        heen.header.xsd_versie,
    )
    assert (kop.identificatie_retour, kop.dagtekening_retour) == (KENMERK.identificatie, KENMERK.dagtekening)


@pytest.mark.parametrize("naam", ["WMO301", "JW301"])
def test_a_refused_official_301_returns_whole_and_valid(naam: str) -> None:
    heen = read_bericht(voorbeeld(naam))
    data = write_retour(maak_retour(heen, (bevinding("ToegewezenProduct"),), KENMERK))  # type: ignore[arg-type]

    assert valide(officieel_schema(naam[:-3].lower(), "302"), data)
    gelezen = read_bericht(data)
    assert isinstance(gelezen, Retour302)
    assert gelezen.client is not None
    assert gelezen.client.naam == heen.client.naam  # type: ignore[union-attr]
    assert gelezen.client.toegewezen_producten[0].retour_codes == ("9332",)


JEUGDHULP = Product(categorie="45", code="45A03")


@pytest.mark.parametrize(
    ("heen", "soort", "klasse"),
    [
        (regiebericht(start(1, product=JEUGDHULP), start(2, product=JEUGDHULP), wet=Wet.JW), "306", "StartProduct"),
        (regiebericht(stop(1, product=JEUGDHULP), stop(2, product=JEUGDHULP), wet=Wet.JW), "308", "StopProduct"),
    ],
)
def test_306_and_308_are_valid_under_the_official_schema(heen: Beantwoord, soort: str, klasse: str) -> None:
    goed = write_retour(maak_retour(heen, (), KENMERK))
    fout = write_retour(maak_retour(heen, (bevinding(klasse, "9019", 1),), KENMERK))

    assert codes(goed) == {}
    assert codes(fout) == {"Header": ["0200"], "Client": ["0200"], klasse: ["9019"]}
    assert all(valide(officieel_schema("jw", soort), data) for data in (goed, fout))


NIET_AANGENOMEN = [
    ("303", "3_2", "bericht-niet-aangenomen", "vervallen"),
    ("304", "2_1", "bericht-niet-aangenomen", "vervallen"),
    ("306", "3_2", "bericht-niet-aangenomen", "u ontvangt het"),
    *[(str(soort), "3_2", "bericht-niet-aangenomen", "niet via dit bureau") for soort in range(315, 321)],
    ("325", "3_2", "bericht-niet-aangenomen", "antwoord van de gemeente"),
    ("329", "3_2", "bericht-niet-aangenomen", "329"),
    ("323", "3_1", "verkeerde-release", "3.1"),
    ("301", "2_2", "verkeerde-release", "vervallen"),
    ("301", "3_3", "verkeerde-release", "3.3"),
]


@pytest.mark.parametrize(("soort", "release", "slug", "woord"), NIET_AANGENOMEN)
def test_other_messages_and_releases_are_refused_by_their_namespace(
    soort: str, release: str, slug: str, woord: str
) -> None:
    ruimte = f"http://www.istandaarden.nl/iwmo/{release}/wmo{soort}/schema"
    for staart in ["", "/2_2_1"] if release != "3_2" else [""]:
        with pytest.raises(BerichtGeweigerdError) as fout:
            read_head(f'<Bericht xmlns="{ruimte}{staart}"><Header/></Bericht>'.encode())
        assert (fout.value.slug, woord in fout.value.melding) == (slug, True)
