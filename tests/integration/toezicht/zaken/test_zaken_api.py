import datetime as dt
import uuid
from typing import Any

import pytest
from risb_schemas import decode, load_catalog
from sqlalchemy import create_engine, text

from tests.builders.diensten import Aanroeper
from tests.builders.toezicht import AGB, TRACE, bericht
from tests.integration.toezicht.conftest import Ontvang

pytestmark = pytest.mark.integratie
GROND = "Overeenkomst artikel 3.5.5, cliëntenstop."
STOP: dict[str, Any] = {
    "soort": "clientenstop",
    "van": "2026-05-10",
    "tot": "2026-08-10",
    "gemeenten": ["0307"],
    "grond": GROND,
}


async def post(dienst: Aanroeper, pad: str, headers: dict[str, str], status: int = 201, **invoer: Any) -> Any:
    antwoord = await dienst.client.post(pad, json=invoer, headers=headers)
    assert antwoord.status_code == status, antwoord.text
    return antwoord.json()


async def bevinding(dienst: Aanroeper, zaak: dict[str, Any], headers: dict[str, str], *, opzet: bool = False) -> str:
    found = await post(
        dienst,
        f"/v1/zaken/{zaak['id']}/bevindingen",
        headers,
        omschrijving="Uren gedeclareerd zonder personeel.",
        bewijs=["Zaaksysteem 2026-118"],
        opzet=opzet,
        bedragCent=31_200,
    )
    return str(found["id"])


def gebeurtenissen(dienst: Aanroeper) -> list[tuple[str, str, dict[str, Any]]]:
    """Name, trace id and record of what waits in the outbox."""
    url = dienst.settings.database_url.get_secret_value().replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url)
    with engine.connect() as connection:
        rijen = connection.execute(text("SELECT inhoud, traceparent FROM outbox ORDER BY volgnummer")).all()
    engine.dispose()
    gelezen = [(decode(load_catalog(), bytes(rij.inhoud)), rij.traceparent) for rij in rijen]
    return [(een.schema.name, spoor[3:35], een.record) for een, spoor in gelezen]


async def test_from_signal_to_measure_under_one_trace_id(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], tweede: dict[str, str], zaak: dict[str, Any]
) -> None:
    pad = f"/v1/zaken/{zaak['id']}"
    await post(dienst, f"{pad}/treden", rechtmatigheid, trede=1, grond="Toets aan recht en tarief.")
    bewijs = await bevinding(dienst, zaak, rechtmatigheid)
    await post(
        dienst, f"{pad}/classificaties", rechtmatigheid, klasse="fout", reden="Geen opzet gezien.", bewijs=[bewijs]
    )
    alleen = await post(dienst, f"{pad}/maatregelen", rechtmatigheid, 403, **STOP)
    assert alleen["type"] == "urn:risb:probleem:zelfde-persoon"
    maatregel = await post(dienst, f"{pad}/maatregelen", tweede, **STOP)
    await post(
        dienst,
        f"/v1/maatregelen/{maatregel['id']}/_beeindigen",
        rechtmatigheid,
        200,
        einddatum="2026-07-01",
        reden="Hersteld volgens hercontrole.",
    )
    dicht = await post(
        dienst, f"{pad}/_sluiten", tweede, 200, uitkomst="maatregel", toelichting="De stop heeft gewerkt."
    )
    assert (dicht["status"], dicht["trede"], dicht["klasse"], dicht["uitkomst"]) == ("gesloten", 1, "fout", "maatregel")

    gezegd = gebeurtenissen(dienst)
    assert [naam for naam, _, _ in gezegd] == [
        "ZaakGeopend",
        "ZaakGeclassificeerd",
        "MaatregelOpgelegd",
        "MaatregelBeeindigd",
        "ZaakGesloten",
    ]
    assert {spoor for _, spoor, _ in gezegd} == {TRACE}
    opgelegd = gezegd[2][2]
    assert (opgelegd["agb_code"], opgelegd["gemeenten"], opgelegd["soort"]) == (AGB, ["0307"], "clientenstop")

    tijdlijn = (await dienst.client.get(f"{pad}/tijdlijn", headers=rechtmatigheid)).json()["resultaten"]
    assert [one["soort"] for one in tijdlijn] == [
        "zaak_openen",
        "trede_nemen",
        "bevinding_toevoegen",
        "zaak_classificeren",
        "maatregel_opleggen",
        "maatregel_beeindigen",
        "zaak_sluiten",
    ]


