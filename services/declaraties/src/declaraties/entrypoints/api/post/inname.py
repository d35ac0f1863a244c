"""From an upload that passed the door to a message in the queue: the same for a single message, a ZIP, an envelope."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self

import structlog
from fastapi import HTTPException, Request
from risb_api.identity import Wie
from risb_kern.trace import current_trace_id

from declaraties.application.post.bericht_ontvangen import neem_bericht_aan
from declaraties.application.post.lezen import Zicht
from declaraties.application.post.poorten import Ontvangst
from declaraties.domain.post.bestand import Berichtkop, Bestand, Bron
from declaraties.entrypoints import metrieken
from declaraties.entrypoints.api.post.modellen import BerichtModel
from declaraties.entrypoints.api.post.upload import Ontvanger, Upload
from declaraties.entrypoints.api.toegang import controleer_afzender

log = structlog.get_logger()
_GEEN_OPSLAG = "Wij kunnen het bericht nu niet bewaren. Er is niets opgeslagen; probeer het over een minuut opnieuw."
Bijschrijven = Callable[[Any, Bestand], Awaitable[None]]


class Inname:
    """One message on its way in; on leaving the context nothing stays behind that was not written down."""

    def __init__(self, request: Request, wie: Wie) -> None:
        self._toestand = request.app.state
        self._wie = wie
        self._upload: Upload = self._toestand.opslag.nieuw()
        self._vastgelegd = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._vastgelegd:
            self._upload.gooi_weg()

    def ontvanger(self) -> Ontvanger:
        """What takes the bytes: only of messages that the caller may send."""
        deur = self._toestand.deur
        return Ontvanger(self._upload, deur, lambda kop: controleer_afzender(kop, self._wie))

    async def leg_vast(self, kop: Berichtkop, bijschrijven: Bijschrijven | None = None) -> BerichtModel:
        """Write the message down, once however often it is sent; `bijschrijven` joins the same transaction."""
        klok = self._toestand.clock
        await asyncio.to_thread(self._upload.bewaar)
        async with self._toestand.uow() as uow:
            ontvangst = ontvangst_van(self._upload, kop, Bron.XML, wie=self._wie, nu=klok.nu())
            bestand, nieuw = await neem_bericht_aan(uow, ontvangst, vandaag=klok.vandaag())
            if bijschrijven is not None:
                await bijschrijven(uow, bestand)
            bericht = await uow.lezen.bericht(Zicht(alles=True), bestand.id)
            # from here on the row may exist, also when the answer to the commit is lost
            self._vastgelegd = nieuw
            await uow.commit()
        if nieuw:
            metrieken.ONTVANGEN.labels(kop.wet.value, kop.soort.value).inc()
        return BerichtModel.van(bericht)


def ontvangst_van(upload: Upload, kop: Berichtkop, bron: Bron, *, wie: Wie, nu: dt.datetime) -> Ontvangst:
    """What is written down of a message whose bytes are kept."""
    return Ontvangst(
        kop=kop,
        bron=bron,
        sha256=upload.sha256,
        grootte=upload.grootte,
        opslag=upload.naam,
        ingediend_door=wie.sub,
        trace_id=current_trace_id(),
        ontvangen_op=nu,
    )


@contextmanager
def opslagbewaking() -> Iterator[None]:
    """503 when the storage of messages is away or full; nothing has been kept then."""
    try:
        yield
    except OSError as fout:
        log.exception("storage_failed")
        raise HTTPException(503, _GEEN_OPSLAG, headers={"Retry-After": "60"}) from fout
