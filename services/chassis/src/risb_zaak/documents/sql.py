"""Documents on PostgreSQL and an object store: encrypted contents first, the row with the transaction."""

import dataclasses
import datetime as dt
import hashlib
import hmac
import uuid
from collections.abc import AsyncIterable, AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from chassis.db import SqlUnitOfWork
from chassis.processing_log import log_processing
from risb_kern.act import Handeling
from risb_kern.frames import DamagedError, Opener, Sealer
from typing_extensions import override

from risb_zaak.document_ports import (
    Document,
    Documenten,
    Gelezen,
    Lezer,
    Lezers,
    Opgeslagen,
    Scanner,
    Scanstatus,
    Stuk,
    document_of,
    may_be_read,
)
from risb_zaak.documents.objects import Objects

_TEXTS = ("zaak", "soort", "doel", "bewaarklasse", "naam", "mediatype", "sleutel", "scan", "door")


def register_documents(metadata: sa.MetaData) -> sa.Table:
    """Add the table to a service's metadata; its migration calls `document_tables_v1`."""
    return sa.Table(
        "document",
        metadata,
        sa.Column("id", sa.Uuid, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in _TEXTS),
        *(sa.Column(name, sa.LargeBinary, nullable=False) for name in ("betrokkene", "sha256")),
        *(sa.Column(name, sa.ARRAY(sa.Text), nullable=False) for name in ("rollen", "personen")),
        sa.Column("bewaren_tot", sa.Date, nullable=False),
        sa.Column("object", sa.Text, nullable=False, unique=True),
        sa.Column("grootte", sa.BigInteger, nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Index("ix_document_zaak", "zaak"),
        sa.Index("ix_document_bewaren_tot", "bewaren_tot"),
    )


_DOCUMENT = register_documents(sa.MetaData())


@dataclass(frozen=True, slots=True, kw_only=True)
class Archief:
    """Where contents go and how they are locked: `sleutels` per name, each document with a key of its own from it.

    `activiteit` is the URI of reading documents in the register of processing (AVG art. 30).
    """

    objects: Objects
    sleutels: Mapping[str, bytes]
    scanner: Scanner
    activiteit: str

    def key(self, document_id: uuid.UUID, sleutel: str) -> bytes:
        """The document's own key: contents that are put under another name cannot be opened."""
        return hmac.digest(self.sleutels[sleutel], b"risb:document:" + document_id.bytes, hashlib.sha256)

    async def store(self, document_id: uuid.UUID, sleutel: str, inhoud: AsyncIterable[bytes]) -> Opgeslagen:
        """Past the scanner and through the sealer into the store, part by part."""
        name, sealer = uuid.uuid4().hex, Sealer(self.key(document_id, sleutel))
        async with self.scanner.open() as scan:

            async def sealed() -> AsyncIterator[bytes]:
                async for part in inhoud:
                    await scan.feed(part)
                    for frame in sealer.feed(part):
                        yield frame
                yield sealer.last()

            await self.objects.put(name, sealed())
            return Opgeslagen(object=name, sha256=sealer.sha256, grootte=sealer.size, scan=await scan.verdict())

    async def open(self, document: Document) -> AsyncIterator[bytes]:
        """The contents in parts of at most 1 MiB; DamagedError when they are not what was kept."""
        opener, found = Opener(self.key(document.id, document.sleutel)), hashlib.sha256()
        try:
            async for sealed in self.objects.get(document.inhoud.object):
                for part in opener.feed(sealed):
                    found.update(part)
                    yield part
        except FileNotFoundError as error:
            raise DamagedError(str(document.id)) from error
        rest = opener.last()
        found.update(rest)
        if found.digest() != document.inhoud.sha256:
            raise DamagedError(str(document.id))
        yield rest


class SqlDocumenten(Documenten):
    """Works in the transaction of the unit of work."""

    def __init__(self, uow: SqlUnitOfWork, archief: Archief) -> None:
        self._uow = uow
        self._archief = archief

    @override
    async def add(self, stuk: Stuk, inhoud: AsyncIterable[bytes], handeling: Handeling) -> Document:
        stuk.soort.check(stuk.lezers)
        document_id = handeling.nieuw_id()
        kept = await self._archief.store(document_id, stuk.soort.sleutel, inhoud)
        document = document_of(stuk, handeling, document_id, kept)
        await self._uow.session.execute(sa.insert(_DOCUMENT).values(_row_of(document)))
        return document

    @override
    async def find(self, document_id: uuid.UUID) -> Document | None:
        found = await self._uow.session.execute(sa.select(_DOCUMENT).where(_DOCUMENT.c.id == document_id))
        row = found.first()
        return None if row is None else _from_row(row)

    @override
    async def list(self, zaak: str) -> Sequence[Document]:
        query = sa.select(_DOCUMENT).where(_DOCUMENT.c.zaak == zaak).order_by(_DOCUMENT.c.op, _DOCUMENT.c.id)
        return [_from_row(row) for row in await self._uow.session.execute(query)]

    @override
    async def read(self, document_id: uuid.UUID, lezer: Lezer, handeling: Handeling) -> Gelezen:
        document = may_be_read(await self.find(document_id), lezer)
        inhoud = await _begun(self._archief.open(document))
        await log_processing(
            self._uow,
            self._archief.activiteit,
            f"lezen {document.soort}",
            betrokkenen=[document.betrokkene],
            gebruiker=handeling.door,
            begin=handeling.op,
        )
        return Gelezen(document, inhoud)

    @override
    async def remove(self, document_id: uuid.UUID) -> None:
        await self._uow.session.execute(sa.delete(_DOCUMENT).where(_DOCUMENT.c.id == document_id))

    async def expired(self, dag: dt.date) -> Sequence[uuid.UUID]:
        """Documents whose last day of keeping lies before `dag`."""
        query = sa.select(_DOCUMENT.c.id).where(_DOCUMENT.c.bewaren_tot < dag)
        return list((await self._uow.session.execute(query)).scalars())

    async def remove_orphans(self, before: dt.datetime) -> int:
        """Remove objects without a row, of transactions that never were and of documents that are forgotten.

        `before` lies a day back or more, since an object is there before its row is.
        """
        removed = 0
        async for names in self._archief.objects.names(before):
            query = sa.select(_DOCUMENT.c.object).where(_DOCUMENT.c.object.in_(names))
            orphans = sorted(set(names) - set((await self._uow.session.execute(query)).scalars()))
            await self._archief.objects.remove(orphans)
            removed += len(orphans)
        return removed


def _row_of(document: Document) -> dict[str, object]:
    fields = {one.name: getattr(document, one.name) for one in dataclasses.fields(document)}
    lezers, inhoud = fields.pop("lezers"), fields.pop("inhoud")
    return {
        **fields,
        **dataclasses.asdict(inhoud),
        "rollen": sorted(lezers.rollen),
        "personen": sorted(lezers.personen),
    }


def _from_row(row: sa.Row[Any]) -> Document:
    values = row._asdict()
    rollen, personen = frozenset(values.pop("rollen")), frozenset(values.pop("personen"))
    inhoud = {name: values.pop(name) for name in ("object", "sha256", "grootte")}
    scan = Scanstatus(values.pop("scan"))
    return Document(**values, lezers=Lezers(rollen=rollen, personen=personen), inhoud=Opgeslagen(**inhoud, scan=scan))


async def _begun(inhoud: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same contents, of which the first part has been read already."""
    first = await anext(inhoud)

    async def whole() -> AsyncIterator[bytes]:
        yield first
        async for part in inhoud:
            yield part

    return whole()
