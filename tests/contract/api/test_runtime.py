"""What every API does at run time on every path: versions, headers, problems, methods, safety (ADR 2.2, RFC 9110)."""

import asyncio
import hashlib
import importlib
import inspect
import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import psycopg
import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from sqlalchemy.exc import OperationalError

from tests.builders.diensten import DIENSTEN, ROLLEN, Aanroeper, Route, app_without_database, routes_of
from tests.contract.rechten.gevallen import Lijst, Object

from .conftest import Bezoek
from .document import body_of, document_of, operation_at, operations, sample

SECURITY = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'self'; frame-ancestors 'none'",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
}
ELDERS = {"Origin": "https://elders.example"}
VREEMD = ("TRACE", "CONNECT", "PROPFIND", "FOO")
# English, a pattern, a place that was not filled in, or a value of Python: not for people.
MACHINE = re.compile(r"\b(or|and|should|must|valid|input|expected|value|None|True|False)\b|\^|\$|\\d|\[0-9\]|\{\w*\}")
STREAMS = ("/v1/anomalieen/stroom",)
FUZZ = 300
dutch = pytest.mark.parametrize("dienst", DIENSTEN)


def fill(path: str) -> str:
    """A path that exists in form, of an object that does not."""
    known = {
        "agbCode": "00000000",
        "dienst": "wmo",
        "jaar": "2026",
        "gemeente": "0307",
        "programmalijn": "9.9.9",
        "code": "ONBEKEND",
    }
    nothing = "00000000-0000-4000-8000-000000000000"
    return re.sub(r"\{(\w+)[^}]*\}", lambda found: known.get(found[1], nothing), path)


def all_roles(dienst: Aanroeper) -> dict[str, str]:
    return dienst.als(ROLLEN, agb=["42420001"], gemeenten=["0307"])


def check_edge(dienst: str, answer: httpx.Response) -> None:
    """What holds for every answer, good or bad."""
    where = f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {answer.text[:200]}"
    assert answer.headers["api-version"] == document_of(dienst)["info"]["version"], where
    assert {name: answer.headers.get(name) for name in SECURITY} == SECURITY, where
    assert "server" not in answer.headers, where
    assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01", answer.headers["traceparent"]), where
    operation = operation_at(document_of(dienst), answer.request.method, answer.request.url.path)
    if operation is not None and answer.status_code != 500:
        assert str(answer.status_code) in operation.spec["responses"], f"not declared: {where}"
    if answer.status_code >= 400 and answer.request.method != "HEAD":
        assert answer.headers["content-type"] == "application/problem+json", where
        problem = answer.json()
        assert {"type", "title", "status", "detail", "correlatieId"} <= problem.keys(), where
        assert problem["status"] == answer.status_code, where
        texts = [problem["detail"], *(one["melding"] for one in problem.get("fouten", []))]
        assert not [one for one in texts if MACHINE.search(one)], where


def paths(dienst: Aanroeper) -> list[str]:
    return sorted({route.pad for route in routes_of(dienst.app)})


@dutch
async def test_every_answer_carries_version_and_security_headers(bezoek: Bezoek, dienst: str) -> None:
    async with bezoek(dienst) as running:
        for headers in ({}, all_roles(running), {"Authorization": "Bearer onzin"}):
            for route in routes_of(running.app):
                if route.pad not in STREAMS:
                    check_edge(dienst, await running.client.request(route.methode, fill(route.pad), headers=headers))
            check_edge(dienst, await running.client.get("/", headers=headers))
            check_edge(dienst, await running.client.get("/v1/bestaat-niet", headers=headers))


@dutch
async def test_a_slash_at_the_end_is_404_and_never_a_redirect(bezoek: Bezoek, dienst: str) -> None:
    async with bezoek(dienst) as running:
        for route in routes_of(running.app):
            answer = await running.client.request(route.methode, f"{fill(route.pad)}/", headers=all_roles(running))
            assert answer.status_code == 404, route
            assert "location" not in answer.headers
            check_edge(dienst, answer)


