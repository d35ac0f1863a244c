"""What people write about aanbieders cannot be read in the database."""

import pytest

from tests.builders.contracting import AGB, aanmelding_json, overeenkomst_json, perceel_json, prijs_json
from tests.integration.contracting.conftest import Bureau
from tests.integration.contracting.indexeren.indexbureau import clausule_json
from tests.integration.contracting.rekeningen.test_rekeningen import TWEE, bevestig, stel_voor
from tests.integration.contracting.taakgericht import test_taakgericht as taakgericht
from tests.integration.privacy.merken import controleer, merk

pytestmark = pytest.mark.integratie
# What a tender takes weeks for; its rows are sealed as the others are.
AANBESTEDEN = ("/aanbestedingen", "aanbesteding", "inschrijving", "gunning", "klacht", "kortgeding")
SROITABEL = {
    "code": "UTRECHT-2025",
    "gemeente": "0307",
    "van": "2025-01-01",
    "bron": "Site van de gemeente",
    "jaarwaarden": [{"groep": "bbl", "cent": 3_500_000}],
}
# Names of organisations, what is asked of everybody, and why an agreement ended.
REIST = {
    "POST /aanbieders naam",
    "POST /indexcijfers bron",
    "POST /indexclausules bron",
    "POST /overeenkomsten/{id}/_beeindigen reden",
    "POST /overeenkomsten/{id}/prijzen bron",
    "POST /percelen basiscriteria.0.omschrijving",
    "POST /rekeningen tenaamstelling",
    "POST /sroi-tabellen bron",
}


async def test_no_word_about_an_aanbieder_can_be_read_in_the_database(bureau: Bureau) -> None:
    merken = merk(bureau.wie.client, "contracting")
    await bureau.toegelaten()
    gesloten = await bureau.overeenkomst()
    ruimte = {"overeenkomstId": gesloten["id"], "ingangsdatum": "2027-01-01", "jaarbedragCent": 100_000}
    await bureau.nieuw("/bestedingsruimten", {**ruimte, "grondslag": "Artikel 1.4, zei mevrouw Voorbeeld"})
    await _levensloop(bureau, gesloten["id"])
    einde = {
        "einddatum": "2026-12-31",
        "grond": "wederzijds",
        "reden": "Opzegging door mevrouw Voorbeeld (artikel 1.3.4)",
    }
    assert (await bureau.post(f"/overeenkomsten/{gesloten['id']}/_beeindigen", einde)).status_code == 200

    await bureau.nieuw("/percelen", perceel_json(code="WMO-ANDERS"))
    woorden = {"verklaring": "Getekend door mevrouw Voorbeeld"}
    bewijs = [one | woorden for one in aanmelding_json()["bewijsstukken"]]
    opgave = aanmelding_json(perceelCode="WMO-ANDERS", bewijsstukken=bewijs)
    aanmelding = await bureau.nieuw("/aanmeldingen", opgave, rol="aanbieder")
    pad = f"/aanmeldingen/{aanmelding['id']}"
    await bureau.post(f"{pad}/aanvulverzoeken", {})
    await bureau.post(f"{pad}/bewijsstukken", {"bewijsstukken": bewijs}, rol="aanbieder")
    bezwaar = {"criterium": perceel_json()["basiscriteria"][0]["code"], "toelichting": "Het adres klopt niet."}
    ander = bureau.wie.als("inkoper", sub="toelater")
    antwoord = await bureau.wie.client.post(f"/v1{pad}/_beoordelen", json={"bezwaren": [bezwaar]}, headers=ander)
    assert "Het adres klopt niet." in antwoord.text

    rekening = (await stel_voor(bureau)).json()
    redenen = {"naamcontrole": "bijna-match", "reden": "Handelsnaam volgens het KvK."}
    await bevestig(bureau, rekening["id"], **redenen)
    antwoord = await stel_voor(bureau, iban="NL69INGB0123456789")
    assert antwoord.status_code == 201, antwoord.text
    voorstel = antwoord.json()
    weg = bureau.wie.als("contractmanager", sub=TWEE)
    pad = f"/v1/rekeningen/{voorstel['id']}/_intrekken"
    await bureau.wie.client.post(pad, json={"reden": "Mevrouw Voorbeeld vergiste zich."}, headers=weg)
    maatregel = {"agb_code": AGB, "maatregel_id": "11111111-1111-4111-8111-111111111119"}
    await bureau.wie.ontvang("MaatregelOpgelegd.v1", maatregel)
    await bureau.wie.ontvang("MaatregelBeeindigd.v1", maatregel)

    await _plichten(bureau, gesloten["id"])
    await _prijzen(bureau)
    await _taakgericht(bureau)
    await _screening(bureau)
    controleer(merken, bureau.url, reist=REIST, elders=(*AANBESTEDEN, "/weerleggingen", "betaalbaarheidsverslag"))


