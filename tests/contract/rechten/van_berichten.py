"""Starts, ZIPs, envelopes and 301s that go out, of two aanbieders and two gemeenten in declaraties."""

import io
import zipfile
from collections.abc import Awaitable, Callable
from typing import Any

from tests.builders.berichtenverkeer import (
    als_xml,
    envelop,
    regiebericht,
    start,
    toegewezen_client,
    toegewezen_product,
    toewijzingsberichten,
)
from tests.builders.diensten import Aanroeper

from .gevallen import Geval, Lijst, Object

NIETS = "00000000-0000-4000-8000-000000000000"
Wie = dict[str, str]
Stuur = Callable[[Aanroeper, bytes, Wie], Awaitable[str]]


async def gevallen(
    dienst: Aanroeper, stuur: Stuur, *, agb: str, declaratie: tuple[bytes, str, int], wie: tuple[Wie, Wie]
) -> list[Geval]:
    """`declaratie` is a 323 with its id and its toewijzing; `wie` are its aanbieder and its gemeente."""
    data, bestand, nummer = declaratie
    aanbieder, gemeente = wie
    andere_agb = [dienst.als("aanbieder", agb=["42420002"]), dienst.als("aanbieder")]
    andere_gemeente = [dienst.als("zorgadministratie", gemeenten=["0342"]), dienst.als("zorgadministratie")]
    vreemden = [*andere_agb, *andere_gemeente]
    await stuur(dienst, als_xml(regiebericht(start(nummer), afzender=agb)), aanbieder)
    invoer = toewijzingsberichten(
        toegewezen_client(toegewezen_product(4799, product={"categorie": "02", "code": "02A05"})), agbCode=agb
    )
    verstuurd = await dienst.client.post("/v1/toewijzingsberichten", json=invoer, headers=gemeente)
    assert verstuurd.status_code == 201, verstuurd.text
    uit = verstuurd.json()["berichten"][0]["id"]
    objecten: list[Geval] = [
        Object(
            route=f"GET /v1/berichten/{{id}}{staart}",
            pad=f"/v1/berichten/{welk}{staart}",
            onbekend=f"/v1/berichten/{NIETS}{staart}",
            eigenaar=eigenaar,
            vreemden=vreemden,
        )
        for welk, staart in ((bestand, "/antwoord/envelop"), (uit, "/inhoud"), (uit, "/inhoud/envelop"))
        for eigenaar in wie
    ]
    lijsten: list[Geval] = [
        Lijst(
            route="GET /v1/leveringen",
            pad="/v1/leveringen",
            kenmerk=f'"toewijzingNummer":{nummer}',
            eigenaar=eigenaar,
            vreemden=vreemden,
        )
        for eigenaar in wie
    ]
    return [*objecten, *lijsten, *_in_naam_van_een_ander(data, agb, wie, vreemden)]


def _in_naam_van_een_ander(data: bytes, agb: str, wie: tuple[Wie, Wie], vreemden: list[Wie]) -> list[Geval]:
    onbekend = data.replace(b"DeclaratieNummer>", b"DeclaratieNummer>9", 1)
    return [
        _geval("zendingen", wie[0], vreemden, (_zip(data), _zip(onbekend)), "application/zip"),
        _geval("enveloppen", wie[0], vreemden, (envelop(data, van=agb), envelop(onbekend, van=agb)), "application/xml"),
        Object(
            route="POST /v1/toewijzingsberichten",
            pad="/v1/toewijzingsberichten",
            onbekend="/v1/toewijzingsberichten",
            eigenaar=wie[1],
            vreemden=vreemden[2:],
            body=toewijzingsberichten(
                toegewezen_client(toegewezen_product(4798, product={"categorie": "02", "code": "02A06"})), agbCode=agb
            ),
            onbekende_body=toewijzingsberichten(toegewezen_client(toegewezen_product(9999)), agbCode="99999999"),
            status=403,
        ),
    ]


def _geval(pad: str, eigenaar: Wie, vreemden: list[Wie], lichamen: tuple[Any, Any], soort: str) -> Object:
    return Object(
        route=f"POST /v1/{pad}",
        pad=f"/v1/{pad}",
        onbekend=f"/v1/{pad}",
        eigenaar=eigenaar,
        vreemden=vreemden,
        body=lichamen[0],
        onbekende_body=lichamen[1],
        koppen={"Content-Type": soort},
        status=403,
    )


def _zip(data: bytes) -> bytes:
    stroom = io.BytesIO()
    with zipfile.ZipFile(stroom, "w", zipfile.ZIP_DEFLATED) as pakket:
        pakket.writestr("een.xml", data)
    return stroom.getvalue()
