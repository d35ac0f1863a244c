"""Events as a run would publish them, and every way in which Kafka may hand them over (R-11, R-12)."""

import datetime as dt
import importlib
import json
import random
import uuid
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from aiokafka import ConsumerRecord
from chassis.cli import DOCUMENT_SETTINGS
from risb_kern.events.wire import OutboxRow
from risb_schemas import data_folder, encode, from_json, load_catalog

from tests.builders.gebeurtenissen import koppen, record_van

AANBIEDERS = [f"4246{nummer:04d}" for nummer in range(8)]
GEMEENTEN = ("0307", "0308", "0313", "0327")
_NAMESPACE = uuid.UUID("0b0f7d7c-3c52-5d9e-9d53-7f3c0f8b8c11")
_BEGIN = dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)
_TECHNISCH = {"outbox", "gebeurtenis", "inbox", "idempotentie", "verwerkingslog", "alembic_version"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Feit:
    """One event, ready to be handed over; order counts among those with the same `rij`."""

    rij: tuple[str, bytes]
    record: "ConsumerRecord[bytes, bytes]"


def feiten(dienst: str, per_soort: int) -> list[Feit]:
    """The events that a service handles, in the order in which they happened: causes before what follows from them."""
    settings: Any = importlib.import_module(f"{dienst}.settings").Settings(**DOCUMENT_SETTINGS)
    handlers, _ = importlib.import_module(f"{dienst}.bootstrap").build_handlers(settings)
    return [_feit(naam, nummer) for nummer in range(per_soort) for naam in sorted(handlers, key=_einde_later)]


def _einde_later(naam: str) -> tuple[bool, str]:
    return "Beeindigd" in naam, naam


def _feit(naam: str, nummer: int) -> Feit:
    catalog = load_catalog()
    schema, topic = catalog.newest[naam], catalog.topic_of[naam]
    voorbeelden = sorted((data_folder() / "voorbeelden" / schema.service / naam).glob("*.json"))
    voorbeeld = json.loads(voorbeelden[nummer % len(voorbeelden)].read_text())
    data = from_json(schema.raw, voorbeeld)
    for veld in data:
        data[veld] = _eigen(veld, data[veld], nummer)
    sleutel = str(data.get(topic.key, nummer)).encode()
    rij = OutboxRow(
        id=uuid.uuid5(_NAMESPACE, f"{naam} {nummer}"),
        topic=topic.name,
        sleutel=sleutel,
        type=schema.type,
        inhoud=encode(schema, data),
        tijd=_BEGIN + dt.timedelta(minutes=nummer),
        traceparent=f"00-{'a' * 32}-{'b' * 16}-01",
    )
    return Feit(rij=(topic.name, sleutel), record=record_van(topic.name, sleutel, rij.inhoud, koppen(rij)))


def _eigen(veld: str, waarde: Any, nummer: int) -> Any:
    """Facts of their own per number; what belongs to one case has the same names in every event."""
    match veld:
        case "agb_code":
            return AANBIEDERS[nummer % len(AANBIEDERS)]
        case "gemeente":
            return GEMEENTEN[nummer % len(GEMEENTEN)]
        case "toewijzing_nummer":
            return 100 + nummer % len(AANBIEDERS)
        case "toegewezen_op":
            return waarde + dt.timedelta(minutes=nummer)
        case "van" | "geldig_van":
            return waarde + dt.timedelta(days=nummer)
        case "termijn":
            return nummer % 12 + 1
        case "perceel_code":
            return f"P{nummer}"
        case _ if veld.endswith("_cent") and isinstance(waarde, int):
            return waarde + nummer
        case _ if veld.endswith("_id") and isinstance(waarde, str) and _is_uuid(waarde):
            return str(uuid.uuid5(_NAMESPACE, f"{veld} {nummer}"))
        case _:
            return waarde


def _is_uuid(waarde: str) -> bool:
    try:
        uuid.UUID(waarde)
    except ValueError:
        return False
    return True


def door_elkaar(alle: Sequence[Feit], rng: random.Random) -> Iterator[Feit]:
    """Each event one to five times; within a key first comings keep their order, all else is any order, with delay."""
    rijen: dict[tuple[str, bytes], deque[Feit]] = defaultdict(deque)
    for feit in alle:
        rijen[feit.rij].append(feit)
    herhalen: list[Feit] = []
    # Some keys are held back until nearly everything else has come.
    laat = set(rng.sample(sorted(rijen), len(rijen) // 5))
    while rijen or herhalen:
        vroeg = [rij for rij in rijen if rij not in laat]
        if herhalen and (not rijen or rng.random() < 0.6):
            yield herhalen.pop(rng.randrange(len(herhalen)))
            continue
        rij = rng.choice(vroeg or list(rijen))
        feit = rijen[rij].popleft()
        if not rijen[rij]:
            del rijen[rij]
        herhalen += [feit] * rng.randrange(5)
        yield feit


def stand(url: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that is not technical, without numbers that say when a row came."""
    rang = "SELECT table_name, column_name FROM information_schema.columns WHERE is_identity = 'YES'"
    with psycopg.connect(url) as verbinding:
        rangnummers = verbinding.execute(rang).fetchall()
        tabellen = verbinding.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {
            tabel: [
                {kolom: waarde for kolom, waarde in rij.items() if (tabel, kolom) not in rangnummers}
                for (rij,) in verbinding.execute(f"SELECT to_jsonb(t) FROM {tabel} t".encode()).fetchall()
            ]
            for (tabel,) in sorted(tabellen)
            if tabel not in _TECHNISCH
        }


def toevallig(een: dict[str, list[dict[str, Any]]], ander: dict[str, list[dict[str, Any]]]) -> set[tuple[str, str]]:
    """Columns that differ between two runs with the same deliveries: own ids and moments, which say nothing."""
    gevonden = set()
    for tabel, rijen in een.items():
        for kolom in {kolom for rij in rijen for kolom in rij}:
            kolommen = [sorted(json.dumps(rij[kolom]) for rij in stand_[tabel]) for stand_ in (een, ander)]
            if kolommen[0] != kolommen[1]:
                gevonden.add((tabel, kolom))
    return gevonden


def zonder(stand_: dict[str, list[dict[str, Any]]], weg: set[tuple[str, str]]) -> dict[str, list[str]]:
    """The rows as texts in a fixed order, without those columns."""
    return {
        tabel: sorted(
            json.dumps({kolom: waarde for kolom, waarde in rij.items() if (tabel, kolom) not in weg}, sort_keys=True)
            for rij in rijen
        )
        for tabel, rijen in stand_.items()
    }
