import base64
import json
import uuid
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from alembic import command
from chassis.db import engine_for
from chassis.migrate import config_for
from risb_kern.clock import SystemClock
from risb_zaak.timeline.check import check
from risb_zaak.timeline.sql import SqlTimeline
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.builders.toezicht import AGB
from tests.builders.toezichtzaken import NU, door

pytestmark = pytest.mark.integratie


@pytest.fixture(autouse=True)
def _sleutel(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is stored is encrypted on the way up."""
    monkeypatch.setenv("TOEZICHT_GEGEVENSSLEUTEL", base64.b64encode(bytes(32)).decode())


ZAAK = uuid.UUID(int=1)
OUD: list[tuple[str, dict[str, Any]]] = [
    ("zaak-geopend", {"trede": 0, "grond": "Drie regels."}),
    ("klasse-voorgesteld", {"klasse": "fraude", "bewijs": ["een"]}),
    ("klasse-vastgesteld", {"klasse": "fraude", "bewijs": ["een"], "vorigeKlasse": None}),
    ("zaak-gesloten", {"uitkomst": "aangifte", "toelichting": "Naar de recherche: één dossier."}),
]


def verbinding(url: str) -> Any:
    return create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))


def tabellen(url: str) -> set[str]:
    engine = verbinding(url)
    gevonden = set(inspect(engine).get_table_names())
    engine.dispose()
    return gevonden


def test_migrations_go_up_down_and_up_and_leave_nothing_to_do(database_url: Callable[[str], str]) -> None:
    url = database_url("leeg")
    config = config_for("toezicht", url)
    command.upgrade(config, "head")
    boven = tabellen(url)
    assert {"signaal", "zaak", "maatregel", "abonnement", "outbox", "inbox"} <= boven
    command.downgrade(config, "base")
    assert tabellen(url) == {"alembic_version"}
    command.upgrade(config, "head")
    command.check(config)
    assert tabellen(url) == boven


def schrijf_oud(connection: Connection) -> None:
    """A case as it stood before its lines moved to the timeline."""
    connection.execute(
        text(
            "INSERT INTO zaak (id, agb_code, signaal_id, trace_id, status, trede, geopend_op, geopend_door)"
            " VALUES (:id, :agb, :id, 'spoor', 'gesloten', 0, :op, 'een')"
        ),
        {"id": ZAAK, "agb": AGB, "op": NU},
    )
    for soort, gegevens in OUD:
        connection.execute(
            text(
                "INSERT INTO zaakregel (id, zaak_id, soort, door, op, gegevens)"
                " VALUES (:id, :zaak, :soort, 'een', :op, CAST(:gegevens AS jsonb))"
            ),
            {"id": uuid.uuid4(), "zaak": ZAAK, "soort": soort, "op": NU, "gegevens": json.dumps(gegevens)},
        )


def oude_regels(connection: Connection) -> list[tuple[str, dict[str, Any]]]:
    rows = connection.execute(text("SELECT soort, gegevens FROM zaakregel ORDER BY volgnummer")).all()
    return [(row.soort, row.gegevens) for row in rows]


async def test_what_happened_in_cases_moves_to_a_timeline_that_goes_on_unbroken(
    database_url: Callable[[str], str],
) -> None:
    url = database_url("leeg")
    config = config_for("toezicht", url)
    command.upgrade(config, "0003")
    engine = verbinding(url)
    with engine.begin() as connection:
        schrijf_oud(connection)
    command.upgrade(config, "head")
    async_engine = engine_for(url)
    async with AsyncSession(async_engine) as session:
        timeline = SqlTimeline(session, SystemClock())
        await timeline.add(f"zaak:{ZAAK}", "maatregel_beeindigen", door(), {"reden": "Hersteld."})
        await session.commit()
        found = await timeline.list(f"zaak:{ZAAK}")
    await async_engine.dispose()
    assert [one.soort for one in found] == [
        "zaak_openen",
        "zaak_classificeren",
        "zaak_classificeren",
        "zaak_sluiten",
        "maatregel_beeindigen",
    ]
    assert [one.gegevens.get("voorstel") for one in found[1:3]] == [True, False]
    assert found[3].gegevens == OUD[3][1]
    with engine.connect() as connection:
        assert connection.execute(text("SELECT was_fraude FROM zaak")).scalar_one()
    with psycopg.connect(url) as checked:
        assert list(check(checked)) == []
    engine.dispose()


def test_the_way_back_gives_the_lines_as_they_were_and_a_second_way_up_repeats_nothing(
    database_url: Callable[[str], str],
) -> None:
    url = database_url("leeg")
    config = config_for("toezicht", url)
    command.upgrade(config, "0003")
    engine = verbinding(url)
    with engine.begin() as connection:
        schrijf_oud(connection)
    command.upgrade(config, "head")
    command.downgrade(config, "0003")
    with engine.connect() as connection:
        assert oude_regels(connection) == OUD
    command.upgrade(config, "head")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM tijdlijn")).scalar_one() == len(OUD)
    engine.dispose()