async def _levensloop(bureau: Bureau, overeenkomst: str) -> None:
    """A contract with remarks, a change and a bridge, each with its words."""
    prijzen = [prijs_json(productcode="01A99")]
    concept = await bureau.nieuw("/contractconcepten", overeenkomst_json(prijzen=prijzen))
    pad = f"/contractconcepten/{concept['id']}"
    assert (await bureau.post(f"{pad}/_aanbieden", None, rol="contractmanager")).status_code == 200
    opmerkingen = {"opmerkingen": "Mevrouw Voorbeeld haalde artikel 3 door."}
    assert (await bureau.post(f"{pad}/_tekenen", opmerkingen, rol="aanbieder")).status_code == 200
    woorden = {"grond": "aw-2-163g", "toelichting": "Omdat mevrouw Voorbeeld het vroeg"}
    wijziging = {**woorden, "reden": "beleid"}
    assert (await bureau.post(f"/overeenkomsten/{overeenkomst}/wijzigingen", wijziging, sleutel="w")).status_code == 201
    brug = {**woorden, "overeenkomsten": [{"overeenkomstId": overeenkomst}], "tot": "2030-12-31"}
    assert (await bureau.post("/overbruggingen", brug, sleutel="b")).status_code == 201


async def _plichten(bureau: Bureau, overeenkomst: str) -> None:
    """A breach from its report to its decision, and a table of social return."""
    account = bureau.wie.als("accountmanager", sub="melder")
    bevinding = {"overeenkomstId": overeenkomst, "artikel": "3.9", "bevinding": "Mevrouw Voorbeeld werkt er zonder."}
    gemeld = (await bureau.wie.client.post("/v1/tekortkomingen", json=bevinding, headers=account)).json()
    pad = f"/v1/tekortkomingen/{gemeld['id']}"
    gehoord = {"zienswijze": "Mevrouw Voorbeeld is weg."}
    assert (await bureau.wie.client.post(f"{pad}/_horen", json=gehoord, headers=account)).status_code == 200
    besluit = {"gevolg": "herstel", "motivering": "Omdat mevrouw Voorbeeld weg is."}
    ander = bureau.wie.als("contractmanager", sub="beslisser")
    assert (await bureau.wie.client.post(f"{pad}/_besluiten", json=besluit, headers=ander)).status_code == 200
    assert (await bureau.wie.client.post("/v1/sroi-tabellen", json=SROITABEL, headers=account)).status_code == 201


async def _prijzen(bureau: Bureau) -> None:
    """A price with its source, a published figure and the clause of a perceel."""
    van = {"ingangsdatum": "2031-01-01", "einddatum": "2031-12-31", "prijzen": [prijs_json(geldigVan="2031-01-01")]}
    gesloten = await bureau.overeenkomst(**van)
    nieuw = prijs_json(geldigVan="2031-02-01") | {"bron": "Aanvulling van mevrouw Voorbeeld"}
    ander = bureau.wie.als("contractmanager", sub="prijzer")
    pad = f"/v1/overeenkomsten/{gesloten['id']}/prijzen"
    assert (await bureau.wie.client.post(pad, json=nieuw, headers=ander)).status_code == 201
    cijfer = {"reeks": "OVA", "jaar": 2025, "soort": "raming", "duizendste": 4180, "gepubliceerdOp": "2024-10-02"}
    await bureau.nieuw("/indexcijfers", cijfer | {"bron": "VNG"})
    await bureau.nieuw("/indexclausules", clausule_json())


