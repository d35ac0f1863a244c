"""Another tenant's object does not exist: the same 404, byte for byte, and it is in no list."""

import importlib
import json
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from tests.builders.diensten import Aanroeper

from .conftest import Bezoek
from .gevallen import Geval, Lijst, Object
from .tabel import MET_TABEL, read_table


async def ask(dienst: Aanroeper, route: str, pad: str, headers: Mapping[str, str], body: Any) -> httpx.Response:
    methode = route.split(" ", 1)[0]
    content: dict[str, Any] = (
        {"content": body} if isinstance(body, bytes) else ({"json": body} if body is not None else {})
    )
    return await dienst.client.request(methode, pad, headers=dict(headers), **content)


def without_id(answer: httpx.Response) -> tuple[bytes, dict[str, str]]:
    """The answer without what differs for every request: the correlation id."""
    mark = answer.json()["correlatieId"].encode()
    headers = {name: value for name, value in answer.headers.items() if name != "traceparent"}
    return answer.content.replace(mark, b"-"), headers


async def check_object(dienst: Aanroeper, case: Object) -> list[str]:
    wrong = []
    unknown_body = case.body if case.onbekende_body is None else case.onbekende_body
    for number, stranger in enumerate(case.vreemden):
        headers = {**stranger, **case.koppen}
        unknown = await ask(dienst, case.route, case.onbekend, headers, unknown_body)
        other = await ask(dienst, case.route, case.pad, headers, case.body)
        if (unknown.status_code, other.status_code) != (case.status, case.status):
            wrong.append(
                f"{case.route} vreemde {number}: {other.status_code}, onbekend {unknown.status_code} {unknown.text}"
            )
        elif without_id(unknown) != without_id(other):
            wrong.append(f"{case.route} vreemde {number}: {other.text} is niet gelijk aan {unknown.text}")
    return wrong


async def check_list(dienst: Aanroeper, case: Lijst) -> list[str]:
    wrong = []
    own = await ask(dienst, case.route, case.pad, case.eigenaar, case.body)
    if own.status_code != 200 or case.kenmerk not in own.text:
        wrong.append(f"{case.route}: de eigenaar ziet het niet ({own.status_code} {own.text[:300]})")
    for number, stranger in enumerate(case.vreemden):
        answer = await ask(dienst, case.route, case.pad, stranger, case.body)
        if case.kenmerk in answer.text or answer.status_code not in {200, 404}:
            wrong.append(f"{case.route} vreemde {number}: {answer.status_code} {answer.text[:300]}")
    return wrong


@pytest.mark.parametrize("dienst", MET_TABEL)
async def test_what_belongs_to_another_tenant_does_not_exist(bezoek: Bezoek, dienst: str) -> None:
    async with bezoek(dienst) as running:
        cases: list[Geval] = await importlib.import_module(f"tests.contract.rechten.van_{dienst}").gevallen(running)
        wrong = []
        for case in cases:
            wrong += await (check_object(running, case) if isinstance(case, Object) else check_list(running, case))
        # The owner last: some of these routes can be used only once.
        for case in cases:
            if isinstance(case, Object):
                own = await ask(running, case.route, case.pad, {**case.eigenaar, **case.koppen}, case.body)
                if own.status_code >= 400 and not _exists(own):
                    wrong.append(f"{case.route}: de eigenaar krijgt {own.status_code} {own.text[:300]}")
    assert wrong == []
    bound = {regel.naam for regel in read_table(dienst) if regel.huurder != "geen"}
    assert {case.route for case in cases} == bound, "every route with tenants has a case, and no other"


def _exists(answer: httpx.Response) -> bool:
    """A conflict is about a thing that is there."""
    return answer.status_code == 409


def test_the_comparison_of_answers_sees_a_difference() -> None:
    def problem(mark: str, detail: str) -> httpx.Response:
        return httpx.Response(404, content=json.dumps({"detail": detail, "correlatieId": mark}))

    assert without_id(problem("a" * 32, "x")) == without_id(problem("b" * 32, "x"))
    assert without_id(problem("a" * 32, "x")) != without_id(problem("b" * 32, "y"))
