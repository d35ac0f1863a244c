"""The door says of every spelling of a header what the schema says of it."""

import copy

import pytest
from declaraties.adapters.post.deur import read_head
from declaraties.adapters.standaard.xml.lezen import read_bericht
from declaraties.adapters.standaard.xml.records import write_record
from declaraties.adapters.standaard.xml.schrijven import write_301, write_323, write_retour
from declaraties.adapters.standaard.xml.xsd import schema
from declaraties.domain.regie.retouren import Retourkenmerk, maak_retour
from declaraties.domain.standaard.beschrijving import BERICHTEN
from declaraties.domain.standaard.fouten import BerichtGeweigerdError
from declaraties.domain.standaard.profielen import Soort, Wet
from lxml import etree

from tests.builders.berichtenverkeer import als_xml, regiebericht, start, stop
from tests.unit.declaraties.bouwers import VANDAAG, declaratie, toewijzingsbericht

JW = toewijzingsbericht(wet=Wet.JW)
KENMERK = Retourkenmerk(identificatie="R1", dagtekening=VANDAAG)
BERICHTEN_XML: dict[str, bytes] = {
    "wmo301": write_301(toewijzingsbericht()),
    "jw301": write_record(JW, Wet.JW, Soort.TOEWIJZING, BERICHTEN[Soort.TOEWIJZING]).replace(
        b"Categorie>02<", b"Categorie>45<"
    ),
    "wmo302": write_retour(maak_retour(toewijzingsbericht(), (), KENMERK)),
    "wmo305": als_xml(regiebericht(start())),
    "wmo307": als_xml(regiebericht(stop())),
    "wmo323": write_323(declaratie()),
}
AAN_DE_DEUR = {"BerichtCode", "BerichtVersie", "BerichtSubversie", "Afzender", "Ontvanger"}
# white space of the XSD, and characters that only look like it
WIT = ["{} ", " {}", "\t{}", "{}\n", "\r\n\t {} \n", "\u00a0{}", "{}\u2003", "\ufeff{}"]


def _aan(lees: object, data: bytes) -> bool:
    try:
        lees(data)  # type: ignore[operator]
    except BerichtGeweigerdError:
        return False
    return True


@pytest.mark.parametrize("naam", BERICHTEN_XML)
@pytest.mark.parametrize("wit", WIT)
def test_white_space_in_a_header_is_judged_at_the_door_as_by_the_schema(naam: str, wit: str) -> None:
    wet, soort = Wet(naam[:-3]), Soort(naam[-3:])
    wortel = etree.fromstring(BERICHTEN_XML[naam])
    kop = wortel[0]
    for plaats, element in enumerate(kop):
        if len(element) or element.text is None:
            continue
        anders = copy.deepcopy(wortel)
        anders[0][plaats].text = wit.format(element.text)
        data = etree.tostring(anders, xml_declaration=True, encoding="UTF-8")
        geldig = schema(wet, soort).validate(etree.fromstring(data))
        waar = etree.QName(element).localname
        assert _aan(read_bericht, data) == geldig, waar
        if waar in AAN_DE_DEUR:
            assert _aan(read_head, data) == geldig, waar


@pytest.mark.parametrize("naam", BERICHTEN_XML)
def test_the_numbers_of_a_release_may_stand_in_white_space(naam: str) -> None:
    for versie, subversie in ((" 3 ", "\n2\t"), ("\r\n3", "2\r\n")):
        data = BERICHTEN_XML[naam]
        for tag, waarde, oud in (("Versie", versie, "3"), ("Subversie", subversie, "2")):
            data = data.replace(f"Bericht{tag}>{oud}<".encode(), f"Bericht{tag}>{waarde}<".encode())
        assert read_head(data).soort == naam[-3:]
        assert read_bericht(data).wet == naam[:-3]


@pytest.mark.parametrize("tekst", ["03", "3.0", "+3", "3 2", "2", "", " ", "\u00a03"])
def test_another_release_stays_outside(tekst: str) -> None:
    data = BERICHTEN_XML["wmo305"].replace(b"BerichtVersie>3<", f"BerichtVersie>{tekst}<".encode())

    with pytest.raises(BerichtGeweigerdError) as fout:
        read_head(data)
    assert fout.value.slug == "verkeerde-release"
    assert not _aan(read_bericht, data)


@pytest.mark.parametrize("klein", [b"<a/>", b"<b/>", b"<a />", b"<a></a>", b"<a/>\n"])
def test_a_well_formed_file_of_a_few_bytes_is_another_message(klein: bytes) -> None:
    with pytest.raises(BerichtGeweigerdError) as refused:
        read_head(klein)
    assert refused.value.slug == "onbekend-bericht"
