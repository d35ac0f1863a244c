"""One way for every list: pages without a gap or an empty end, strict parameters, chosen fields."""

import datetime as dt
import uuid
from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any

import httpx
import pytest
from fastapi import Depends
from hypothesis import given
from hypothesis import strategies as st
from risb_api.api import ApiModel, Pagina, ServiceApi
from risb_api.edge import Edge
from risb_api.identity import Iedereen
from risb_api.lists import Lijst, Orde, day
from risb_api.routes import Router
from risb_kern.clock import SystemClock
from risb_kern.edge.cursors import encode_cursor
from risb_kern.lists import Bereik, Blad
from risb_kern.privacy import Privacy

from tests.builders.tokens import verifier

DAG = dt.date(2026, 1, 1)


class DingUit(ApiModel):
    id: uuid.UUID
    ontvangen_op: dt.date
    naam: str
    aantal: int


DINGEN = [
    DingUit(
        id=uuid.UUID(int=number), ontvangen_op=DAG + dt.timedelta(days=number % 3), naam=f"ding {number}", aantal=number
    )
    for number in range(7)
]
NAMEN = ["id", "ontvangenOp", "naam", "aantal"]
LIJST = Lijst(
    DingUit,
    {
        "id": Orde(id=uuid.UUID),
        "ontvangenOp": Orde(ontvangen_op=day, id=uuid.UUID),
        "naam": Orde(naam=str),
        "aantal": Orde(aantal=int),
    },
    zoek="Een deel van de naam.",
)
router = Router("dingen")


def read(blad: Blad) -> Sequence[DingUit]:
    """What a query does, plainly."""
    names = {"ontvangenOp": ("ontvangen_op", "id")}.get(blad.orde, (blad.orde,))

    def key(ding: DingUit) -> tuple[Any, ...]:
        return tuple(getattr(ding, name) for name in names)

    rows = sorted((one for one in DINGEN if not blad.zoek or blad.zoek in one.naam), key=key, reverse=blad.aflopend)
    if blad.na is not None:
        rows = [one for one in rows if (key(one) < blad.na if blad.aflopend else key(one) > blad.na)]
    return rows[: blad.take]


@router.get("/dingen")
async def dingen_opvragen(
    _: Iedereen, blad: Annotated[Blad, Depends(LIJST)], soort: str | None = None
) -> Pagina[DingUit]:
    assert soort != "kapot"
    return LIJST.pagina(read(blad), blad, lambda one: one)


def no_uow() -> Any:
    raise AssertionError("a list of this test needs no database")


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    api = ServiceApi("proef", titel="Proef", omschrijving="Proef.")
    app = api.serve(router, edge=Edge(uow=no_uow, clock=SystemClock(), verifier=verifier(), privacy=Privacy(bytes(32))))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://proef/v1") as made:
        yield made


@pytest.mark.parametrize("sorteer", [f"{sign}{name}" for sign in ("", "-") for name in NAMEN])
@pytest.mark.parametrize("limiet", [1, 2, 3, 7, 8])
async def test_the_pages_together_are_the_list_and_none_is_empty(
    client: httpx.AsyncClient, sorteer: str, limiet: int
) -> None:
    seen: list[str] = []
    asked: dict[str, Any] = {"limiet": limiet, "sorteer": sorteer}
    while True:
        page = (await client.get("/dingen", params=asked)).json()
        assert page["resultaten"]
        seen += [one["id"] for one in page["resultaten"]]
        if page["volgende"] is None:
            break
        asked["na"] = page["volgende"]
    whole = Blad(limiet=100, orde=sorteer.removeprefix("-"), aflopend=sorteer.startswith("-"))
    assert seen == [str(one.id) for one in read(whole)]


async def test_only_the_asked_fields_come_back(client: httpx.AsyncClient) -> None:
    answer = await client.get("/dingen", params={"velden": "naam,ontvangenOp", "limiet": 2})
    assert answer.json()["resultaten"][0] == {"naam": "ding 0", "ontvangenOp": "2026-01-01"}
    assert answer.json()["volgende"]


async def test_a_field_that_does_not_exist_is_refused_with_the_ones_that_do(client: httpx.AsyncClient) -> None:
    answer = await client.get("/dingen", params={"velden": "naam,kleur"})
    assert answer.status_code == 400
    assert answer.json()["fouten"][0]["melding"] == "Het veld 'kleur' is er niet."
    assert "aantal, id, naam, ontvangenOp" in answer.json()["detail"]


