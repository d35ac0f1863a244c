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
from risb_kern.act import act_at

from toezicht.application.abonnementen import handelingen
from toezicht.application.abonnementen.ports import Bezorger
from toezicht.application.uow import Uow
from toezicht.domain.abonnementen.bezorging import Bezorgbeleid, Bezorging, Bezorgpoging, poging_van

POGINGEN = Counter("risb_webhook_pogingen", "Attempts to deliver by webhook", ["uitkomst"])
SIGNALEN_OPEN = Gauge("risb_signalen_open", "Active signals without a case or an outcome")
log = structlog.get_logger()
CHANNEL = "anomalie"
_SHORT = 0.05
_COUNT_SECONDS = 15.0
_FRESH_SECONDS = 60.0


class WebhookProcess:
    """Delivers what waits until told to stop; a database that is away is waited for."""

    def __init__(
        self, begin: Callable[[], Uow], bezorger: Bezorger, beleid: Bezorgbeleid, nu: Callable[[], dt.datetime]
    ) -> None:
        self._begin = begin
        self._bezorger = bezorger
        self._beleid = beleid
        self._nu = nu
        self._last_round = 0.0
        self._last_count = float("-inf")

    async def run(self, stop: asyncio.Event, database_url: str) -> None:
        """Work until `stop`, woken by NOTIFY and by the next attempt that is due."""

        async def session() -> None:
            async with listening(database_url, CHANNEL) as bell:
                await rounds(stop, self._turn, bell)

        await until_stopped(stop, session, "webhook_interrupted")

    async def _turn(self) -> float:
        pogingen = await self.round()
        await self._count()
        return 0 if pogingen else await self._until_next()

    async def _until_next(self) -> float:
        async with self._begin() as uow:
            due = await uow.bezorgingen.next_due()
        return LONG if due is None else min(LONG, max(_SHORT, (due - self._nu()).total_seconds()))

    async def round(self) -> list[Bezorgpoging]:
        """Try everything that is due, side by side; the attempts that were made."""
        # Claimed and committed before the calls: no transaction stays open while another server thinks.
        async with self._begin() as uow:
            nu = self._nu()
            bezorgingen = await uow.bezorgingen.take(nu, nu + self._beleid.claim, self._beleid.tegelijk)
            await uow.commit()
        return list(await asyncio.gather(*(self._deliver(one) for one in bezorgingen)))

    async def _deliver(self, bezorging: Bezorging) -> Bezorgpoging:
        started = self._nu()
        poging = poging_van(bezorging, await self._bezorger.deliver(bezorging), started)
        async with self._begin() as uow:
            await handelingen.poging_vastleggen(uow, act_at(self._nu()), poging, self._beleid)
            await uow.commit()
        _report(poging)
        return poging

    async def _count(self) -> None:
        self._last_round = time.monotonic()
        if self._last_round - self._last_count > _COUNT_SECONDS:
            async with self._begin() as uow:
                SIGNALEN_OPEN.set(await uow.signaalvragen.count_open())
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
        http_status=poging.http_status,
        fout=poging.fout,
    )


def webhook_process(process: WebhookProcess, database_url: str) -> tuple[Work, Checks]:
    """The process `webhook`: its work, and what makes it ready."""
    return lambda stop: process.run(stop, database_url), lambda: {"bezorging": process.ready()}
