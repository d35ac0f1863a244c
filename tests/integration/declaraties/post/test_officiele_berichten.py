"""The official examples through the whole service, with toewijzingen and prices that fit them."""

import datetime as dt
from typing import Any

import pytest
from declaraties.adapters.standaard.xml.lezen import read_antwoord
from declaraties.domain.standaard.berichten.antwoord import Antwoord325
from declaraties.domain.standaard.berichten.waarden import Omvang, Product
from declaraties.domain.standaard.profielen import Wet

from tests.builders.declaraties import AGB, Dienst, overeenkomst, prijs, product, toewijzing
from tests.unit.declaraties.bouwers import voorbeeld
from tests.unit.declaraties.officieel import officieel_schema, valide

DIEMEN = "0384"
BSN_A, BSN_B = "999900006", "999900018"


async def antwoord_van(dienst: Dienst, kenmerk: str, wet: str) -> Antwoord325:
    """The 325, which must be valid under the official schema."""
    data = await dienst.antwoord(kenmerk)
    assert valide(officieel_schema(wet, "325"), data)
    return read_antwoord(data)


def codes_in(antwoord: Antwoord325) -> dict[str, tuple[str, ...]]:
    assert antwoord.declaratie_antwoord is not None
    return {
        regel.product_referentie.referentie_nummer: regel.retour_codes
        for client in antwoord.declaratie_antwoord.clienten or ()
        for regel in client.prestaties
    }


async def wijs_toe(dienst: Dienst, wet: Wet, nummer: int, bsn: str, **anders: Any) -> None:
    await dienst.wijs_toe(toewijzing(product(nummer, **anders), wet=wet, afzender=DIEMEN, bsn=bsn))
    assert (await dienst.grond(nummer, gemeente=DIEMEN, wet=wet.value, datum="2023-01-01")).status_code == 201


@pytest.fixture
async def wmo(dienst: Dienst) -> Dienst:
    """What fits WMO323: prices of 01A03 and 01A04, and the toewijzingen of both clients."""
    await dienst.neem_deel(DIEMEN)
    await dienst.meld("OvereenkomstGesloten", overeenkomst(gemeenten=[DIEMEN]))
    for code, cent in (("01A03", 1250), ("01A04", 1500)):
        await dienst.meld("PrijsVastgesteld", prijs(productcode=code, tarief_cent=cent, gemeenten=[DIEMEN]))
    jaar = {"ingangsdatum": dt.date(2023, 1, 1), "einddatum": dt.date(2023, 12, 31)}
    for nummer, bsn, code in ((20072, BSN_A, "01A03"), (20074, BSN_B, "01A03"), (20073, BSN_B, "01A04")):
        await wijs_toe(dienst, Wet.WMO, nummer, bsn, product=Product(categorie="01", code=code), **jaar)
    return dienst


JAAR_2023 = {"ingangsdatum": dt.date(2023, 1, 1), "einddatum": dt.date(2023, 12, 31)}


async def test_wmo323_that_fits_is_awarded_in_full(wmo: Dienst) -> None:
    await wijs_toe(wmo, Wet.WMO, 200730, BSN_A, product=Product(categorie="01", code="01A04"), **JAAR_2023)

    kenmerk = await wmo.declareer(voorbeeld("WMO323"))

    antwoord = await antwoord_van(wmo, kenmerk, "wmo")
    assert antwoord.header.retour_codes == ("0200",)
    assert antwoord.header.declaratie_identificatie.identificatie == "765432198"
    assert antwoord.declaratie_antwoord is not None
    assert antwoord.declaratie_antwoord.retour_codes == ("8001",)
    assert antwoord.declaratie_antwoord.totaal_toegekend_bedrag.cent == 58000
    assert antwoord.declaratie_antwoord.clienten is None
    assert (await wmo.uitkomst(kenmerk))["uitkomst"] == "toegekend"


async def test_wmo323_with_the_number_that_its_own_325_does_not_know_gets_9338(wmo: Dienst) -> None:
    await wijs_toe(wmo, Wet.WMO, 20075, BSN_A, product=Product(categorie="01", code="01A04"), **JAAR_2023)

    kenmerk = await wmo.declareer(voorbeeld("WMO323"))

    antwoord = await antwoord_van(wmo, kenmerk, "wmo")
    assert codes_in(antwoord) == {"RN002": ("9338",)}
    assert antwoord.declaratie_antwoord is not None
    assert antwoord.declaratie_antwoord.totaal_toegekend_bedrag.cent == 34000