async def test_what_was_asked_comes_back_short_without_what_steers_a_screen(client: httpx.AsyncClient) -> None:
    answer = await client.get(
        "/dingen", params={"velden": ",".join(["\u202e" + "x" * 80 + "\x1b", *"abcdefghijklmnopq"])}
    )
    meldingen = [one["melding"] for one in answer.json()["fouten"]]
    assert len(meldingen) == 10
    assert all(one.isprintable() and len(one) < 100 for one in meldingen)


async def test_a_parameter_that_does_not_exist_is_refused_with_the_ones_that_do(client: httpx.AsyncClient) -> None:
    answer = await client.get("/dingen", params={"peildatum": "2026-01-01", "limiet": 2})
    assert answer.status_code == 400
    assert answer.json()["type"] == "urn:risb:probleem:parameter-onbekend"
    assert answer.json()["fouten"] == [
        {"veld": "peildatum", "code": "onbekend", "melding": "De parameter 'peildatum' kennen wij hier niet."}
    ]
    assert answer.json()["detail"] == "Deze parameters kunnen hier: limiet, na, soort, sorteer, velden, zoek."


async def test_search_leaves_out_what_does_not_match(client: httpx.AsyncClient) -> None:
    answer = await client.get("/dingen", params={"zoek": "ding 3"})
    assert [one["naam"] for one in answer.json()["resultaten"]] == ["ding 3"]


@pytest.mark.parametrize(
    "cursor",
    [
        encode_cursor("1"),
        encode_cursor("[]"),
        encode_cursor('["id"]'),
        encode_cursor('["id", 1]'),
        encode_cursor('["id", "geen-kenmerk"]'),
        encode_cursor('["-id", "00000000-0000-0000-0000-000000000001"]'),
        encode_cursor('{"id": "1"}'),
        encode_cursor("[" * 300),
        encode_cursor('["naam", "a\\u0000b"]'),
        encode_cursor('["naam", "\\ud800"]'),
        encode_cursor('["aantal", "9223372036854775808"]'),
        "geen cursor!",
    ],
)
@pytest.mark.parametrize("sorteer", ["id", "naam", "aantal"])
async def test_a_cursor_of_another_list_or_order_is_refused(
    client: httpx.AsyncClient, cursor: str, sorteer: str
) -> None:
    answer = await client.get("/dingen", params={"na": cursor, "sorteer": sorteer})
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:risb:probleem:ongeldige-cursor")


async def test_the_document_tells_what_the_list_can(client: httpx.AsyncClient) -> None:
    operation = (await client.get("/openapi.json")).json()["paths"]["/dingen"]["get"]
    assert operation["operationId"] == "dingenOpvragen"
    by_name = {one["name"]: one["schema"] for one in operation["parameters"]}
    assert by_name.keys() == {"na", "limiet", "velden", "sorteer", "zoek", "soort"}
    assert by_name["sorteer"]["enum"] == [f"{sign}{name}" for name in NAMEN for sign in ("", "-")]


@given(st.frozensets(st.sampled_from("abc")), st.frozensets(st.sampled_from("xyz")), st.booleans())
def test_a_caller_sees_what_belongs_to_one_of_its_tenants(
    agb: frozenset[str], gemeenten: frozenset[str], alles: bool
) -> None:
    bereik = Bereik(alles=alles, agb_codes=agb, gemeenten=gemeenten)
    assert bereik.ziet(agb_code="a", gemeenten=["x", "y"]) == (alles or "a" in agb or bool({"x", "y"} & gemeenten))


async def test_a_sign_that_does_not_print_is_no_reason_to_refuse_an_own_cursor(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange = [
        one.model_copy(update={"naam": f"{sign}{one.naam}"})
        for one, sign in zip(DINGEN, "\x85\u200b\u202e", strict=False)
    ]
    monkeypatch.setattr(f"{__name__}.DINGEN", strange)
    first = (await client.get("/dingen", params={"sorteer": "naam", "limiet": 1})).json()
    second = await client.get("/dingen", params={"sorteer": "naam", "limiet": 1, "na": first["volgende"]})
    assert second.status_code == 200