@dutch
async def test_another_method_is_405_with_every_method_that_is_allowed(bezoek: Bezoek, dienst: str) -> None:
    async with bezoek(dienst) as running:
        allowed: dict[str, set[str]] = {}
        for route in routes_of(running.app):
            allowed.setdefault(route.pad, {"OPTIONS"}).update(
                {route.methode, *(["HEAD"] if route.methode == "GET" else [])}
            )
        for path, methods in allowed.items():
            for method in {*VREEMD, "GET", "PUT", "POST", "PATCH", "DELETE"} - methods:
                answer = await running.client.request(method, fill(path), headers=all_roles(running))
                assert answer.status_code == 405, f"{method} {path}: {answer.status_code}"
                assert set(answer.headers["allow"].split(", ")) == methods, f"{method} {path}"
                check_edge(dienst, answer)
            options = await running.client.options(fill(path))
            assert (options.status_code, options.content) == (204, b""), path
            assert set(options.headers["allow"].split(", ")) == methods, path
            check_edge(dienst, options)


@dutch
async def test_head_answers_as_get_without_the_body(bezoek: Bezoek, dienst: str) -> None:
    async with bezoek(dienst) as running:
        for route in routes_of(running.app):
            if route.methode != "GET" or route.pad in STREAMS:
                continue
            for headers in ({}, all_roles(running)):
                get = await running.client.get(fill(route.pad), headers=headers)
                head = await running.client.head(fill(route.pad), headers=headers)
                assert (head.status_code, head.content) == (get.status_code, b""), route
                assert head.headers.get("content-type") == get.headers.get("content-type"), route
                check_edge(dienst, head)


@dutch
async def test_only_the_document_is_for_pages_of_other_sites(bezoek: Bezoek, dienst: str) -> None:
    async with bezoek(dienst) as running:
        document = await running.client.get("/v1/openapi.json", headers=ELDERS)
        assert document.status_code == 200
        assert document.headers["access-control-allow-origin"] == "*"
        assert document.json() == json.loads(json.dumps(document_of(dienst)))
        for route in routes_of(running.app):
            if route.pad == "/v1/openapi.json" or route.pad in STREAMS:
                continue
            preflight = {**ELDERS, "Access-Control-Request-Method": route.methode}
            for answer in (
                await running.client.request(route.methode, fill(route.pad), headers={**all_roles(running), **ELDERS}),
                await running.client.options(fill(route.pad), headers=preflight),
            ):
                assert not [name for name in answer.headers if name.startswith("access-control-")], route


async def cases_of(running: Aanroeper) -> list[Any]:
    """Objects that exist, made by the tests of the permissions."""
    found: list[Any] = await importlib.import_module(f"tests.contract.rechten.van_{running.dienst}").gevallen(running)
    return found


def gets(running: Aanroeper, cases: list[Any]) -> Iterator[tuple[Route, str, dict[str, str]]]:
    """Every GET route with a path and somebody for whom it works; objects that exist where a case has one."""
    for route in routes_of(running.app):
        if route.methode != "GET" or route.pad in STREAMS:
            continue
        own = [one for one in cases if isinstance(one, Lijst | Object) and one.route == f"GET {route.pad}"]
        for one in own:
            yield route, one.pad, dict(one.eigenaar)
        path = f"{fill(route.pad)}?jaar=2026" if route.pad.endswith("budgetmonitor") else fill(route.pad)
        yield route, path, all_roles(running)


