"""Signals of two kinds and subscriptions of two supervisors in toezicht."""

from dataclasses import replace
from typing import Any

import psycopg
from toezicht.application.abonnementen.ports import Adressen
from toezicht.entrypoints.api.edge import Stroombeleid

from tests.builders.diensten import Aanroeper

from .gevallen import Geval, Lijst, Object

NIETS = "00000000-0000-4000-8000-000000000000"
SIGNAAL = "11111111-1111-4111-8111-111111111118"


async def gevallen(dienst: Aanroeper) -> list[Geval]:
    """A signal about rechtmatigheid does not exist for who supervises quality; a subscription only for its owner."""
    beleid = Stroombeleid(seconden=0.2, hartslag=0.1)
    dienst.app.state.edge = replace(dienst.app.state.edge, adressen=ElkAdres(), stroombeleid=beleid)
    await dienst.ontvang("AnomalieGesignaleerd.v1", {"toelichting": "alleen-voor-rechtmatigheid"})
    eigenaar = dienst.als("toezichthouder-rechtmatigheid", sub="toezichthouder-a")
    kwaliteit = [dienst.als("toezichthouder-kwaliteit", sub="toezichthouder-k")]
    collega = [dienst.als("toezichthouder-rechtmatigheid", sub="toezichthouder-b"), *kwaliteit]
    made = await dienst.client.post(
        "/v1/abonnementen", json={"url": "https://toezicht.example.nl/ontvanger"}, headers=eigenaar
    )
    assert made.status_code == 201, made.text
    abonnement = made.json()["id"]
    await dienst.ontvang("AnomalieGesignaleerd.v1", {"toelichting": "alleen-voor-rechtmatigheid"})
    bezorging = _bezorging_van(dienst, abonnement)
    outcome = {"uitkomst": "nuttig", "reden": "Nagegaan bij de aanbieder."}
    return [
        *[
            _lijst(route, "alleen-voor-rechtmatigheid", eigenaar, kwaliteit)
            for route in ("anomalieen", "anomalieen/stroom")
        ],
        _lijst("signalen", SIGNAAL, eigenaar, kwaliteit),
        _object("GET", f"signalen/{SIGNAAL}", "signalen/{signaalId}", eigenaar, kwaliteit),
        _object(
            "POST", f"signalen/{SIGNAAL}/uitkomsten", "signalen/{signaalId}/uitkomsten", eigenaar, kwaliteit, outcome
        ),
        _lijst("abonnementen", abonnement, eigenaar, collega),
        _object(
            "GET",
            f"abonnementen/{abonnement}/bezorgingen",
            "abonnementen/{abonnementId}/bezorgingen",
            eigenaar,
            collega,
        ),
        _object(
            "POST",
            f"abonnementen/{abonnement}/bezorgingen/{bezorging}/_herhalen",
            "abonnementen/{abonnementId}/bezorgingen/{bezorgingId}/_herhalen",
            eigenaar,
            collega,
        ),
        _object("DELETE", f"abonnementen/{abonnement}", "abonnementen/{abonnementId}", eigenaar, collega),
    ]


def _bezorging_van(dienst: Aanroeper, abonnement: str) -> str:
    """No route tells of a delivery before its first attempt."""
    with psycopg.connect(dienst.settings.database_url.get_secret_value()) as database:
        found = database.execute("SELECT id FROM bezorging WHERE abonnement_id = %s", [abonnement]).fetchone()
    assert found is not None
    return str(found[0])


class ElkAdres(Adressen):
    """Looking up addresses needs a network; that is not what is tested here."""

    async def check(self, url: str) -> None:
        pass


def _lijst(pad: str, kenmerk: str, eigenaar: dict[str, str], vreemden: list[dict[str, str]]) -> Lijst:
    return Lijst(route=f"GET /v1/{pad}", pad=f"/v1/{pad}", kenmerk=kenmerk, eigenaar=eigenaar, vreemden=vreemden)


def _object(
    methode: str, pad: str, route: str, eigenaar: dict[str, str], vreemden: list[dict[str, str]], body: Any = None
) -> Object:
    known = pad.split("/")[1]
    return Object(
        route=f"{methode} /v1/{route}",
        pad=f"/v1/{pad}",
        onbekend=f"/v1/{pad.replace(known, NIETS)}",
        eigenaar=eigenaar,
        vreemden=vreemden,
        body=body,
    )
