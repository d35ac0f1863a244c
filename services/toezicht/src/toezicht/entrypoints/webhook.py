"""The process that delivers anomalies to subscribers; several may run side by side."""

import asyncio
import datetime as dt
import time
from collections.abc import Callable

import structlog
from chassis.loop import LONG, listening, rounds, until_stopped
from chassis.observability import Checks
from chassis.process import Work
from prometheus_client import Counter, Gauge

from toezicht.application.abonnementen.bezorgen import Bezorgbeleid, Bezorger, poging_van, vervolg
from toezicht.application.uow import Uow
from toezicht.domain.abonnementen.abonnement import Bezorging, Bezorgpoging

POGINGEN = Counter("risb_webhook_pogingen", "Attempts to deliver by webhook", ["uitkomst"])
SIGNALEN_OPEN = Gauge("risb_signalen_open", "Active signals without a case or an outcome")
log = structlog.get_logger()
KANAAL = "anomalie"
_SHORT = 0.05
_COUNT_SECONDS = 15.0
_FRESH_SECONDS = 60.0
Openen = Callable[[], Uow]
Nu = Callable[[], dt.datetime]


class WebhookProces:
    """Delivers what waits until told to stop; a database that is away is waited for."""

    def __init__(self, openen: Openen, bezorger: Bezorger, beleid: Bezorgbeleid, nu: Nu) -> None:
        self._openen = openen
        self._bezorger = bezorger
        self._beleid = beleid
        self._nu = nu
        self._last_round = 0.0
        self._last_count = float("-inf")

    async def run(self, stop: asyncio.Event, database_url: str) -> None:
        """Work until `stop`, woken by NOTIFY and by the next attempt that is due."""

        async def session() -> None:
            async with listening(database_url, KANAAL) as bell:
                await rounds(stop, self._round, bell)

        await until_stopped(stop, session, "webhook_interrupted")

    async def _round(self) -> float:
        pogingen = await self.ronde()
        await self._count()
        return 0 if pogingen else await self._until_next()

    async def _until_next(self) -> float:
        async with self._openen() as uow:
            due = await uow.wachtrij.next_due()
        return LONG if due is None else min(LONG, max(_SHORT, (due - self._nu()).total_seconds()))

    async def ronde(self) -> list[Bezorgpoging]:
        """Try everything that is due, side by side; the attempts that were made."""
        # Claimed and committed before the calls: no transaction stays open while another server thinks.
        async with self._openen() as uow:
            nu = self._nu()
            bezorgingen = await uow.wachtrij.pak(nu, nu + self._beleid.claim, self._beleid.tegelijk)
            await uow.commit()
        return list(await asyncio.gather(*(self._bezorg(one) for one in bezorgingen)))

    async def _bezorg(self, bezorging: Bezorging) -> Bezorgpoging:
        begin = self._nu()
        poging = poging_van(bezorging, await self._bezorger.bezorg(bezorging), begin)
        async with self._openen() as uow:
            await uow.wachtrij.noteer(poging, *vervolg(poging, self._beleid, self._nu()))
            await uow.commit()
        _report(poging)
        return poging

    async def _count(self) -> None:
        self._last_round = time.monotonic()
        if self._last_round - self._last_count > _COUNT_SECONDS:
            async with self._openen() as uow:
                SIGNALEN_OPEN.set(await uow.signalen.aantal_open())
            self._last_count = self._last_round

    def ready(self) -> bool:
        """True when the database answered not long ago."""
        return bool(self._last_round) and time.monotonic() - self._last_round < _FRESH_SECONDS


def _report(poging: Bezorgpoging) -> None:
    POGINGEN.labels("bezorgd" if poging.gelukt else "mislukt").inc()
    log.info(
        "webhook_attempt",
        bezorging_id=str(poging.bezorging_id),
        nummer=poging.nummer,
        gelukt=poging.gelukt,
        status=poging.status,
        fout=poging.fout,
    )


def webhook_process(proces: WebhookProces, database_url: str) -> tuple[Work, Checks]:
    """The process `webhook`: its work, and what makes it ready."""
    return lambda stop: proces.run(stop, database_url), lambda: {"database": proces.ready()}
