"""A fuzzer of somebody else reads our documents and asks whatever it likes; we never answer with a fault of ours."""

import asyncio
import json
import os
import re
import socket
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from chassis.bounds.http import PatientProtocol
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.builders.diensten import DIENSTEN, ROLLEN, Aanroeper, aanroeper
from tests.contract.api.document import document_of, operations
from tests.contract.api.test_runtime import cases_of
from tests.contract.rechten.gevallen import Lijst, Object

AANTAL = int(os.environ.get("RISB_FUZZ", "1"))
ZAAD = os.environ.get("RISB_ZAAD", "9")
# An endless answer is no answer.
BUITEN = "/anomalieen/stroom$"
pytestmark = [pytest.mark.integratie, pytest.mark.timeout(1_800)]


@dataclass(slots=True, kw_only=True)
class Teller:
    """In front of an application: which answers it gave, and the first lines of what went wrong."""

    app: ASGIApp
    antwoorden: Counter[int] = field(default_factory=Counter)
    mis: list[str] = field(default_factory=list)
    zendingen: Counter[int] = field(default_factory=Counter)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def tel(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.antwoorden[message["status"]] += 1
                if (scope["method"], scope["path"]) == ("POST", "/v1/zendingen"):
                    self.zendingen[message["status"]] += 1
                if message["status"] >= 500:
                    self.mis.append(f"{scope['method']} {scope['path']}?{scope['query_string'].decode('latin-1')}")
            await send(message)

        await self.app(scope, receive, tel if scope["type"] == "http" else send)


@asynccontextmanager
async def op_een_poort(app: ASGIApp) -> AsyncIterator[str]:
    """The application as its process serves it; the fuzzer comes over the network."""
    luisteraar = socket.socket()
    luisteraar.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, http=PatientProtocol, log_config=None, access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    taak = asyncio.create_task(server.serve(sockets=[luisteraar]))
    yield f"http://127.0.0.1:{luisteraar.getsockname()[1]}"
    server.should_exit = True
    await taak


async def wereld_van(dienst: Aanroeper) -> dict[str, Any]:
    """Tokens (all roles first, one role each, none last), and the parameters of paths for which an object exists."""
    een = [dienst.als(rol, agb=["42420001"], gemeenten=["0307"]) for rol in (ROLLEN, *((rol,) for rol in ROLLEN))]
    objecten: dict[str, list[dict[str, str]]] = {}
    paden = {operation.pad for operation in operations(document_of(dienst.dienst))}
    for geval in await cases_of(dienst):
        if isinstance(geval, Object | Lijst):
            for pad in paden:
                vorm = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(f"/v1{pad}"))
                if gevonden := re.match(rf"{vorm}(?:[/?]|$)", geval.pad):
                    objecten.setdefault(pad, []).append(gevonden.groupdict())
    return {"tokens": [*(kop["Authorization"].removeprefix("Bearer ") for kop in een), ""], "objecten": objecten}


async def schemathesis(url: str, wereld: Path, *opties: str) -> tuple[int, str]:
    """Exit code and report of a run."""
    omgeving = {**os.environ, "SCHEMATHESIS_HOOKS": "tests.fuzz.haken", "RISB_FUZZ_WERELD": str(wereld)}
    vast = [
        "--seed",
        ZAAD,
        "--checks",
        "not_a_server_error",
        "--exclude-path-regex",
        BUITEN,
        "--generation-database",
        "none",
    ]
    proces = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "schemathesis.cli", "run", f"{url}/v1/openapi.json", "--no-color", "--warnings", "off"),
        *vast,
        *opties,
        cwd=Path(__file__).parents[2],
        env=omgeving,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    uit, _ = await proces.communicate()
    return proces.returncode or 0, uit.decode()


@pytest.mark.parametrize("dienst", DIENSTEN)
async def test_a_fuzzer_of_somebody_else_finds_no_fault_of_ours(
    dienst: str, database_url: Callable[[str], str], tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    async with aanroeper(dienst, database_url(dienst), tmp_path) as running:
        (wereld := tmp_path / "wereld.json").write_text(json.dumps(await wereld_van(running)))
        teller = Teller(app=running.app)
        fasen = "examples,fuzzing" if AANTAL == 1 else "examples,coverage,fuzzing,stateful"
        async with op_een_poort(teller) as url:
            code, verslag = await schemathesis(url, wereld, "--phases", fasen, "--max-examples", str(AANTAL))
    with pytestconfig.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print(f"\n{dienst}: {dict(sorted(teller.antwoorden.items()))}")  # noqa: T201 -- the proof is its table
    assert teller.mis == [], verslag
    assert code == 0, verslag
    assert sum(teller.antwoorden.values()) > len(operations(document_of(dienst)))
    assert teller.antwoorden[200] + teller.antwoorden[201] > 0
    assert bool(teller.zendingen) == (dienst == "declaraties")


async def test_the_fuzzer_sees_a_fault(database_url: Callable[[str], str], tmp_path: Path) -> None:
    async def kapot(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/v1/agenda":
            await send({"type": "http.response.start", "status": 500, "headers": []})
            await send({"type": "http.response.body", "body": b""})
        else:
            await running.app(scope, receive, send)

    async with aanroeper("contracting", database_url("contracting"), tmp_path) as running:
        (wereld := tmp_path / "wereld.json").write_text(json.dumps({"tokens": [""], "objecten": {}}))
        teller = Teller(app=kapot)
        opties = ("--phases", "fuzzing", "--max-examples", "1", "--include-path", "/agenda")
        async with op_een_poort(teller) as url:
            code, verslag = await schemathesis(url, wereld, *opties)
    assert (code, set(teller.mis)) != (0, set()), verslag
    assert code == 1, verslag
    assert "agenda" in verslag
