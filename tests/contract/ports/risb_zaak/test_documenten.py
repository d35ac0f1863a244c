"""What the port of documents promises, kept by the fake and by PostgreSQL with a store."""

import datetime as dt
import hashlib
import uuid
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from chassis.db import SqlUnitOfWork, engine_for, register_tables
from risb_kern.clock import SystemClock
from risb_kern.errors import DomainError
from risb_zaak.document_ports import Documenten, Lezer, Lezers, Scanstatus
from risb_zaak.documents.objects import objects_at
from risb_zaak.documents.scanner import NoScanner
from risb_zaak.documents.sql import Archief, SqlDocumenten, register_documents
from sqlalchemy import MetaData
from sqlalchemy.ext.asyncio import async_sessionmaker

from tests.builders.documenten import ADVIES, NU, OFFERTE, SLEUTELS, alles, handeling, in_delen, lezer, stuk
from tests.fakes.documenten import FakeDocumenten

pytestmark = pytest.mark.integratie
INHOUD = bytes(range(251)) * 10_000


@pytest.fixture(params=["fake", "sql"])
async def documenten(
    request: pytest.FixtureRequest, database_url: Callable[[str], str], tmp_path: Path
) -> AsyncIterator[Documenten]:
    if request.param == "fake":
        yield FakeDocumenten()
        return
    engine = engine_for(database_url("proef"))
    metadata = MetaData()
    register_tables(metadata)
    register_documents(metadata)
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    archief = Archief(
        objects=objects_at(tmp_path.as_uri()), sleutels=SLEUTELS, scanner=NoScanner(), activiteit="urn:proef"
    )
    async with SqlUnitOfWork(async_sessionmaker(engine), SystemClock()) as uow:
        yield SqlDocumenten(uow, archief)
    await engine.dispose()


async def test_what_is_kept_is_described_and_read_as_it_was(documenten: Documenten) -> None:
    bewaard = await documenten.add(stuk(), in_delen(INHOUD), handeling())

    gelezen = await documenten.read(bewaard.id, lezer(), handeling())

    assert await alles(gelezen.inhoud) == INHOUD
    assert await documenten.find(bewaard.id) == gelezen.document == bewaard
    assert (bewaard.inhoud.sha256, bewaard.inhoud.grootte) == (hashlib.sha256(INHOUD).digest(), len(INHOUD))
    assert (bewaard.doel, bewaard.bewaarklasse, bewaard.bewaren_tot) == ("beoordelen", "kort", dt.date(2033, 3, 2))
    assert (bewaard.door, bewaard.op) == ("u-1", NU)


async def test_nobody_calls_clean_what_was_not_scanned(documenten: Documenten) -> None:
    bewaard = await documenten.add(stuk(), in_delen(b"x"), handeling())

    assert bewaard.inhoud.scan is Scanstatus.NIET_GESCAND


@pytest.mark.parametrize("wie", [lezer("u-1"), lezer("u-9", "inkoper"), lezer("u-9", "ander", "inkoper")])
async def test_persons_and_roles_that_are_named_may_read(documenten: Documenten, wie: Lezer) -> None:
    bewaard = await documenten.add(stuk(), in_delen(b"x"), handeling())

    gelezen = await documenten.read(bewaard.id, wie, handeling())

    assert await alles(gelezen.inhoud) == b"x"


async def test_who_is_no_reader_hears_the_same_as_about_what_is_not_there(documenten: Documenten) -> None:
    bewaard = await documenten.add(stuk(), in_delen(b"x"), handeling())

    with pytest.raises(DomainError) as geweigerd:
        await documenten.read(bewaard.id, lezer("u-9", "ander"), handeling())
    with pytest.raises(DomainError) as ontbreekt:
        await documenten.read(uuid.uuid4(), lezer(), handeling())

    assert (geweigerd.value.slug, geweigerd.value.melding) == (ontbreekt.value.slug, ontbreekt.value.melding)


@pytest.mark.parametrize(
    "lezers",
    [
        Lezers(personen=frozenset({"a"})),
        Lezers(personen=frozenset({"a", "b", "c"})),
        Lezers(personen=frozenset({"a", "b"}), rollen=frozenset({"inkoper"})),
        Lezers(rollen=frozenset({"inkoper"})),
    ],
)
async def test_a_kind_with_readers_by_name_takes_exactly_so_many(documenten: Documenten, lezers: Lezers) -> None:
    with pytest.raises(DomainError, match="precies 2 personen"):
        await documenten.add(stuk(ADVIES, lezers=lezers), in_delen(b"x"), handeling())


async def test_two_named_readers_read_advice_under_its_own_key(documenten: Documenten) -> None:
    lezers = Lezers(personen=frozenset({"a", "b"}))
    bewaard = await documenten.add(stuk(ADVIES, lezers=lezers), in_delen(b"geheim"), handeling())

    assert bewaard.sleutel == "bibob"
    assert await alles((await documenten.read(bewaard.id, lezer("b"), handeling("b"))).inhoud) == b"geheim"
    with pytest.raises(DomainError):
        await documenten.read(bewaard.id, lezer("u-1", "inkoper"), handeling())


async def test_a_case_lists_its_own_documents_oldest_first(documenten: Documenten) -> None:
    later = await documenten.add(stuk(), in_delen(b"b"), handeling(op=NU + dt.timedelta(hours=1)))
    eerst = await documenten.add(stuk(), in_delen(b"a"), handeling())
    await documenten.add(stuk(zaak="zaak-2"), in_delen(b"c"), handeling())

    assert await documenten.list("zaak-1") == [eerst, later]


async def test_what_is_removed_is_gone(documenten: Documenten) -> None:
    bewaard = await documenten.add(stuk(), in_delen(b"x"), handeling())

    await documenten.remove(bewaard.id)
    await documenten.remove(bewaard.id)

    assert await documenten.find(bewaard.id) is None
    assert await documenten.list("zaak-1") == []


@pytest.mark.parametrize(
    ("dag", "tot"),
    [
        (dt.date(2025, 12, 31), dt.date(2030, 12, 31)),
        (dt.date(2026, 1, 1), dt.date(2033, 1, 1)),
        (dt.date(2028, 2, 29), dt.date(2035, 2, 28)),
    ],
)
def test_the_term_of_the_day_of_keeping_counts(dag: dt.date, tot: dt.date) -> None:
    assert OFFERTE.klasse.tot(dag) == tot
