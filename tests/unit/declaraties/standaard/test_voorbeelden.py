"""The official examples judged with reference data that fit them, defects answered as the standard says (section 15)."""

import datetime as dt
from typing import Any

import pytest
from declaraties.adapters.standaard.xml.lezen import read_antwoord, read_bericht
from declaraties.domain.beoordelen.antwoorden import OnjuistAntwoordError, controleer_bedragen, maak_antwoord
from declaraties.domain.beoordelen.oordeel import Oordeel, Uitkomst, beoordeel
from declaraties.domain.beoordelen.referentie import Referentiegegevens
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.waarden import BerichtIdentificatie
from declaraties.domain.standaard.profielen import Wet

from tests.unit.declaraties.bouwers import (
    BSN,
    BSN_TWEE,
    clientsleutel,
    gebroken,
    prijs,
    referentie,
    toewijzing,
    voorbeeld,
)

DIEMEN: dict[str, Any] = {"gemeente": "0384", "categorie": "01", "ingangsdatum": dt.date(2023, 1, 1)}
PRIJS: dict[str, Any] = {"gemeente": "0384", "geldig_van": dt.date(2023, 1, 1)}
PRIJZEN = [prijs(**PRIJS, productcode="01A03", tarief=1250), prijs(**PRIJS, productcode="01A04", tarief=1500)]
OFFICIEEL_325 = [(BSN, "RN001", ("0611",)), (BSN, "RN002", ("9339", "9340", "9341")), (BSN_TWEE, "RN003", ("9307",))]


def _toewijzing(nummer: int, bsn: str, code: str | None, **anders: Any) -> Any:
    return toewijzing(nummer, bsn, **(DIEMEN | {"code": code, "einddatum": None} | anders))


def _oordeel(naam: str, gegevens: Referentiegegevens, data: bytes | None = None) -> tuple[Bericht323, Oordeel]:
    bericht = read_bericht(data or voorbeeld(naam))
    assert isinstance(bericht, Bericht323)
    return bericht, beoordeel(bericht, gegevens, vandaag=dt.date(2026, 6, 1), clientsleutel=clientsleutel)


def _gegevens(toewijzingen: list[Any], prijzen: list[Any] | None = None) -> Referentiegegevens:
    return referentie(
        toewijzingen=toewijzingen, prijzen=prijzen or PRIJZEN, gemeentecodes={"0384": dt.date(1900, 1, 1)}
    )


PASSEND = [
    _toewijzing(20072, BSN, "01A03"),
    _toewijzing(200730, BSN, "01A04"),
    _toewijzing(20074, BSN_TWEE, "01A03"),
    _toewijzing(20073, BSN_TWEE, "01A04"),
]


def test_wmo323_with_fitting_toewijzingen_and_prices_is_awarded_in_full() -> None:
    _, uitkomst = _oordeel("WMO323", _gegevens(PASSEND))
    assert (uitkomst.treffers, uitkomst.toegekend_cent) == ((), 58000)


def test_wmo323_with_the_toewijzing_its_answer_speaks_of_misses_one() -> None:
    toewijzingen = [PASSEND[0], _toewijzing(20073, BSN, "01A04"), PASSEND[2]]
    _, uitkomst = _oordeel("WMO323", _gegevens(toewijzingen))
    assert uitkomst.codes_per_prestatie() == [(), ("9338",), (), ("9338",)]


