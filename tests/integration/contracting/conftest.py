"""The real API of contracting on a real database, on a fixed day, called by anybody."""

import datetime as dt
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from contracting.adapters.uow import SqlUow
from risb_kern.clock import FixedClock
from risb_schemas import decode, load_catalog, to_json

from tests.builders.contracting import (
    AGB,
    DAG,
    aanbieder_json,
    aanmelding_json,
    overeenkomst_json,
    perceel_json,
)
from tests.builders.diensten import Aanroeper, aanroeper


@dataclass(frozen=True, slots=True)
class Bureau:
    """The API with shorthands; every call says who calls."""

    wie: Aanroeper
    url: str

    def op(self, dag: dt.date) -> None:
        """Let it be this day from now on."""
        self.wie.app.state.edge = replace(self.wie.app.state.edge, clock=FixedClock(dag))

    def uow(self) -> SqlUow:
        uow: SqlUow = self.wie.app.state.edge.uow()
        return uow

    async def post(self, pad: str, body: Any, *, rol: str = "inkoper", sleutel: str | None = None) -> httpx.Response:
        koppen = self.koppen(rol)
        if sleutel:
            koppen["Idempotency-Key"] = sleutel
        return await self.wie.client.post(f"/v1{pad}", json=body, headers=koppen)

    async def get(self, pad: str, *, rol: str = "inkoper", agb: str = AGB, gemeente: str = "0307") -> httpx.Response:
        return await self.wie.client.get(f"/v1{pad}", headers=self.koppen(rol, agb=agb, gemeente=gemeente))

    def koppen(self, rol: str, *, agb: str = AGB, gemeente: str = "0307") -> dict[str, str]:
        return self.wie.als(
            rol,
            agb=[agb] if rol == "aanbieder" else [],
            gemeenten=[gemeente] if rol == "zorgadministratie" else [],
        )

    async def nieuw(self, pad: str, body: Any, *, rol: str = "inkoper") -> dict[str, Any]:
        """What was made; anything but 201 is a failure with the answer in it."""
        antwoord = await self.post(pad, body, rol=rol, sleutel=f"{pad}:{body}"[:255])
        assert antwoord.status_code == 201, antwoord.text
        gemaakt: dict[str, Any] = antwoord.json()
        return gemaakt

    async def toegelaten(self, **perceel: Any) -> None:
        """A registered aanbieder, a perceel, and an admitted application."""
        await self.nieuw("/aanbieders", aanbieder_json())
        await self.nieuw("/percelen", perceel_json(**perceel))
        aanmelding = await self.nieuw("/aanmeldingen", aanmelding_json(), rol="aanbieder")
        pad, ander = f"/v1/aanmeldingen/{aanmelding['id']}/_beoordelen", self.wie.als("inkoper", sub="toelater")
        antwoord = await self.wie.client.post(pad, json={}, headers=ander)
        assert antwoord.json()["status"] == "toegelaten", antwoord.text

    async def overeenkomst(self, **changes: Any) -> dict[str, Any]:
        return await self.nieuw("/overeenkomsten", overeenkomst_json(**changes), rol="contractmanager")

    def gebeurtenissen(self, *namen: str) -> list[dict[str, Any]]:
        """The events with these names, in the order in which they will leave."""
        catalog = load_catalog()
        with psycopg.connect(self.url) as connection:
            rijen = connection.execute("SELECT inhoud, traceparent FROM outbox ORDER BY volgnummer").fetchall()
        gelezen = [(decode(catalog, bytes(inhoud)), kop) for inhoud, kop in rijen]
        return [
            {"naam": one.schema.name, "keten": kop.split("-")[1], **to_json(one.record)}
            for one, kop in gelezen
            if one.schema.name in namen
        ]


@pytest.fixture
async def bureau(database_url: Callable[[str], str], tmp_path: Path) -> AsyncIterator[Bureau]:
    url = database_url("contracting")
    async with aanroeper("contracting", url, tmp_path) as wie:
        gemaakt = Bureau(wie, url)
        gemaakt.op(DAG)
        yield gemaakt
