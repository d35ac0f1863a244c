"""Documents in memory: the same promises as on PostgreSQL, without the walls."""

import hashlib
import uuid
from collections.abc import AsyncIterable, AsyncIterator, Sequence

from risb_kern.act import Handeling
from risb_zaak.document_ports import (
    Document,
    Documenten,
    Gelezen,
    Lezer,
    Opgeslagen,
    Scanstatus,
    Stuk,
    document_of,
    may_be_read,
)
from typing_extensions import override


class FakeDocumenten(Documenten):
    """`gelezen` holds who read what, in place of the processing log."""

    def __init__(self, scan: Scanstatus = Scanstatus.NIET_GESCAND) -> None:
        self._scan = scan
        self._kept: dict[uuid.UUID, tuple[Document, bytes]] = {}
        self.gelezen: list[tuple[bytes, str]] = []

    @override
    async def add(self, stuk: Stuk, inhoud: AsyncIterable[bytes], handeling: Handeling) -> Document:
        stuk.soort.check(stuk.lezers)
        data = b"".join([part async for part in inhoud])
        kept = Opgeslagen(
            object=uuid.uuid4().hex, sha256=hashlib.sha256(data).digest(), grootte=len(data), scan=self._scan
        )
        document = document_of(stuk, handeling, handeling.nieuw_id(), kept)
        self._kept[document.id] = (document, data)
        return document

    @override
    async def find(self, document_id: uuid.UUID) -> Document | None:
        found = self._kept.get(document_id)
        return found[0] if found else None

    @override
    async def list(self, zaak: str) -> Sequence[Document]:
        found = [one for one, _ in self._kept.values() if one.zaak == zaak]
        return sorted(found, key=lambda one: (one.op, one.id))

    @override
    async def read(self, document_id: uuid.UUID, lezer: Lezer, handeling: Handeling) -> Gelezen:
        document = may_be_read(await self.find(document_id), lezer)
        self.gelezen.append((document.betrokkene, handeling.door))
        return Gelezen(document, _parts(self._kept[document_id][1]))

    @override
    async def remove(self, document_id: uuid.UUID) -> None:
        self._kept.pop(document_id, None)


async def _parts(data: bytes) -> AsyncIterator[bytes]:
    yield data
