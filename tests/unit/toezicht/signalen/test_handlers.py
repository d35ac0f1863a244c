"""What the consumer makes of the published examples, without a database."""

import json
import uuid
from collections.abc import Mapping
from typing import Any

import pytest
from chassis.events.wire import Envelope
from risb_kern.trace import tracing
from risb_schemas import data_folder, from_json, load_catalog
from toezicht.domain.signalen.signaal import signaal_id_dubbele_financiering
from toezicht.entrypoints.consumer import HANDLERS
from toezicht.entrypoints.handlers.signalen import anomalie_json

from tests.builders.toezicht import AGB, TRACE, een_anomalie
from tests.builders.toezichtzaken import NU, RECHTMATIGHEID
from tests.fakes.toezicht.uow import FakeUow


def envelope() -> Envelope:
    return Envelope(id=uuid.UUID(int=7), source="urn:proef", type="proef", time=NU, trace_id=TRACE)


def voorbeeld(gebeurtenis: str, **anders: Any) -> Mapping[str, Any]:
    schema = load_catalog().newest[gebeurtenis]
    example = json.loads((data_folder() / "voorbeelden" / schema.service / gebeurtenis / "volledig.json").read_text())
    record: Mapping[str, Any] = from_json(schema.raw, {**example, **anders})
    return record


@pytest.fixture
def uow() -> FakeUow:
    return FakeUow()


async def test_a_signal_has_the_status_that_the_anomaly_calls_stand(uow: FakeUow) -> None:
    record = een_anomalie(stand="vervallen")
    with tracing(TRACE):
        await HANDLERS["AnomalieGesignaleerd.v1"](uow, record, envelope())
    signaal = await uow.signalen.find(uuid.UUID(record["anomalie_id"]), RECHTMATIGHEID)
    assert signaal is not None
    assert (signaal.status, signaal.trace_id, signaal.bijgewerkt_op, signaal.agb_code) == ("vervallen", TRACE, NU, AGB)


def test_subscribers_read_the_anomaly_as_it_was_published() -> None:
    inhoud = anomalie_json(een_anomalie())
    assert (inhoud["stand"], inhoud["gesignaleerdOp"]) == ("actief", "2026-05-06T10:00:00Z")
    names = {field["name"] for field in load_catalog().newest["AnomalieGesignaleerd.v1"].raw["fields"]}
    assert {_snake(name) for name in inhoud} == names


def _snake(name: str) -> str:
    return "".join(f"_{one.lower()}" if one.isupper() else one for one in name)


async def test_double_funding_tells_its_facts(uow: FakeUow) -> None:
    record = voorbeeld("DubbeleFinancieringGesignaleerd.v1")
    await HANDLERS["DubbeleFinancieringGesignaleerd.v1"](uow, record, envelope())
    key = signaal_id_dubbele_financiering(record["aanvraag_id"], record["overeenkomst_id"])
    signaal = await uow.signalen.find(key, RECHTMATIGHEID)
    assert signaal is not None
    assert [one["naam"] for one in signaal.feiten] == [
        "subsidieaanvraag",
        "zorgovereenkomst",
        "gevraagd bedrag",
        "gemeente",
    ]
    assert (signaal.bedrag_cent, signaal.gebeurtenissen) == (record["gevraagd_cent"], [str(uuid.UUID(int=7))])


async def test_an_aanbieder_and_its_agreement_are_known(uow: FakeUow) -> None:
    for name in ("AanbiederGeregistreerd.v1", "OvereenkomstGesloten.v1"):
        await HANDLERS[name](uow, voorbeeld(name, agb_code=AGB), envelope())
    aanbieder = await uow.aanbieders.find(AGB)
    assert aanbieder is not None
    assert [one.agb_code for one in await uow.aanbieders.list_overeenkomsten(AGB)] == [AGB]


@pytest.mark.parametrize(("periode", "totalen"), [(202604, {AGB: 5}), (None, {})])
async def test_an_answered_file_counts_in_its_month(uow: FakeUow, periode: int | None, totalen: dict[str, int]) -> None:
    record = {**voorbeeld("DeclaratieBeantwoord.v1"), "agb_code": AGB, "declaratieperiode": periode}
    await HANDLERS["DeclaratieBeantwoord.v1"](uow, {**record, "toegekend_cent": 5}, envelope())
    assert await uow.aanbieders.sum_toegekend(202604) == totalen


async def test_a_gemeente_of_the_region_is_known(uow: FakeUow) -> None:
    record = voorbeeld("RegioDeelnameVastgelegd.v1")
    await HANDLERS["RegioDeelnameVastgelegd.v1"](uow, record, envelope())
    assert await uow.gemeenten.list() == {record["gemeente"]}
