"""Every published example of every event that toezicht consumes, and twice."""

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from risb_schemas import data_folder, from_json, load_catalog
from sqlalchemy import create_engine, text
from toezicht.entrypoints.consumer import HANDLERS

from tests.builders.diensten import Aanroeper
from tests.builders.toezicht import AGB, TRACE, aanbieder, bericht, een_anomalie

from .conftest import Ontvang

pytestmark = pytest.mark.integratie
VOORBEELDEN = sorted(
    path for path in (data_folder() / "voorbeelden").glob("*/*/*.json") if path.parent.name in HANDLERS
)


def rijen(dienst: Aanroeper, tabel: str) -> int:
    url = dienst.settings.database_url.get_secret_value().replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url)
    with engine.connect() as connection:
        aantal = connection.execute(text(f"SELECT count(*) FROM {tabel}")).scalar_one()
    engine.dispose()
    return int(aantal)


def voorbeeld(path: Path) -> tuple[str, dict[str, Any]]:
    schema = load_catalog().newest[path.parent.name]
    return schema.name, from_json(schema.raw, json.loads(path.read_text(encoding="utf-8")))


def test_there_is_an_example_of_every_consumed_event() -> None:
    assert {path.parent.name for path in VOORBEELDEN} == HANDLERS.keys()


@pytest.mark.parametrize("path", VOORBEELDEN, ids=lambda path: f"{path.parent.name}-{path.stem}")
async def test_every_published_example_has_its_effect_once(path: Path, ontvang: Ontvang) -> None:
    naam, record = voorbeeld(path)
    een = bericht(naam, record)
    assert [await ontvang(een), await ontvang(een)] == ["verwerkt", "dubbel"]
    opnieuw = bericht(naam, record, event_id=uuid.uuid4())
    assert await ontvang(opnieuw) == "verwerkt"


async def test_an_anomaly_told_twice_is_one_signal(dienst: Aanroeper, ontvang: Ontvang) -> None:
    een = een_anomalie()
    await ontvang(bericht("AnomalieGesignaleerd", een))
    await ontvang(bericht("AnomalieGesignaleerd", {**een, "bedrag_cent": 1}, trace_id="b" * 32))
    assert (rijen(dienst, "signaal"), rijen(dienst, "anomaliebericht")) == (1, 2)
    headers = dienst.als("toezichthouder-rechtmatigheid")
    signaal = (await dienst.client.get(f"/v1/signalen/{een['anomalie_id']}", headers=headers)).json()
    assert (signaal["bedragCent"], signaal["correlatieId"]) == (1, TRACE)


async def test_an_older_statement_does_not_overwrite_a_newer_one(dienst: Aanroeper, ontvang: Ontvang) -> None:
    nieuw, oud = (bericht("AanbiederGeregistreerd", aanbieder(uren=uren)) for uren in (900, 100))
    oud.headers[:] = [(n, b"2026-01-01T00:00:00Z" if n == "ce_time" else v) for n, v in oud.headers]
    await ontvang(nieuw)
    await ontvang(oud)
    een = een_anomalie()
    await ontvang(bericht("AnomalieGesignaleerd", een))
    headers = dienst.als("toezichthouder-rechtmatigheid")
    signaal = (await dienst.client.get(f"/v1/signalen/{een['anomalie_id']}", headers=headers)).json()
    assert (signaal["aanbieder"]["agbCode"], signaal["aanbieder"]["capaciteitUrenPerMaand"]) == (AGB, 900)
