"""The application of subsidies on a real database, on a day of our choice, with tokens of the development issuer."""

import asyncio
import datetime as dt
import json
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from chassis.db import session_of
from chassis.events.wire import Envelope
from devstack.issuer import Issuer
from devstack.postgres import Postgres
from risb_kern.clock import FixedClock
from risb_schemas import decode, from_json, load_catalog
from risb_zaak.agenda.process import Agendaproces, Timer
from risb_zaak.letter_ports import Zetter
from sqlalchemy import text
from subsidies.adapters.uow import SqlUow
from subsidies.entrypoints.api.edge import SubsidiesEdge
from subsidies.entrypoints.consumer import HANDLERS
from subsidies.settings import Settings

from tests.builders.diensten import EXAMPLES, app_for, settings_for, verifier_of
from tests.builders.subsidies import DAG, aanvraag_body, regeling_body

GEDEELD = "subsidies_gedeeld"
# Another person than who assesses.
BESLISSER = "subsidieadviseur-2"
# How often somebody comes again who was told that there is no room.
VOLHOUDEN = 60


_DATABASE = "subsidies_gedeeld"


class Subsidies:
    """Somebody at the API, the consumer's handlers beside it, and a look into the database."""

    def __init__(self, client: httpx.AsyncClient, app: Any, settings: Settings, issuer: Issuer) -> None:
        self.client = client
        self.app = app
        self.settings = settings
        self._issuer = issuer

    @property
    def edge(self) -> SubsidiesEdge:
        edge: SubsidiesEdge = self.app.state.edge
        return edge

    def op(self, dag: dt.date) -> None:
        """Let the next requests happen on this day."""
        self.app.state.edge = replace(self.edge, clock=FixedClock(dag))

    def zet_met(self, zetter: Zetter) -> Zetter:
        """Let the next letters be set by this; gives what set them before."""
        gewoon = self.edge.zetter
        self.app.state.edge = replace(self.edge, zetter=zetter)
        return gewoon

    async def carry_out(self, timers: Mapping[str, Timer[SqlUow]]) -> None:
        """Let the agenda do what is due."""

        def uow() -> SqlUow:
            made = self.edge.uow()
            assert isinstance(made, SqlUow)
            return made

        await Agendaproces("subsidies", uow, timers, self.edge.clock).carry_out()

    def als(self, rol: str, sub: str | None = None) -> dict[str, str]:
        token = self._issuer.maak_token(rol, claims={"sub": sub or f"{rol}-1"})
        return {"Authorization": f"Bearer {token}"}

    async def post(self, pad: str, body: Any = None, rol: str = "subsidieadviseur", sub: str | None = None,
                   sleutel: str | None = None) -> httpx.Response:  # fmt: skip
        headers = self.als(rol, sub) | {"Idempotency-Key": sleutel or uuid.uuid4().hex}
        return await self.client.post(f"/v1{pad}", json=body, headers=headers)

    async def houd_vol(self, pad: str, body: Any, rol: str, sub: str) -> httpx.Response:
        """Post as a caller does who comes again when there is no room: after the time that we said, with the same key."""
        sleutel = uuid.uuid4().hex
        for _ in range(VOLHOUDEN):
            answer = await self.post(pad, body, rol, sub, sleutel)
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return answer
            await asyncio.sleep(int(answer.headers["Retry-After"]))
        raise AssertionError(f"No room after {VOLHOUDEN} times: {answer.text}")

    async def get(self, pad: str, rol: str | None = "subsidieadviseur", sub: str | None = None) -> httpx.Response:
        return await self.client.get(f"/v1{pad}", headers=self.als(rol, sub) if rol else {})

    async def publiceer(self, **changes: Any) -> dict[str, Any]:
        answer = await self.post("/regelingen", regeling_body(**changes))
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def dien_in(self, sub: str = "aanvrager-1", **changes: Any) -> dict[str, Any]:
        # A plan of its own each time: the same one twice is a point for a person.
        plan = {"titel": f"Wijkmaaltijd {uuid.uuid4().hex * 3}", **changes}
        answer = await self.houd_vol("/aanvragen", aanvraag_body(**plan), rol="aanvrager", sub=sub)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def punten(self, aanvraag: Mapping[str, Any]) -> list[dict[str, Any]]:
        return list((await self.get(f"/aanvragen/{aanvraag['id']}/aandachtspunten")).json()["resultaten"])

    async def handel_af(self, aanvraag: Mapping[str, Any], punt: Mapping[str, Any], uitkomst: str) -> httpx.Response:
        pad = f"/aanvragen/{aanvraag['id']}/aandachtspunten/{punt['id']}/_afhandelen"
        return await self.post(pad, {"uitkomst": uitkomst, "reden": "Besproken met de aanvrager."})

    async def beoordeel(self, aanvraag: Mapping[str, Any], *, toereikend: bool = True) -> httpx.Response:
        body = {"toereikend": toereikend, "motivering": "Nagekeken."}
        return await self.post(f"/aanvragen/{aanvraag['id']}/aanvullingen/_beoordelen", body)

    async def verleen(self, aanvraag: Mapping[str, Any], bedrag: int, sub: str = BESLISSER) -> httpx.Response:
        body = {"soort": "verlenen", "bedragCent": bedrag, "motivering": "Het plan past bij de wijk."}
        return await self.houd_vol(f"/aanvragen/{aanvraag['id']}/besluiten", body, "subsidieadviseur", sub)

    async def loot(self, aanvraag: Mapping[str, Any]) -> dict[str, Any]:
        """Let two persons draw the order of who stands beside this application."""
        pad = f"/aanvragen/{aanvraag['id']}/lotingen"
        klaar = await self.post(pad, sub="loter-1")
        assert klaar.status_code == 201, klaar.text
        drawn = await self.post(f"{pad}/_trekken", sub="loter-2")
        assert drawn.status_code == 200, drawn.text
        return dict(drawn.json())

    async def weiger(self, aanvraag: Mapping[str, Any], code: str, **changes: Any) -> httpx.Response:
        grond = {"code": code, "toelichting": "De zaal is gesloten.", **changes}
        body = {"soort": "weigeren", "gronden": [grond], "motivering": "Zie de gronden."}
        return await self.post(f"/aanvragen/{aanvraag['id']}/besluiten", body, sub=BESLISSER)

    async def ontvang(self, gebeurtenis: str, voorbeeld: str = "volledig", **velden: Any) -> None:
        """Handle the published example of another service's event with these fields changed."""
        schema = load_catalog().newest[gebeurtenis]
        example = json.loads((EXAMPLES / schema.service / gebeurtenis / f"{voorbeeld}.json").read_text())
        envelope = Envelope(
            id=uuid.uuid4(), source="urn:nld:oin:0:systeem:contracting", type=schema.type, time=self.edge.clock.nu(),
            trace_id="cd" * 16,
        )  # fmt: skip
        async with self.edge.uow() as uow:
            await HANDLERS[gebeurtenis](uow, from_json(schema.raw, {**example, **velden}), envelope)
            await uow.commit()

    async def rows(self, query: str) -> list[Any]:
        async with self.edge.uow() as uow:
            return list((await session_of(uow).execute(text(query))).all())

    async def events(self, naam: str) -> list[dict[str, Any]]:
        """Data and trace of the outgoing events of this name, oldest first."""
        found = []
        for inhoud, trace in await self.rows("SELECT inhoud, traceparent FROM outbox ORDER BY volgnummer"):
            decoded = decode(load_catalog(), inhoud)
            if decoded.schema.key == f"{naam}.v1":
                found.append({**decoded.record, "trace": trace.split("-")[1]})
        return found


