"""Every route, every field, every nasty value: a reason that names the field, never a fault of ours or a guess.

Routes and fields come from the document, so that a new route is covered by itself.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.builders.diensten import DIENSTEN, Aanroeper

from .conftest import Bezoek
from .document import Operation, Spec, body_of, document_of, operations, resolve
from .test_runtime import STREAMS, all_roles, check_edge, fill
from .waarden import IN_ADRES, IN_KOP, MAG_IN_ADRES, plekken, soort_van, voorbeeld, waarden

dutch = pytest.mark.parametrize("dienst", DIENSTEN)
VORMFOUTEN = {
    "enum",
    "literal-error",
    "missing",
    "string-pattern-mismatch",
    "string-too-long",
    "string-too-short",
    "too-long",
}
KOPPEN = ("If-Match", "Idempotency-Key", "Last-Event-ID", "Accept", "traceparent", "Content-Type", "User-Agent")


def todo(spec: Spec) -> list[Operation]:
    return [one for one in operations(spec) if f"/v1{one.pad}" not in STREAMS]


def fields_of(answer: httpx.Response) -> str:
    return " ".join(one["veld"] for one in answer.json().get("fouten", []))


def wrong(answer: httpx.Response, *, refused: bool, field: str) -> str | None:
    """What is wrong with an answer to a nasty value, or None."""
    if answer.status_code >= 500:
        return f"{answer.status_code}: {answer.text[:200]}"
    if not refused:
        return None
    if answer.status_code != 400:
        return f"{answer.status_code} instead of 400: {answer.text[:200]}"
    return None if field in fields_of(answer) or "body" in fields_of(answer) else f"names {fields_of(answer)}"


async def send(
    running: Aanroeper, operation: Operation, query: str, body: bytes | None, **headers: str
) -> httpx.Response:
    url = f"{fill(f'/v1{operation.pad}')}{'?' if query else ''}{query}"
    kop = {**all_roles(running), "Idempotency-Key": f"{hash((url, body))}", "If-Match": '"1"', **headers}
    if body is not None:
        kop["Content-Type"] = "application/json"
    return await running.client.request(operation.methode.upper(), url, content=body, headers=kop)


def required(spec: Spec, operation: Operation, besides: str = "") -> str:
    """The query that the route cannot do without."""
    parts = {
        one["name"]: voorbeeld(spec, one["schema"])
        for one in operation.spec.get("parameters", [])
        if one["in"] == "query" and one.get("required") and one["name"] != besides
    }
    return str(httpx.QueryParams(parts))


@dutch
@pytest.mark.timeout(600)
async def test_no_value_of_a_body_is_taken_for_something_else(bezoek: Bezoek, dienst: str) -> None:
    spec, mis, sent = document_of(dienst), [], 0
    async with bezoek(dienst) as running:
        for operation in todo(spec):
            for plek in plekken(spec, operation):
                for naam, waarde, refused in waarden(plek.soort):
                    answer = await send(running, operation, required(spec, operation), plek.met(waarde))
                    sent += 1
                    check_edge(dienst, answer)
                    if fout := wrong(answer, refused=refused, field=plek.veld):
                        mis.append(f"{operation.naam} {plek.veld} {naam}: {fout}")
    assert sent > 100
    assert mis == [], "\n".join(mis)


@dutch
async def test_the_example_of_every_body_can_be_read(bezoek: Bezoek, dienst: str) -> None:
    """Otherwise the test above would prove that everything is refused."""
    spec, unread = document_of(dienst), []
    async with bezoek(dienst) as running:
        for operation in todo(spec):
            schema = body_of(spec, operation)
            if schema is not None:
                body = json.dumps(voorbeeld(spec, schema)).encode()
                answer = await send(running, operation, required(spec, operation), body)
                # A rule between two fields has no field of its own.
                fouten = answer.json().get("fouten", [])
                unread += [f"{operation.naam} {one}" for one in fouten if one["code"] in VORMFOUTEN]
                assert answer.status_code < 500
    assert unread == []


def renamed(body: object) -> Iterator[object]:
    """The body, each time with another field under the name that our code has for it: `agb_code` for `agbCode`."""
    match body:
        case dict():
            for name, value in body.items():
                if (ours := re.sub("([A-Z])", lambda found: f"_{found[0].lower()}", name)) != name:
                    yield {ours if one == name else one: what for one, what in body.items()}
                    yield {**body, ours: value}
                yield from ({**body, name: one} for one in renamed(value))
        case [first, *rest]:
            yield from ([one, *rest] for one in renamed(first))


@dutch
async def test_a_field_has_the_name_of_the_document_only(bezoek: Bezoek, dienst: str) -> None:
    """Two names for one field are two readings of one message, of which somebody checked the other."""
    spec, taken, sent = document_of(dienst), [], 0
    async with bezoek(dienst) as running:
        for operation in todo(spec):
            schema = body_of(spec, operation)
            for body in renamed(voorbeeld(spec, schema)) if schema is not None else ():
                answer = await send(running, operation, required(spec, operation), json.dumps(body).encode())
                sent += 1
                if answer.status_code != 400:
                    taken.append(f"{operation.naam} {body}: {answer.status_code}")
    assert sent > 3
    assert taken == []


def address_values(spec: Spec, operation: Operation, place: str) -> Iterator[tuple[str, str, str, str]]:
    """Name of the parameter, name of the value, the value, and the kind."""
    for one in operation.spec.get("parameters", []):
        if one["in"] == place:
            soort = soort_van(resolve(spec, one["schema"]))
            for naam, waarde in IN_ADRES.get(soort, {}).items():
                yield one["name"], naam, waarde, soort


@dutch
async def test_no_parameter_is_taken_for_something_else(bezoek: Bezoek, dienst: str) -> None:
    spec, mis = document_of(dienst), []
    async with bezoek(dienst) as running:
        for operation in todo(spec):
            for parameter, naam, waarde, _ in address_values(spec, operation, "query"):
                rest = required(spec, operation, parameter)
                query = f"{parameter}={waarde}{'&' if rest else ''}{rest}"
                answer = await send(running, operation, query, None)
                check_edge(dienst, answer)
                if fout := wrong(answer, refused=naam not in MAG_IN_ADRES, field=parameter):
                    mis.append(f"{operation.naam}?{parameter} {naam}: {fout}")
    assert mis == [], "\n".join(mis)


@dutch
async def test_no_part_of_a_path_is_taken_for_something_else(bezoek: Bezoek, dienst: str) -> None:
    spec, mis = document_of(dienst), []
    async with bezoek(dienst) as running:
        for operation in todo(spec):
            for parameter, naam, waarde, _ in address_values(spec, operation, "path"):
                pad = fill(f"/v1{operation.pad.replace(f'{{{parameter}}}', '@')}").replace("@", waarde or "%20")
                answer = await running.client.request(operation.methode.upper(), pad, headers=all_roles(running))
                check_edge(dienst, answer)
                if not 400 <= answer.status_code < 500:
                    mis.append(f"{operation.naam} {parameter} {naam}: {answer.status_code} {answer.text[:200]}")
    assert mis == [], "\n".join(mis)


@dutch
async def test_no_header_makes_a_service_fall_over(bezoek: Bezoek, dienst: str) -> None:
    spec, mis = document_of(dienst), []
    async with bezoek(dienst) as running:
        for operation in todo(spec):
            for kop in KOPPEN:
                for naam, waarde in IN_KOP.items():
                    answer = await _with_header(running, spec, operation, (kop.encode(), waarde))
                    check_edge(dienst, answer)
                    if answer.status_code >= 500:
                        mis.append(f"{operation.naam} {kop} {naam}: {answer.text[:200]}")
    assert mis == [], "\n".join(mis)


async def _with_header(
    running: Aanroeper, spec: Spec, operation: Operation, kop: tuple[bytes, bytes]
) -> httpx.Response:
    body = next((one.lichaam.encode() for one in plekken(spec, operation)), b"")
    headers = [(b"Authorization", all_roles(running)["Authorization"].encode()), kop]
    if kop[0] != b"Content-Type":
        headers.append((b"Content-Type", b"application/json"))
    query = required(spec, operation)
    url = f"{fill(f'/v1{operation.pad}')}{'?' if query else ''}{query}"
    return await running.client.request(operation.methode.upper(), url, content=body, headers=headers)


@dutch
async def test_what_is_said_twice_or_not_known_is_refused(bezoek: Bezoek, dienst: str) -> None:
    spec, mis = document_of(dienst), []
    async with bezoek(dienst) as running:
        for operation in todo(spec):
            rest = required(spec, operation)
            schema: Any = next((one.lichaam for one in plekken(spec, operation)), None)
            body = schema.encode() if schema else None
            tries = {"unknown": "onbekendVeld=1", "unknown, NUL": "%00=1", "unknown, long": f"{'x' * 3_000}=1"}
            for one in operation.spec.get("parameters", []):
                if one["in"] == "query":
                    waarde = voorbeeld(spec, one["schema"])
                    tries[f"twice {one['name']}"] = str(httpx.QueryParams([(one["name"], waarde)] * 2))
            for naam, query in tries.items():
                answer = await send(running, operation, f"{query}{'&' if rest else ''}{rest}", body)
                check_edge(dienst, answer)
                if answer.status_code != 400:
                    mis.append(f"{operation.naam} {naam}: {answer.status_code} {answer.text[:200]}")
    assert mis == [], "\n".join(mis)


@dutch
async def test_an_unknown_field_is_named_cut_and_clean(bezoek: Bezoek, dienst: str) -> None:
    spec, mis = document_of(dienst), []
    async with bezoek(dienst) as running:
        for operation in todo(spec):
            plek = next(plekken(spec, operation), None)
            if plek is None:
                continue
            for name in ('"onbekend"', f'"{"x" * 5_000}"', '"a\\u0000\\u202eb"', '"\\ud800"'):
                body = f"{plek.lichaam[:-1]}, {name}: 1}}".encode()
                answer = await send(running, operation, required(spec, operation), body)
                check_edge(dienst, answer)
                if answer.status_code != 400 or len(answer.content) > 20_000 or "\u202e" in answer.text:
                    mis.append(f"{operation.naam} {name[:30]}: {answer.status_code} {answer.text[:200]}")
    assert mis == [], "\n".join(mis)
