"""Events of others: every published example, twice, in any order, and one that nobody can read."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chassis.events.consumer import Consumer
from declaraties.bootstrap import build_uow
from declaraties.entrypoints.consumer import HANDLERS
from risb_schemas import data_folder, from_json, load_catalog

from tests.builders.declaraties import Dienst, product, toewijzing
from tests.builders.gebeurtenissen import gebeurtenis, ondertekend, record_van, vertrouwen

TABELLEN = (
    "aanbieder",
    "toelating",
    "overeenkomst",
    "overeenkomst_einde",
    "prijs",
    "betaaltermijn",
    "regio_deelname",
    "maatregel",
    "maatregel_einde",
)


def voorbeelden() -> Iterator[tuple[str, Path]]:
    for pad in sorted((data_folder() / "voorbeelden").glob("*/*/*.json")):
        if pad.parent.name in HANDLERS:
            yield pad.parent.name, pad


def stand(dienst: Dienst) -> dict[str, list[Any]]:
    return {tabel: sorted(dienst.sql(f"SELECT t::text FROM {tabel} t")) for tabel in TABELLEN}


async def test_every_handled_event_has_an_example() -> None:
    assert {naam for naam, _ in voorbeelden()} == set(HANDLERS)


async def speel(dienst: Dienst, volgorde: list[tuple[str, Path]]) -> None:
    for naam, pad in volgorde:
        await dienst.meld(naam.removesuffix(".v1"), lees(naam, pad))


def lees(naam: str, pad: Path) -> dict[str, Any]:
    return dict(from_json(load_catalog().newest[naam], json.loads(pad.read_text())))


async def test_every_published_example_once_twice_and_shuffled_leaves_the_same(dienst: Dienst) -> None:
    alle = list(voorbeelden())
    # of two examples of one event only the last state counts, so their own order stays
    per_event = {naam: [een for een in alle if een[0] == naam] for naam, _ in alle}
    await speel(dienst, alle)
    eerste = stand(dienst)
    assert all(eerste.values())

    namen = list(per_event)
    for ronde in range(3):
        random.Random(ronde).shuffle(namen)
        await speel(dienst, [een for naam in namen for een in per_event[naam]])
        assert stand(dienst) == eerste


async def test_an_event_delivered_three_times_has_one_effect_and_a_poison_one_goes_to_the_dead_letters(
    dienst: Dienst,
) -> None:
    consumer = Consumer(
        "declaraties", HANDLERS, build_uow(dienst.settings, dienst.engine), trust=vertrouwen(), registry=None
    )
    naam, pad = next(een for een in voorbeelden() if een[0] == "RegioDeelnameVastgelegd.v1")
    record = gebeurtenis(naam, lees(naam, pad))
    onbekend = b"\xc3\x01onbekend schema"
    headers = ondertekend(record.topic, record.key, onbekend, record.headers)
    ander = record_van(record.topic, record.key, onbekend, headers, offset=7)
    goed = [await consumer.handle(record) for _ in range(3)]
    kapot = [await consumer.handle(ander) for _ in range(2)]

    assert goed == ["verwerkt", "dubbel", "dubbel"]
    assert kapot == ["dode_letter", "dode_letter"]
    assert dienst.sql("SELECT count(*) FROM outbox WHERE topic = 'declaraties-dlq'") == [(1,)]


async def test_a_toewijzing_before_everything_else_ends_up_the_same(dienst: Dienst) -> None:
    await dienst.neem_deel()
    await dienst.wijs_toe(toewijzing(product(101)))
    await dienst.grond(101)
    alle = [een for een in voorbeelden() if een[0] != "RegioDeelnameVastgelegd.v1"]

    for ronde in range(4):
        random.Random(ronde).shuffle(alle)
        await speel(dienst, alle)

    assert dienst.events("ToewijzingVastgelegd")[-1]["geldig"] is True