async def _taakgericht(bureau: Bureau) -> None:
    """A task with its measurements, a settlement, a business case, an amendment, and an agreement above it."""
    await bureau.nieuw("/percelen", perceel_json(code="WMO-TAAK", variant="taakgericht"))
    aanmelding = await bureau.nieuw("/aanmeldingen", aanmelding_json(perceelCode="WMO-TAAK"), rol="aanbieder")
    await taakgericht.doe(bureau, f"/aanmeldingen/{aanmelding['id']}/_beoordelen", {}, "toelater")
    overeenkomst = await taakgericht.sluit(bureau, perceelCode="WMO-TAAK")
    pad = f"/overeenkomsten/{overeenkomst}"
    await taakgericht.doe(bureau, f"{pad}/taakafspraak", taakgericht.AFSPRAAK)
    besloten = await taakgericht.casus(bureau, overeenkomst)
    voorstel = taakgericht.wijziging(overeenkomst, businesscaseId=besloten)
    await taakgericht.doe(bureau, "/budgetwijzigingen", voorstel)
    await taakgericht.doe(bureau, f"/businesscases/{besloten}/_evalueren", {"evaluatie": "Klaar."})
    moeder = taakgericht.collectief(AGB, perceelCode="WMO-TAAK")
    await taakgericht.doe(bureau, "/moederovereenkomsten", moeder)
    bureau.op(taakgericht.NA_HET_JAAR)
    await taakgericht.doe(bureau, f"{pad}/realisaties", taakgericht.METING)
    await taakgericht.doe(bureau, f"{pad}/mijlpalen", {"mijlpaal": "M1", "behaaldOp": "2026-06-30", "bron": "Verslag"})
    afrekening = {"jaar": 2026, "bediend": 540, "bron": "Stopberichten"}
    await taakgericht.doe(bureau, f"{pad}/taakafrekeningen", afrekening)


async def _screening(bureau: Bureau) -> None:
    """Who is behind an aanbieder, a sanctions list, and a Bibob inquiry from its form to its decision."""
    ubos = [{"naam": "Mevrouw Voorbeeld"}]
    await bureau.nieuw(
        "/uboregistraties", {"opgaven": [{"kvkNummer": "12345678", "uittrekselVan": "2026-01-01", "ubos": ubos}]}
    )
    vermelding = {"kenmerk": "EU-1", "namen": ["Meneer Voorbeeld"]}
    await bureau.nieuw("/sanctielijsten", {"bron": "EU", "versie": "2026-01-01", "vermeldingen": [vermelding]})
    onderzoek = await bureau.nieuw("/bibobonderzoeken", {"agbCode": AGB})
    for werk, body, wie in (
        (
            "_adviseren",
            {"bron": "eigen-onderzoek", "gevaar": "ernstig", "motivering": "Over mevrouw Voorbeeld."},
            "een",
        ),
        ("_horen", {"zienswijze": "Mevrouw Voorbeeld is weg."}, "een"),
        ("_besluiten", {"gevolg": "geen", "motivering": "Omdat mevrouw Voorbeeld weg is."}, "twee"),
    ):
        koppen = bureau.wie.als("inkoper", sub=wie)
        pad = f"/v1/bibobonderzoeken/{onderzoek['id']}/{werk}"
        antwoord = await bureau.wie.client.post(pad, json=body, headers=koppen)
        assert antwoord.status_code == 200, antwoord.text
