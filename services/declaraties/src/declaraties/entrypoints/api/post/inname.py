"""From an upload that passed the door to a message in the queue: the same for a single message, a ZIP, an envelope."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

import structlog
from fastapi import HTTPException
from risb_api.identity import Wie
from risb_api.writes import committed
from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_kern.lists import Bereik
from risb_kern.trace import current_trace_id

from declaraties.application.post import handelingen
from declaraties.application.post.ports import Ontvangst
from declaraties.application.post.queries import Berichtlezing, just_received
from declaraties.application.uow import Uow
from declaraties.domain.post.bestand import Berichtkop, Bestand, Bron
from declaraties.entrypoints import counters
from declaraties.entrypoints.api.doors import Store, Upload
from declaraties.entrypoints.api.edge import DeclaratiesEdge
from declaraties.entrypoints.api.post.berichten_models import BerichtUit
from declaraties.entrypoints.api.post.upload import Ontvanger
from declaraties.entrypoints.api.toegang import check_sender

log = structlog.get_logger()
_GEEN_OPSLAG = "Wij kunnen het bericht nu niet bewaren. Er is niets opgeslagen; probeer het over een minuut opnieuw."


class Uploads:
    """Bytes of one transaction; on leaving the context nothing stays behind that was not written down."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._loose: list[Upload] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for upload in self._loose:
            upload.drop()

    def new(self) -> Upload:
        """An upload that is dropped unless it is recorded."""
        upload = self._store.new()
        self._loose.append(upload)
        return upload

    def kept(self, data: bytes) -> Upload:
        """An upload with these bytes, durable."""
        upload = self.new()
        upload.write(data)
        upload.keep()
        return upload

    def recorded(self) -> None:
        """From here on rows may point to the bytes, also when the answer to the commit is lost."""
        self._loose = []


class Inname:
    """One message on its way in."""

    def __init__(self, edge: DeclaratiesEdge, wie: Wie) -> None:
        self._edge = edge
        self._wie = wie
        self._uploads = Uploads(edge.store)
        self._upload = self._uploads.new()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._uploads.__exit__(*error)

    def ontvanger(self) -> Ontvanger:
        """What takes the bytes: only of messages that the caller may send."""
        return Ontvanger(self._upload, self._edge.deur, lambda kop: check_sender(kop, self._wie))

    async def record(self, kop: Berichtkop, envelop: handelingen.Envelopkenmerk | None = None) -> BerichtUit:
        """Write the message down, once however often it is sent, with the envelope that it came in."""
        await asyncio.to_thread(self._upload.keep)
        handeling = self._edge.handeling(self._wie)
        ontvangst = ontvangst_van(self._upload, kop, Bron.XML, handeling=handeling)

        async def work(uow: Uow) -> tuple[BerichtUit, bool]:
            if envelop is None:
                bestand, nieuw = await handelingen.bericht_indienen(uow, handeling, ontvangst)
            else:
                bestand, nieuw = await handelingen.envelop_indienen(uow, handeling, ontvangst, envelop)
            model = BerichtUit.van(just_received(bestand, ontvangst) if nieuw else await read_back(uow, bestand))
            if nieuw:
                self._uploads.recorded()
            return model, nieuw

        model, nieuw = await committed(self._edge, work)
        if nieuw:
            count_in(kop)
        return model


async def read_back(uow: Uow, bestand: Bestand) -> Berichtlezing:
    """The message as it reads now."""
    lezing = await uow.berichtvragen.find(Bereik(alles=True), bestand.id)
    if lezing is None:
        raise not_found("Het bericht")
    return lezing


def count_in(kop: Berichtkop) -> None:
    """A message was taken in."""
    counters.ONTVANGEN.labels(kop.wet.value, kop.soort.value).inc()


def ontvangst_van(upload: Upload, kop: Berichtkop, bron: Bron, *, handeling: Handeling) -> Ontvangst:
    """What is written down of a message whose bytes are kept."""
    return Ontvangst(
        kop=kop,
        bron=bron,
        sha256=upload.sha256,
        grootte=upload.grootte,
        opslag=upload.naam,
        ingediend_door=handeling.door,
        trace_id=current_trace_id(),
        ontvangen_op=handeling.op,
    )


@contextmanager
def opslagbewaking() -> Iterator[None]:
    """503 when the storage of messages is away or full; nothing has been kept then."""
    try:
        yield
    except OSError as fout:
        log.exception("storage_failed")
        raise HTTPException(503, _GEEN_OPSLAG, headers={"Retry-After": "60"}) from fout