@pytest.fixture(scope="session")
def shared_database(postgres: Postgres, migrated_template: Callable[[str], str]) -> str:
    """One migrated database for these tests: emptying it is ten times faster than making another."""
    template = migrated_template("subsidies")
    return postgres.create_copy("subsidies", GEDEELD, template=template)


@pytest.fixture
def empty_database(shared_database: str, postgres: Postgres) -> str:
    with psycopg.connect(postgres.url(_DATABASE), autocommit=True) as connection:
        names = connection.execute(
            "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables"
            " WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        ).fetchone()
        assert names is not None
        # As superuser and without triggers: a service takes nothing from its timeline.
        connection.execute("SET session_replication_role = replica")
        connection.execute(f"TRUNCATE {names[0]} RESTART IDENTITY")
    return shared_database


@pytest.fixture
async def subsidies(empty_database: str, tmp_path: Path) -> AsyncIterator[Subsidies]:
    issuer = Issuer(tmp_path, port=1)
    base = settings_for("subsidies", empty_database, tmp_path, issuer)
    settings = Settings(**{**base.model_dump(), "klok": DAG})
    app = app_for("subsidies", settings)
    app.state.edge = replace(app.state.edge, verifier=verifier_of(issuer))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://dienst", timeout=60) as client,
    ):
        yield Subsidies(client, app, settings, issuer)
