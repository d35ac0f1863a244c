"""What the document says of errors, headers and content types is what the routes do: per service, per operation."""

from typing import Any

import httpx
import pytest

from tests.builders.diensten import DIENSTEN, ROLLEN, Aanroeper
from tests.builders.lichamen import gevuld

from .conftest import Bezoek
from .document import Operation, document_of, operations

dutch = pytest.mark.parametrize("dienst", DIENSTEN)
METHODS = ("GET", "PUT", "POST", "PATCH", "DELETE")
NOT_OURS = {"412", "422", "428", "500"}


def keys_of(operation: Operation) -> list[dict[str, Any]]:
    return [one for one in operation.spec.get("parameters", []) if one["name"] == "Idempotency-Key"]


def writes(dienst: str) -> list[Operation]:
    return [one for one in operations(document_of(dienst)) if one.methode != "get"]


async def ask(running: Aanroeper, operation: Operation, **anders: Any) -> httpx.Response:
    koppen = {"Content-Type": "application/json", **running.als(ROLLEN, agb=["42420001"], gemeenten=["0307"])}
    koppen |= anders.pop("koppen", {})
    methode = anders.pop("methode", operation.methode.upper())
    return await running.client.request(methode, gevuld(f"/v1{operation.pad}"), headers=koppen, **anders)


@dutch
async def test_a_key_is_declared_required_just_where_a_request_without_is_refused(bezoek: Bezoek, dienst: str) -> None:
    async with bezoek(dienst) as running:
        for operation in writes(dienst):
            if operation.pad in {"/berichten", "/enveloppen", "/zendingen"}:
                assert keys_of(operation) == [], "the bytes themselves are the key"
                continue
            antwoord = await ask(running, operation, content=b"{}")
            refused = antwoord.status_code == 400 and antwoord.json()["type"].endswith(":sleutel-ontbreekt")
            assert [one["required"] for one in keys_of(operation)] in ([refused], [] if not refused else None)
            gekregen = await ask(running, operation, content=b"{}", koppen={"Idempotency-Key": "sleutel"})
            assert not gekregen.json().get("type", "").endswith(":sleutel-ontbreekt"), operation.naam
            assert str(antwoord.status_code) in operation.spec["responses"], operation.naam


@dutch
async def test_a_content_type_that_is_not_declared_is_415_and_one_that_is_never(bezoek: Bezoek, dienst: str) -> None:
    async with bezoek(dienst) as running:
        for operation in operations(document_of(dienst)):
            declared = set(operation.spec.get("requestBody", {}).get("content", {"application/json": {}}))
            for soort in ("application/json", "text/xml", "application/xml", "application/zip", "text/plain"):
                if operation.methode == "get":
                    assert "415" not in operation.spec["responses"], operation.naam
                    continue
                antwoord = await ask(running, operation, content=b"{}", koppen={"Content-Type": soort})
                met = antwoord.json().get("type", "").rpartition(":")[2]
                assert (met in {"geen-json", "geen-xml", "geen-zip"} and antwoord.status_code == 415) == (
                    soort not in declared
                ) or (met == "geen-zip" and antwoord.status_code == 400), f"{operation.naam} {soort}: {antwoord.text}"
                assert {"413", "415", "408"} <= set(operation.spec["responses"]), operation.naam


@dutch
async def test_every_method_that_a_path_does_not_declare_is_405(bezoek: Bezoek, dienst: str) -> None:
    paths = document_of(dienst)["paths"]
    async with bezoek(dienst) as running:
        for operation in operations(document_of(dienst)):
            assert "405" in operation.spec["responses"], operation.naam
            for methode in set(METHODS) - {one.upper() for one in paths[operation.pad]}:
                antwoord = await ask(running, operation, methode=methode)
                assert antwoord.status_code == 405, f"{methode} {operation.pad}"


@dutch
def test_what_never_happens_is_not_declared_and_what_always_can_is(dienst: str) -> None:
    for operation in operations(document_of(dienst)):
        responses = operation.spec["responses"]
        assert not NOT_OURS & set(responses), operation.naam
        assert {"400", "503"} <= set(responses), operation.naam
        assert "Retry-After" in responses["503"]["headers"], operation.naam
        public = "security" not in operation.spec
        assert public == {"401", "403"}.isdisjoint(responses), operation.naam


def test_a_share_of_large_bodies_is_declared_where_they_are_taken() -> None:
    large = {
        one.naam for dienst in DIENSTEN for one in operations(document_of(dienst)) if "429" in one.spec["responses"]
    }
    assert large == {"POST /berichten", "POST /declaraties", "POST /enveloppen", "POST /zendingen"}