def checksum(running: Aanroeper) -> dict[str, str]:
    """Hash of every table but the processing log, which has to grow."""
    url = running.settings.database_url.get_secret_value()
    with psycopg.connect(url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {
            table: _hash(connection, table)
            for (table,) in sorted(tables)
            if table not in {"verwerkingslog", "alembic_version"}
        }


def _hash(connection: psycopg.Connection[Any], table: str) -> str:
    query = f"SELECT coalesce(string_agg(regel, chr(10) ORDER BY regel), '') FROM (SELECT t::text AS regel FROM \"{table}\" t) r"
    row = connection.execute(query.encode()).fetchone()
    return hashlib.sha256(str(row).encode()).hexdigest()


@dutch
async def test_reading_changes_nothing(bezoek: Bezoek, dienst: str) -> None:
    async with bezoek(dienst) as running:
        cases = await cases_of(running)
        worked = set()
        before = checksum(running)
        for route, path, headers in gets(running, cases):
            answer = await running.client.get(path, headers=headers)
            await running.client.head(path, headers=headers)
            await running.client.options(path, headers=headers)
            if answer.status_code == 200:
                worked.add(route.pad)
            after = checksum(running)
            assert after == before, f"GET {path} changed {[name for name in after if after[name] != before[name]]}"
        assert len(worked) >= 0.6 * len({route.pad for route, _, _ in gets(running, cases)})


def moments(value: Any) -> Iterator[str]:
    """Every text in an answer that is a moment."""
    if isinstance(value, dict):
        for one in value.values():
            yield from moments(one)
    elif isinstance(value, list):
        for one in value:
            yield from moments(one)
    elif isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d", value):
        yield value


@dutch
async def test_every_moment_in_an_answer_is_in_utc(bezoek: Bezoek, dienst: str) -> None:
    seen = 0
    async with bezoek(dienst) as running:
        for _, path, headers in gets(running, await cases_of(running)):
            answer = await running.client.get(path, headers=headers)
            if answer.headers["content-type"] == "application/json" and "openapi" not in path:
                for moment in moments(answer.json()):
                    seen += 1
                    assert moment.endswith("Z"), f"{path}: {moment}"
    assert seen or dienst == "contracting", "no moment came by"


@dutch
async def test_every_offset_of_a_moment_is_accepted(bezoek: Bezoek, dienst: str) -> None:
    """Where a request takes a moment at all; otherwise the document proves that there is none."""
    spec = document_of(dienst)
    fields = [
        (operation, name)
        for operation in operations(spec)
        for name, inner in ((body_of(spec, operation) or {}).get("properties", {})).items()
        if inner.get("format") == "date-time"
    ]
    async with bezoek(dienst) as running:
        for operation, name in fields:
            body = sample(spec, body_of(spec, operation) or {}, random.Random(1))
            for hours in range(-12, 15):
                moment = f"2026-06-01T10:00:00{hours:+03d}:00"
                path = fill(f"/v1{operation.pad}")
                answer = await running.client.request(
                    operation.methode, path, json={**body, name: moment}, headers=all_roles(running)
                )
                faults = [one["veld"] for one in answer.json().get("fouten", [])]
                assert name not in faults, f"{operation.naam}: {moment}"


class _Broken:
    """A unit of work that fails on the first touch, with a text that nobody may see."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def __aenter__(self) -> None:
        raise self._error

    async def __aexit__(self, *_: object) -> None:
        """Nothing was opened."""


SECRET = "SELECT geheim FROM tabel WHERE wachtwoord = 'x' -- /srv/app/module.py"


@dutch
async def test_a_fault_of_ours_reveals_nothing(bezoek: Bezoek, dienst: str) -> None:
    hit = 0
    async with bezoek(dienst) as running:
        cases = await cases_of(running)
        for error in (RuntimeError(SECRET), KeyError(SECRET), ValueError(SECRET), OSError(SECRET)):
            running.app.state.uow = lambda error=error: _Broken(error)
            running.app.state.edge = replace(running.app.state.edge, uow=running.app.state.uow)
            for _, path, headers in gets(running, cases):
                answer = await running.client.get(path, headers=headers)
                check_edge(dienst, answer)
                if answer.status_code == 500:
                    hit += 1
                    assert not re.search(r"SELECT|geheim|tabel|wachtwoord|Traceback|\.py", answer.text), path
                    assert answer.json()["type"] == "urn:risb:probleem:onverwachte-fout"
    assert hit >= 12


@dutch
async def test_a_database_that_is_away_is_503_with_a_time_to_come_back(bezoek: Bezoek, dienst: str) -> None:
    hit = 0
    async with bezoek(dienst) as running:
        cases = await cases_of(running)
        running.app.state.uow = lambda: _Broken(OperationalError(SECRET, {}, Exception(SECRET)))
        running.app.state.edge = replace(running.app.state.edge, uow=running.app.state.uow)
        for _, path, headers in gets(running, cases):
            answer = await running.client.get(path, headers=headers)
            check_edge(dienst, answer)
            if answer.status_code == 503:
                hit += 1
                assert answer.headers["retry-after"].isdigit()
                assert "geheim" not in answer.text
    assert hit >= 3


@dutch
async def test_random_requests_never_break_a_service(bezoek: Bezoek, dienst: str) -> None:
    """Seeded: half of what is sent fits the document, the rest is nasty somewhere."""
    spec, rng, broken = document_of(dienst), random.Random(20260101), []
    todo = [one for one in operations(spec) if f"/v1{one.pad}" not in STREAMS]
    async with bezoek(dienst) as running:
        cases = await cases_of(running)
        known = [one.pad for one in cases if isinstance(one, Object)]
        for number in range(FUZZ):
            operation = todo[number % len(todo)]
            hostile = rng.choice([0.0, 0.05, 0.3])
            answer = await _fire(running, spec, operation, rng, hostile, known)
            if answer.status_code >= 500:
                broken.append(
                    f"{number}: {answer.request.method} {answer.request.url} {answer.request.content[:300]!r} -> {answer.text[:200]}"
                )
            check_edge(dienst, answer)
    assert broken == []


async def _fire(
    running: Aanroeper, spec: dict[str, Any], operation: Any, rng: random.Random, hostile: float, known: list[str]
) -> httpx.Response:
    path = fill(f"/v1{operation.pad}")
    real = [one for one in known if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", f"/v1{operation.pad}"), one)]
    if real and rng.random() < 0.7:
        path = rng.choice(real)
    query = {
        parameter["name"]: sample(spec, parameter["schema"], rng, hostile=hostile)
        for parameter in operation.spec.get("parameters", [])
        if parameter["in"] == "query" and (parameter.get("required") or rng.random() < 0.4)
    }
    schema = body_of(spec, operation)
    body = b"" if schema is None else json.dumps(sample(spec, schema, rng, hostile=hostile)).encode()
    headers = {
        **all_roles(running),
        "Content-Type": "application/json",
        "If-Match": '"1"',
        "Idempotency-Key": f"{rng.random()}",
    }
    if operation.pad == "/berichten" and operation.methode == "post":
        headers["Content-Type"] = "application/xml"
        body = rng.choice([b"", b"<a/>", b"<!DOCTYPE a><a/>", b"\xff\xfe", b"<a" * 1000, b"<a>" * 5000])
    encoded = str(httpx.QueryParams({name: _plain(value) for name, value in query.items()}))
    async with asyncio.timeout(30):
        return await running.client.request(
            operation.methode.upper(), f"{path}?{encoded}", content=body, headers=headers
        )


def _plain(value: Any) -> str:
    """A query value; what cannot be sent at all is left out of the text."""
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode("utf-8", "ignore").decode()


def calls_of(dependant: Dependant) -> Iterator[object]:
    yield dependant.call
    for one in dependant.dependencies:
        yield from calls_of(one)


@dutch
def test_nothing_that_a_route_asks_for_costs_a_thread(dienst: str) -> None:
    calls = [
        call
        for route in iter_route_contexts(app_without_database(dienst).routes)
        if (dependant := getattr(route, "dependant", None))
        for call in calls_of(dependant)
    ]
    in_a_thread = {call for call in calls if not any(map(inspect.iscoroutinefunction, (call, type(call).__call__)))}
    assert calls
    assert not in_a_thread