async def test_fraude_takes_two_persons(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], tweede: dict[str, str], zaak: dict[str, Any]
) -> None:
    pad = f"/v1/zaken/{zaak['id']}/classificaties"
    bewijs = await bevinding(dienst, zaak, rechtmatigheid, opzet=True)
    invoer: dict[str, Any] = {"klasse": "fraude", "reden": "Opzet blijkt uit de stukken.", "bewijs": [bewijs]}
    eerst = await post(dienst, pad, rechtmatigheid, **invoer)
    assert (eerst["klasse"], eerst["voorstelDoor"]) == (None, "een")
    nogmaals = await post(dienst, pad, rechtmatigheid, 409, **invoer)
    assert nogmaals["type"] == "urn:risb:probleem:tweede-persoon-nodig"
    bevestigd = await post(dienst, pad, tweede, **invoer)
    assert (bevestigd["klasse"], bevestigd["voorstelDoor"]) == ("fraude", None)
    assert [naam for naam, _, _ in gebeurtenissen(dienst)] == ["ZaakGeopend", "ZaakGeclassificeerd"]


async def test_fraude_closes_after_a_decision_on_aangifte_by_another(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], tweede: dict[str, str], zaak: dict[str, Any]
) -> None:
    pad = f"/v1/zaken/{zaak['id']}"
    bewijs = await bevinding(dienst, zaak, rechtmatigheid, opzet=True)
    for wie in (rechtmatigheid, tweede):
        await post(
            dienst, f"{pad}/classificaties", wie, klasse="fraude", reden="Opzet blijkt uit de stukken.", bewijs=[bewijs]
        )
    derde = dienst.als("toezichthouder-rechtmatigheid", sub="drie")
    einde = {"uitkomst": "aangifte", "toelichting": "De aangifte is gedaan."}
    open_nog = await post(dienst, f"{pad}/_sluiten", derde, 409, **einde)
    assert open_nog["type"] == "urn:risb:probleem:aangiftebesluit-ontbreekt"
    besluit: dict[str, Any] = {"aangifte": True, "reden": "Valse urenstaten: dat is valsheid in geschrifte."}
    await post(dienst, f"{pad}/aangiftebesluiten", rechtmatigheid, 403, **besluit)
    besloten = await post(dienst, f"{pad}/aangiftebesluiten", tweede, **besluit)
    assert (besloten["aangiftebesluit"]["aangifte"], besloten["aangiftebesluit"]["door"]) == (True, "twee")
    assert (await post(dienst, f"{pad}/_sluiten", derde, 200, **einde))["uitkomst"] == "aangifte"
    assert [naam for naam, _, _ in gebeurtenissen(dienst)][-2:] == ["AangifteBesloten", "ZaakGesloten"]


async def test_back_to_fout_needs_a_reason_and_two_persons(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], tweede: dict[str, str], zaak: dict[str, Any]
) -> None:
    pad = f"/v1/zaken/{zaak['id']}/classificaties"
    bewijs = await bevinding(dienst, zaak, rechtmatigheid, opzet=True)
    for wie in (rechtmatigheid, tweede):
        await post(dienst, pad, wie, klasse="fraude", reden="Opzet blijkt uit de stukken.", bewijs=[bewijs])
    zonder = await post(dienst, pad, rechtmatigheid, 400, klasse="fout", bewijs=[bewijs])
    assert [one["veld"] for one in zonder["fouten"]] == ["reden"]
    terug: dict[str, Any] = {"klasse": "fout", "reden": "Het was toch een vergissing.", "bewijs": [bewijs]}
    voorstel = await post(dienst, pad, rechtmatigheid, **terug)
    assert (voorstel["klasse"], voorstel["voorstelKlasse"]) == ("fraude", "fout")
    bevestigd = await post(dienst, pad, tweede, **terug)
    assert (bevestigd["klasse"], bevestigd["voorstelKlasse"]) == ("fout", None)
    assert gebeurtenissen(dienst)[-1][2]["vorige_klasse"] == "fraude"


async def test_the_next_step_is_refused_without_its_ground(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], zaak: dict[str, Any]
) -> None:
    pad = f"/v1/zaken/{zaak['id']}/treden"
    leeg = await post(dienst, pad, rechtmatigheid, 400, trede=1)
    assert [one["veld"] for one in leeg["fouten"]] == ["grond"]
    await post(dienst, pad, rechtmatigheid, trede=1, grond="Toets aan recht en tarief.")
    mist = await post(dienst, pad, rechtmatigheid, 400, trede=2, grond="Is de hulp geleverd?")
    assert mist["type"] == "urn:risb:probleem:grond-ontbreekt"
    assert [one["veld"] for one in mist["fouten"]] == ["stukken.controledoel", "stukken.controleplan"]