async def test_wmo323_gets_the_codes_that_the_official_325_shows(wmo: Dienst) -> None:
    await wmo.meld("PrijsVastgesteld", prijs(productcode="01A03", tarief_cent=1300, versie=2, gemeenten=[DIEMEN]))
    anders = {
        "product": Product(categorie="02", code="02A03"),
        "omvang": Omvang(volume=5, eenheid="16", frequentie="2"),
    }
    await wijs_toe(wmo, Wet.WMO, 200730, BSN_A, **anders, **JAAR_2023)
    later = {"ingangsdatum": dt.date(2023, 5, 1), "einddatum": dt.date(2023, 12, 31)}
    nieuwer = {"toewijzingsdatum": dt.date(2026, 1, 1), "product": Product(categorie="01", code="01A03")}
    await wijs_toe(wmo, Wet.WMO, 20074, BSN_B, **nieuwer, **later)

    kenmerk = await wmo.declareer(voorbeeld("WMO323"))

    antwoord = await antwoord_van(wmo, kenmerk, "wmo")
    # RN003 declares the product of RN001 at the same tariff, so it gets 0611 beside the 9307 of the example
    assert codes_in(antwoord) == {
        "RN001": ("0611",),
        "RN002": ("9339", "9340", "9341"),
        "RN003": ("9307", "0611"),
    }
    assert antwoord.declaratie_antwoord is not None
    assert antwoord.declaratie_antwoord.totaal_toegekend_bedrag.cent == 24000


@pytest.fixture
async def jw(dienst: Dienst) -> Dienst:
    """What fits JW323."""
    await dienst.neem_deel(DIEMEN, "jw")
    await dienst.meld("OvereenkomstGesloten", overeenkomst(wet="jw", gemeenten=[DIEMEN]))
    for code, cent in (("45A03", 1250), ("45A04", 1500)):
        await dienst.meld("PrijsVastgesteld", prijs(wet="jw", productcode=code, tarief_cent=cent, gemeenten=[DIEMEN]))
    for nummer, bsn, code in ((10072, BSN_A, "45A03"), (10073, BSN_A, "45A04"), (10074, BSN_B, "45A03")):
        await wijs_toe(dienst, Wet.JW, nummer, bsn, product=Product(categorie="45", code=code))
    return dienst


async def test_jw323_uses_a_reference_twice_and_is_refused_as_a_whole(jw: Dienst) -> None:
    kenmerk = await jw.declareer(voorbeeld("JW323"))

    antwoord = await antwoord_van(jw, kenmerk, "jw")
    assert antwoord.header.retour_codes == ("0001",)
    assert antwoord.declaratie_antwoord is None
    regels = {een["regel"]: een for een in (await jw.fouten(kenmerk))["bevindingen"]}
    assert set(regels) == {"TR101"}
    assert regels["TR101"]["posities"] == [5]
    assert jw.sql("SELECT count(*) FROM prestatie") == [(0,)]


async def test_jw323_with_its_double_reference_mended_gets_9338_for_the_toewijzing_of_the_other_client(
    jw: Dienst,
) -> None:
    begin, midden, eind = voorbeeld("JW323").rpartition(b"<ijw:ReferentieNummer>RN004<")
    kenmerk = await jw.declareer(begin + midden.replace(b"RN004", b"RN005") + eind)

    antwoord = await antwoord_van(jw, kenmerk, "jw")
    assert codes_in(antwoord) == {"RN004": ("9338",), "RN005": ("9338",)}
    assert antwoord.declaratie_antwoord is not None
    assert antwoord.declaratie_antwoord.totaal_toegekend_bedrag.cent == 34000
    (opdracht,) = jw.events("BetaalopdrachtGemaakt")
    assert (opdracht["bedrag_cent"], opdracht["vervaldatum"]) == (34000, dt.date(2026, 6, 5))


@pytest.mark.parametrize(("naam", "dienstnaam", "nummers"), [("WMO301", "wmo", 1), ("JW301", "jw", 2)])
async def test_official_301_is_taken_in_but_waits_for_its_ground(
    dienst: Dienst, naam: str, dienstnaam: str, nummers: int
) -> None:
    await dienst.neem_deel(DIEMEN, dienstnaam)

    kenmerk = await dienst.wijs_toe(voorbeeld(naam), DIEMEN)

    assert (await dienst.stand(kenmerk))["status"] == "verwerkt"
    standen = dienst.events("ToewijzingVastgelegd")
    assert len(standen) == nummers
    assert {een["reden_ongeldig"] for een in standen} == {"geen-grondslag"}


async def test_the_declaratie_of_another_aanbieder_is_not_let_in(wmo: Dienst) -> None:
    antwoord = await wmo.dien_in(voorbeeld("WMO323"), wmo.als("aanbieder", agb="42420001"))

    assert antwoord.status_code == 403
    assert antwoord.json()["type"] == "urn:risb:probleem:afzender-niet-eigen"
    assert AGB not in antwoord.text