def test_the_situation_behind_wmo325_gives_its_codes_and_amounts() -> None:
    toewijzingen = [
        PASSEND[0],
        _toewijzing(200730, BSN, "01A05", categorie="02", eenheid="14"),
        _toewijzing(20074, BSN_TWEE, "01A03", ingangsdatum=dt.date(2023, 5, 1)),
        PASSEND[3],
    ]
    prijzen = [
        prijs(**PRIJS, productcode="01A03", tarief=1251),
        prijs(**PRIJS, productcode="01A04", tarief=1500),
    ]
    bericht, uitkomst = _oordeel("WMO323", _gegevens(toewijzingen, prijzen))
    ons = maak_antwoord(
        bericht, uitkomst, identificatie=BerichtIdentificatie(identificatie="1", dagtekening=dt.date(2023, 5, 6))
    )
    officieel = read_antwoord(voorbeeld("WMO325"))
    assert ons.declaratie_antwoord is not None
    assert officieel.declaratie_antwoord is not None
    assert ons.declaratie_antwoord.totaal_toegekend_bedrag == officieel.declaratie_antwoord.totaal_toegekend_bedrag
    codes = [
        (client.bsn, regel.product_referentie.referentie_nummer, regel.retour_codes)
        for client in ons.declaratie_antwoord.clienten or ()
        for regel in client.prestaties
    ]
    assert codes[:2] == OFFICIEEL_325[:2]
    # RN003 shares product and tariff with RN001, so the tariff fault shows on both
    assert codes[2] == (BSN_TWEE, "RN003", ("9307", "0611"))


def test_jw323_is_refused_as_a_whole_for_its_doubled_reference() -> None:
    _, uitkomst = _oordeel("JW323", _gegevens(PASSEND))
    assert (uitkomst.uitkomst, gebroken(uitkomst)) == (Uitkomst.TECHNISCH_AFGEKEURD, {"TR101"})


def test_jw323_with_that_reference_mended_shows_its_other_defect() -> None:
    data = voorbeeld("JW323")
    plaats = data.rindex(b"RN004")
    jw: dict[str, Any] = {"wet": Wet.JW, "categorie": None, "ingangsdatum": dt.date(2026, 1, 1)}
    toewijzingen = [
        _toewijzing(nummer, bsn, None, **jw) for nummer, bsn in ((10072, BSN), (10073, BSN), (10074, BSN_TWEE))
    ]
    gegevens = _gegevens(toewijzingen)
    _, uitkomst = _oordeel("JW323", gegevens, data[:plaats] + b"RN005" + data[plaats + 5 :])
    # 10073 belongs to the first client, the second one declares on it twice
    assert [codes == ("9338",) for codes in uitkomst.codes_per_prestatie()] == [False, False, False, True, True]


@pytest.mark.parametrize("naam", ["WMO325", "JW325"])
def test_official_answers_pass_the_amount_check(naam: str) -> None:
    controleer_bedragen(read_antwoord(voorbeeld(naam)))


def test_an_altered_official_answer_fails_the_amount_check() -> None:
    data = voorbeeld("WMO325").replace(b">24000</iwmo:TotaalBedrag>", b">25000</iwmo:TotaalBedrag>")
    with pytest.raises(OnjuistAntwoordError):
        controleer_bedragen(read_antwoord(data))


VERANDERD: list[tuple[bytes, bytes, set[str]]] = [
    (b">58000<", b">58001<", {"TR358"}),
    (b"<iwmo:Identificatie>765432198", b"<iwmo:Identificatie>1", set()),
    (b"Dagtekening>2023-05-06</iwmo", b"Dagtekening>2023-04-29</iwmo", {"TR137"}),
    (b"Dagtekening>2023-05-06</iwmo", b"Dagtekening>2023-04-30</iwmo", set()),
    (b">2023-04-30<", b">2023-04-15<", {"CS340"}),
    (b">999900006<", b">999900007<", {"CS002"}),
    (b">999900006<", b">000000000<", {"CS002"}),
    (b">999900006<", b">999900018<", {"TR101"}),
    (b">RN002<", b">RN001<", {"TR101"}),
    (b">RN003<", b">RN001<", set()),
    (b"<wmo323:ProductTarief>1250</wmo323:ProductTarief>", b"", {"CD087"}),
    (b">5000<", b">4999<", {"TR358"}),
]


@pytest.mark.parametrize(("oud", "nieuw", "regels"), VERANDERD)
def test_altered_official_messages_break_the_rules_the_official_stylesheet_reported(
    oud: bytes, nieuw: bytes, regels: set[str]
) -> None:
    data = voorbeeld("WMO323")
    assert oud in data
    _, uitkomst = _oordeel("WMO323", _gegevens(PASSEND), data.replace(oud, nieuw, 1))
    assert {hit.nummer for hit in uitkomst.treffers if hit.niveau == 2} == regels
