"""Every route x every role, none blank: the tables are complete, and the running services answer as they say."""

import asyncio
import re

import pytest

from tests.builders.diensten import DIENSTEN, ROLLEN, Aanroeper, app_without_database, routes_of

from .conftest import Bezoek
from .tabel import COLUMNS, MET_TABEL, ZONDER_TOKEN, Regel, read_table

AGB, GEMEENTE = "42429999", "0307"
# What stands in for a path parameter: well-formed, and of nothing that exists.
PLACEHOLDERS = {"agbCode": "00000000", "jaar": "2026", "gemeente": "0307", "programmalijn": "9.9.9", "code": "ONBEKEND"}
NOTHING = "00000000-0000-4000-8000-000000000000"


def filled(pad: str) -> str:
    return re.sub(r"\{(\w+)[^}]*\}", lambda found: PLACEHOLDERS.get(found[1], NOTHING), pad)


def test_every_service_has_a_table() -> None:
    assert set(MET_TABEL) == set(DIENSTEN)


@pytest.mark.parametrize("dienst", MET_TABEL)
def test_the_table_names_every_route_once_and_nothing_else(dienst: str) -> None:
    written = [regel.naam for regel in read_table(dienst)]
    real = [f"{route.methode} {route.pad}" for route in routes_of(app_without_database(dienst))]
    assert sorted(written) == sorted(set(written)), "a route stands twice in the table"
    assert {"not in the table": set(real) - set(written), "not in the service": set(written) - set(real)} == {
        "not in the table": set(),
        "not in the service": set(),
    }


@pytest.mark.parametrize("dienst", MET_TABEL)
def test_the_code_declares_what_the_table_says(dienst: str) -> None:
    declared = {f"{route.methode} {route.pad}": route for route in routes_of(app_without_database(dienst))}
    for regel in read_table(dienst):
        route = declared[regel.naam]
        if route.openbaar:
            assert set(regel.cellen.values()) == {"openbaar"}, regel.naam
        else:
            allowed = route.rollen or frozenset(ROLLEN)
            assert {rol for rol in ROLLEN if regel.cellen[rol] == "ja"} == allowed, regel.naam


async def status_of(dienst: Aanroeper, regel: Regel, headers: dict[str, str]) -> int:
    """The status alone: a stream is left as soon as it begins to answer."""
    body = b"{}" if regel.methode in {"POST", "PUT", "PATCH"} else b""
    head = {**headers, "content-type": "application/json", "idempotency-key": "rechten", "if-match": '"1"'}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": regel.methode,
        "scheme": "http",
        "path": filled(regel.pad),
        "raw_path": filled(regel.pad).encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in head.items()],
        "client": ("127.0.0.1", 1),
        "server": ("dienst", 80),
    }
    status: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    sent = asyncio.Event()

    async def receive() -> dict[str, object]:
        if sent.is_set():
            await asyncio.Event().wait()
        sent.set()
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start" and not status.done():
            status.set_result(int(str(message["status"])))

    running = asyncio.ensure_future(dienst.app(scope, receive, send))  # type: ignore[arg-type]
    try:
        async with asyncio.timeout(20):
            return await status
    finally:
        await asyncio.wait({running}, timeout=0.2)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def agrees(cell: str, status: int, *, token: bool) -> bool:
    """`nee` is exactly 403 (401 without a token); the others may answer anything but a refusal or a fault of ours."""
    if cell == "nee":
        return status == (403 if token else 401)
    return status not in {401, 403} and status < 500


@pytest.mark.parametrize("dienst", MET_TABEL)
async def test_every_cell_holds(bezoek: Bezoek, dienst: str) -> None:
    wrong, cells = [], 0
    async with bezoek(dienst) as running:
        for regel in read_table(dienst):
            for column in (*ROLLEN, ZONDER_TOKEN):
                token = column != ZONDER_TOKEN
                headers = running.als(column, agb=[AGB], gemeenten=[GEMEENTE], sub="aanvrager-a") if token else {}
                status = await status_of(running, regel, headers)
                cells += 1
                if not agrees(regel.cellen[column], status, token=token):
                    wrong.append(f"{regel.naam} als {column}: tabel {regel.cellen[column]}, antwoord {status}")
    assert wrong == []
    assert cells == len(routes_of(app_without_database(dienst))) * (len(ROLLEN) + 1)


@pytest.mark.parametrize("dienst", MET_TABEL)
async def test_a_token_without_any_role_opens_nothing_that_names_roles(bezoek: Bezoek, dienst: str) -> None:
    async with bezoek(dienst) as running:
        token = running.issuer.maak_token("publiek", claims={"rollen": []})
        for regel in read_table(dienst):
            if "nee" in regel.cellen.values():
                status = await status_of(running, regel, {"authorization": f"Bearer {token}"})
                assert status == 403, regel.naam


def test_a_blank_cell_or_an_unknown_word_is_not_accepted(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    good = read_table("contracting")[0]
    for spoiled in ("", "misschien"):
        row = {"methode": good.methode, "pad": good.pad, **good.cellen, "huurder": good.huurder, "inkoper": spoiled}
        folder = tmp_path
        text = ";".join(COLUMNS) + "\n" + ";".join(row[column] for column in COLUMNS) + "\n"
        (folder / "contracting.csv").write_text(text)  # type: ignore[operator]
        monkeypatch.setattr("tests.contract.rechten.tabel.FOLDER", folder)
        with pytest.raises(ValueError, match="inkoper"):
            read_table("contracting")


def test_the_judgement_of_a_cell_can_fail() -> None:
    assert not agrees("nee", 200, token=True)
    assert not agrees("nee", 403, token=False)
    assert not agrees("ja", 403, token=True)
    assert not agrees("openbaar", 401, token=False)
    assert not agrees("ja", 500, token=True)
    assert agrees("nee", 401, token=False)
