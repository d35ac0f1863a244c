import datetime as dt
import uuid
from typing import Any

import pytest

from tests.builders.diensten import Aanroeper
from tests.builders.toezicht import AGB, bericht, een_anomalie
from tests.integration.toezicht.conftest import Ontvang

pytestmark = pytest.mark.integratie
REDEN = "De facturen van de inhuur zijn gezien."


async def get(dienst: Aanroeper, pad: str, headers: dict[str, str], **vraag: Any) -> Any:
    antwoord = await dienst.client.get(pad, headers=headers, params=vraag)
    assert antwoord.status_code == 200, antwoord.text
    return antwoord.json()


async def vul(ontvang: Ontvang, aantal: int) -> None:
    for nummer in range(aantal):
        await ontvang(
            bericht(
                "AnomalieGesignaleerd",
                een_anomalie(
                    anomalie_id=str(uuid.UUID(int=nummer)),
                    periode=202601 + nummer,
                    gesignaleerd_op=dt.datetime(2026, 5, 1 + nummer, tzinfo=dt.UTC),
                ),
            )
        )


async def test_a_signal_shows_its_explanation(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], signaal_id: str
) -> None:
    signaal = await get(dienst, f"/v1/signalen/{signaal_id}", rechtmatigheid)
    assert signaal["feiten"] == [{"naam": "gedeclareerde uren", "waarde": "1.690,0", "eenheid": "uur"}]
    assert (signaal["onschuldig"], signaal["controle"]) == ("Onderaannemers.", "Vraag de personeelsinzet op.")
    assert signaal["gesignaleerdOp"] == "2026-05-06T10:00:00Z"
    assert signaal["anderen"] == {"eigenCent": 0, "aantalAnderen": 0, "mediaanAnderenCent": None}


async def test_others_are_compared_with_only_when_there_are_eight(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], signaal_id: str, ontvang: Ontvang
) -> None:
    for nummer in range(9):
        record: dict[str, Any] = {
            "bestand_id": str(uuid.UUID(int=nummer)),
            "agb_code": AGB if nummer == 8 else f"4243{nummer:04d}",
            "gemeente": "0307",
            "wet": "wmo",
            "declaratienummer": None,
            "declaratieperiode": 202604,
            "uitkomst": "toegekend",
            "ingediend_cent": 100 * nummer,
            "toegekend_cent": 100 * nummer,
            "prestaties": 1,
            "goedgekeurd": 1,
            "retourcodes": [],
            "beantwoord_op": dt.datetime(2026, 5, 6, tzinfo=dt.UTC),
        }
        await ontvang(bericht("DeclaratieBeantwoord", record))
    signaal = await get(dienst, f"/v1/signalen/{signaal_id}", rechtmatigheid)
    assert signaal["anderen"] == {"eigenCent": 800, "aantalAnderen": 8, "mediaanAnderenCent": 350}


async def test_pages_follow_each_other_without_gap(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], ontvang: Ontvang
) -> None:
    await vul(ontvang, 5)
    gezien, cursor = [], None
    while True:
        vraag = {"limiet": 2, **({"na": cursor} if cursor else {})}
        blad = await get(dienst, "/v1/signalen", rechtmatigheid, **vraag)
        gezien += [one["periode"] for one in blad["resultaten"]]
        cursor = blad["volgende"]
        if cursor is None:
            break
    assert gezien == [202605, 202604, 202603, 202602, 202601]


@pytest.mark.parametrize(
    ("vraag", "aantal"),
    [
        ({"periode": 202602}, 1),
        ({"agbCode": AGB}, 3),
        ({"agbCode": "99999999"}, 0),
        ({"regel": "T2"}, 0),
        ({"status": "vervallen"}, 0),
        ({"ernst": "bekijken"}, 3),
    ],
)
async def test_filters(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], ontvang: Ontvang, vraag: dict[str, Any], aantal: int
) -> None:
    await vul(ontvang, 3)
    assert len((await get(dienst, "/v1/signalen", rechtmatigheid, **vraag))["resultaten"]) == aantal


async def test_kwaliteit_does_not_see_signals_of_rechtmatigheid(dienst: Aanroeper, signaal_id: str) -> None:
    kwaliteit = dienst.als("toezichthouder-kwaliteit")
    assert (await get(dienst, "/v1/signalen", kwaliteit))["resultaten"] == []
    assert (await get(dienst, "/v1/anomalieen", kwaliteit))["resultaten"] == []
    antwoord = await dienst.client.get(f"/v1/signalen/{signaal_id}", headers=kwaliteit)
    elders = await dienst.client.get(f"/v1/signalen/{uuid.uuid4()}", headers=kwaliteit)
    assert antwoord.status_code == elders.status_code == 404
    assert antwoord.json()["detail"] == elders.json()["detail"] == "Dit signaal is niet gevonden."


async def test_outcomes_become_the_hit_rate_of_the_rule(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], ontvang: Ontvang
) -> None:
    await vul(ontvang, 4)
    for nummer, uitkomst in enumerate(["bevestigd", "nuttig", "onterecht"]):
        antwoord = await dienst.client.post(
            f"/v1/signalen/{uuid.UUID(int=nummer)}/uitkomsten",
            json={"uitkomst": uitkomst, "reden": REDEN},
            headers=rechtmatigheid,
        )
        assert (antwoord.status_code, antwoord.json()["uitkomst"]) == (201, uitkomst)
    regels = {one["id"]: one for one in (await get(dienst, "/v1/regels", rechtmatigheid))["resultaten"]}
    t18 = regels["T18"]
    assert (t18["signalen"], t18["beoordeeld"], t18["trefkans"]) == (4, 3, 0.6667)
    assert (regels["T2"]["signalen"], regels["T2"]["trefkans"]) == (0, None)


async def test_a_later_outcome_replaces_the_first(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], signaal_id: str
) -> None:
    for uitkomst in ("bevestigd", "onterecht"):
        await dienst.client.post(
            f"/v1/signalen/{signaal_id}/uitkomsten",
            json={"uitkomst": uitkomst, "reden": REDEN},
            headers=rechtmatigheid,
        )
    (t18,) = [one for one in (await get(dienst, "/v1/regels", rechtmatigheid))["resultaten"] if one["id"] == "T18"]
    assert (t18["beoordeeld"], t18["onterecht"]) == (1, 1)


@pytest.mark.parametrize("cursor", ["%%%", "YWJj", "MjAyNnxhYmM"])
async def test_a_strange_cursor_is_refused(dienst: Aanroeper, rechtmatigheid: dict[str, str], cursor: str) -> None:
    for pad in ("/v1/signalen", "/v1/anomalieen", "/v1/zaken"):
        antwoord = await dienst.client.get(pad, headers=rechtmatigheid, params={"na": cursor})
        assert (antwoord.status_code, antwoord.json()["type"]) == (400, "urn:risb:probleem:ongeldige-cursor")