async def test_a_signal_becomes_one_case_only(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], zaak: dict[str, Any]
) -> None:
    grond = "Nog een keer hetzelfde signaal."
    dubbel = await post(dienst, "/v1/zaken", rechtmatigheid, 409, signaalId=zaak["signaalId"], grond=grond)
    assert dubbel["type"] == "urn:risb:probleem:zaak-bestaat"


async def test_a_measure_needs_a_finding(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], zaak: dict[str, Any]
) -> None:
    fout = await post(dienst, f"/v1/zaken/{zaak['id']}/maatregelen", rechtmatigheid, 409, **STOP)
    assert fout["type"] == "urn:risb:probleem:bevinding-ontbreekt"


async def test_all_faults_of_a_measure_come_at_once(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], zaak: dict[str, Any], ontvang: Ontvang
) -> None:
    deelname = {"gemeente": "0307", "dienst": "wmo", "van": dt.date(2015, 1, 1), "tot": None}
    await ontvang(bericht("RegioDeelnameVastgelegd", deelname))
    await bevinding(dienst, zaak, rechtmatigheid)
    pad = f"/v1/zaken/{zaak['id']}/maatregelen"
    fout = await post(dienst, pad, rechtmatigheid, 400, **{**STOP, "tot": "2026-05-01", "gemeenten": ["0307", "9999"]})
    assert [(one["veld"], one["code"]) for one in fout["fouten"]] == [
        ("tot", "einde-voor-begin"),
        ("gemeenten", "onbekende-gemeente"),
    ]
    vorm = await post(dienst, pad, rechtmatigheid, 400, soort="boete", van="gisteren", gemeenten=["7"], extra=1)
    assert {one["veld"] for one in vorm["fouten"]} == {"soort", "van", "gemeenten.0", "grond", "extra"}


@pytest.mark.parametrize(
    ("methode", "pad"),
    [
        ("GET", "/v1/zaken/{id}"),
        ("GET", "/v1/zaken/{id}/tijdlijn"),
        ("GET", "/v1/zaken/{id}/bevindingen"),
        ("POST", "/v1/zaken/{id}/_sluiten"),
        ("POST", "/v1/maatregelen/{id}/_beeindigen"),
    ],
)
async def test_what_does_not_exist_is_404(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], methode: str, pad: str
) -> None:
    invoer = {"_sluiten": {"uitkomst": "afspraak", "toelichting": "Er is een gesprek geweest."}}
    einde = {"einddatum": "2026-07-01", "reden": "Hersteld volgens hercontrole."}
    json = invoer["_sluiten"] if pad.endswith("_sluiten") else einde
    antwoord = await dienst.client.request(
        methode, pad.format(id=uuid.uuid4()), headers=rechtmatigheid, json=json if methode == "POST" else None
    )
    assert (antwoord.status_code, antwoord.json()["type"]) == (404, "urn:risb:probleem:niet-gevonden")


@pytest.mark.parametrize("rol", ["toezichthouder-kwaliteit", "aanbieder", "accountmanager", "inkoper"])
async def test_only_rechtmatigheid_works_on_cases(dienst: Aanroeper, zaak: dict[str, Any], rol: str) -> None:
    headers = dienst.als(rol, agb=[AGB])
    assert (await dienst.client.get(f"/v1/zaken/{zaak['id']}", headers=headers)).status_code == 403


async def test_an_accountmanager_sees_measures_and_no_file(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], tweede: dict[str, str], zaak: dict[str, Any]
) -> None:
    await bevinding(dienst, zaak, rechtmatigheid)
    await post(dienst, f"/v1/zaken/{zaak['id']}/maatregelen", tweede, **STOP)
    headers = dienst.als("accountmanager")
    gezien = (await dienst.client.get("/v1/maatregelen", headers=headers, params={"agbCode": AGB})).json()
    assert [one["soort"] for one in gezien["resultaten"]] == ["clientenstop"]


async def test_the_same_idempotency_key_opens_one_case(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], signaal_id: str
) -> None:
    headers = {**rechtmatigheid, "Idempotency-Key": "zaak-1"}
    invoer = {"signaalId": signaal_id, "grond": "Drie regels wijzen dezelfde kant op."}
    antwoorden = [await dienst.client.post("/v1/zaken", json=invoer, headers=headers) for _ in range(2)]
    assert [one.status_code for one in antwoorden] == [201, 201]
    assert antwoorden[0].json() == antwoorden[1].json()
