"""Documents on PostgreSQL with a folder: one transaction, a record of reading, damage noticed, orphans removed."""

import datetime as dt
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from chassis.db import SqlUnitOfWork, engine_for, register_tables
from risb_kern.clock import SystemClock
from risb_kern.errors import DomainError
from risb_kern.frames import DamagedError
from risb_zaak.document_ports import Document, Lezers, Scanner, Scanstatus, Stuk
from risb_zaak.documents.objects import objects_at
from risb_zaak.documents.scanner import ClamdScanner, NoScanner
from risb_zaak.documents.sql import Archief, SqlDocumenten, register_documents
from sqlalchemy import MetaData, text
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from tests.builders.documenten import ADVIES, SLEUTELS, alles, handeling, in_delen, lezer, stuk
from tests.fakes.clamd import VIRUS, clamd

MEGA = 1024 * 1024
STRAKS = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)


class Kast:
    """A service with documents."""

    def __init__(self, engine: AsyncEngine, folder: Path, scanner: Scanner | None = None) -> None:
        self._sessions = async_sessionmaker(engine)
        self._archief = Archief(
            objects=objects_at(folder.as_uri()),
            sleutels=SLEUTELS,
            scanner=scanner or NoScanner(),
            activiteit="urn:proef:documenten",
        )
        self.folder = folder

    def open(self) -> tuple[SqlUnitOfWork, SqlDocumenten]:
        uow = SqlUnitOfWork(self._sessions, SystemClock())
        return uow, SqlDocumenten(uow, self._archief)

    async def bewaar(self, data: bytes, wat: Stuk | None = None) -> Document:
        uow, documenten = self.open()
        async with uow:
            document = await documenten.add(wat or stuk(), in_delen(data), handeling())
            await uow.commit()
        return document

    async def lees(self, document: Document) -> bytes:
        uow, documenten = self.open()
        async with uow:
            gelezen = await documenten.read(document.id, lezer(), handeling("u-7"))
            await uow.commit()
        return await alles(gelezen.inhoud)

    def bestand(self, document: Document) -> Path:
        return self.folder / document.inhoud.object


@pytest.fixture
async def engine(database_url: Callable[[str], str]) -> AsyncIterator[AsyncEngine]:
    engine = engine_for(database_url("proef"))
    metadata = MetaData()
    register_tables(metadata)
    register_documents(metadata)
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    yield engine
    await engine.dispose()


@pytest.fixture
def kast(engine: AsyncEngine, tmp_path: Path) -> Kast:
    return Kast(engine, tmp_path / "stukken")


async def _log(engine: AsyncEngine) -> list[tuple[object, ...]]:
    async with engine.connect() as connection:
        rows = await connection.execute(text("SELECT activiteit, naam, betrokkene, gebruiker FROM verwerkingslog"))
        return [tuple(row) for row in rows]


async def test_reading_leaves_a_record_in_the_same_transaction(kast: Kast, engine: AsyncEngine) -> None:
    document = await kast.bewaar(b"inhoud")
    assert await _log(engine) == []

    assert await kast.lees(document) == b"inhoud"

    assert await _log(engine) == [("urn:proef:documenten", "lezen offerte", b"p" * 16, "u-7")]


async def test_who_is_no_reader_leaves_no_record(kast: Kast, engine: AsyncEngine) -> None:
    document = await kast.bewaar(b"inhoud")
    uow, documenten = kast.open()
    async with uow:
        with pytest.raises(DomainError):
            await documenten.read(document.id, lezer("u-9"), handeling("u-9"))
        await uow.commit()

    assert await _log(engine) == []


async def test_on_disk_stands_nothing_of_the_contents_or_the_name(kast: Kast) -> None:
    document = await kast.bewaar(b"geheime inhoud" * 1000)

    assert [one.name for one in kast.folder.iterdir()] == [document.inhoud.object]
    assert b"geheim" not in kast.bestand(document).read_bytes()
    assert document.id.hex not in document.inhoud.object


@pytest.mark.parametrize("size", [10, MEGA + 10])
async def test_damage_is_noticed(kast: Kast, size: int) -> None:
    document = await kast.bewaar(b"x" * size)
    data = kast.bestand(document).read_bytes()
    kast.bestand(document).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))

    with pytest.raises(DamagedError):
        await kast.lees(document)


async def test_contents_of_another_document_are_no_contents_of_this_one(kast: Kast) -> None:
    een, ander = await kast.bewaar(b"een"), await kast.bewaar(b"ander")
    kast.bestand(een).write_bytes(kast.bestand(ander).read_bytes())

    with pytest.raises(DamagedError):
        await kast.lees(een)


async def test_contents_that_are_gone_are_damage(kast: Kast) -> None:
    document = await kast.bewaar(b"inhoud")
    kast.bestand(document).unlink()

    with pytest.raises(DamagedError):
        await kast.lees(document)


async def test_what_is_infected_is_kept_and_not_given_away(engine: AsyncEngine, tmp_path: Path) -> None:
    async with clamd() as port:
        kast = Kast(engine, tmp_path / "s", ClamdScanner("127.0.0.1", port))
        schoon, besmet = await kast.bewaar(b"tekst"), await kast.bewaar(b"tekst" + VIRUS)

    assert (schoon.inhoud.scan, besmet.inhoud.scan) == (Scanstatus.SCHOON, Scanstatus.BESMET)
    assert await kast.lees(schoon) == b"tekst"
    with pytest.raises(DomainError, match="virus"):
        await kast.lees(besmet)


async def test_objects_without_a_row_are_removed_and_others_stay(kast: Kast) -> None:
    blijft, vergeten = await kast.bewaar(b"blijft"), await kast.bewaar(b"weg")
    uow, documenten = kast.open()
    async with uow:
        await documenten.add(stuk(), in_delen(b"nooit vastgelegd"), handeling())
    uow, documenten = kast.open()
    async with uow:
        await documenten.remove(vergeten.id)
        await uow.commit()

    uow, documenten = kast.open()
    async with uow:
        assert await documenten.remove_orphans(STRAKS - dt.timedelta(days=2)) == 0
        assert await documenten.remove_orphans(STRAKS) == 2

    assert [one.name for one in kast.folder.iterdir()] == [blijft.inhoud.object]
    assert await kast.lees(blijft) == b"blijft"


async def test_what_was_kept_long_enough_is_found(kast: Kast) -> None:
    document = await kast.bewaar(b"inhoud")
    uow, documenten = kast.open()
    async with uow:
        assert await documenten.expired(document.bewaren_tot) == []
        assert await documenten.expired(document.bewaren_tot + dt.timedelta(days=1)) == [document.id]


async def test_readers_that_do_not_fit_the_kind_leave_no_row_and_no_contents(kast: Kast, engine: AsyncEngine) -> None:
    with pytest.raises(DomainError) as geweigerd:
        await kast.bewaar(b"advies", stuk(ADVIES, lezers=Lezers(rollen=frozenset({"inkoper"}))))

    async with engine.connect() as connection:
        aantal = (await connection.execute(text("SELECT count(*) FROM document"))).scalar_one()
    assert (geweigerd.value.slug, aantal) == ("lezers-op-naam", 0)
    assert not kast.folder.exists() or not list(kast.folder.iterdir())
