"""The process that delivers anomalies to subscribers; several may run side by side."""

import asyncio
import datetime as dt
import time
import uuid
from collections import Counter as Tally
from collections.abc import Callable, Sequence

import structlog
from chassis.loop import LONG, Bell, listening, until_stopped
from chassis.observability import Checks
from chassis.process import Work
from prometheus_client import Counter, Gauge
from risb_kern.act import act_at

from toezicht.application.abonnementen import handelingen
from toezicht.application.abonnementen.ports import Bezorger
from toezicht.application.uow import Uow
from toezicht.domain.abonnementen.bezorging import SAMEN, Bezorgbeleid, Bezorging, Bezorgpoging, Bezorgstand, poging_van

POGINGEN = Counter("risb_webhook_pogingen", "Attempts to deliver by webhook", ["uitkomst"])
WACHTEND = Gauge("risb_webhook_wachtend", "Deliveries that wait", ["abonnement"])
OPGEGEVEN = Gauge("risb_webhook_opgegeven", "Deliveries that were given up", ["abonnement"])
ONDERBROKEN = Gauge("risb_webhook_onderbroken", "Subscribers that are left alone for a while", ["abonnement"])
SIGNALEN_OPEN = Gauge("risb_signalen_open", "Active signals without a case or an outcome")
log = structlog.get_logger()
CHANNEL = "anomalie"
# How many subscriptions have metrics of their own.
_NAMED = 200
_SHORT = 0.05
# What is due and has to wait for room is looked for again when a delivery ends, and else after this.
_FULL = 1.0
_COUNT_SECONDS = 15.0
_FRESH_SECONDS = 60.0


class WebhookProcess:
    """Delivers until told to stop, each subscriber at its own pace; a database that is away is waited for."""

    def __init__(
        self, begin: Callable[[], Uow], bezorger: Bezorger, beleid: Bezorgbeleid, nu: Callable[[], dt.datetime]
    ) -> None:
        self._begin = begin
        self._bezorger = bezorger
        self._beleid = beleid
        self._nu = nu
        self._busy: dict[asyncio.Task[Bezorgpoging], uuid.UUID] = {}
        self._last_look = 0.0
        self._last_count = float("-inf")

    async def run(self, stop: asyncio.Event, database_url: str) -> None:
        """Work until `stop`, woken by NOTIFY, by a delivery that ends and by the next attempt that is due."""

        async def session() -> None:
            async with listening(database_url, CHANNEL) as bell:
                while not stop.is_set():
                    await self._turn(stop, bell)

        try:
            await until_stopped(stop, session, "webhook_interrupted")
        finally:
            await asyncio.gather(*self._busy, return_exceptions=True)

    async def round(self) -> list[Bezorgpoging]:
        """Try everything that is due now and for which there is room, to its end; the attempts that were made."""
        await self._start()
        return list(await asyncio.gather(*self._busy))

    async def _turn(self, stop: asyncio.Event, bell: Bell) -> None:
        await self._start()
        if self._last_look - self._last_count > _COUNT_SECONDS:
            await self.count()
        ringing = asyncio.create_task(bell.wait(stop, await self._until_next()))
        try:
            await asyncio.wait({ringing, *self._busy}, return_when=asyncio.FIRST_COMPLETED)
            if ringing.done():
                ringing.result()
        finally:
            ringing.cancel()
            await asyncio.wait({ringing})
        for one in [task for task in self._busy if task.done()]:
            del self._busy[one]
            one.result()

    async def _start(self) -> None:
        """Claim what is due and begin; claims are committed before the calls, so that no transaction waits for them."""
        self._busy = {task: one for task, one in self._busy.items() if not task.done()}
        async with self._begin() as uow:
            nu = self._nu()
            taken = await uow.bezorgingen.take(nu, nu + self._beleid.claim, self._beleid.aandeel, self._held())
            await uow.commit()
        for one in taken:
            self._busy[asyncio.create_task(self._deliver(one))] = one.abonnement_id
        self._last_look = time.monotonic()

    def _held(self) -> dict[uuid.UUID, int]:
        return dict(Tally(self._busy.values()))

    async def _until_next(self) -> float:
        async with self._begin() as uow:
            due = await uow.bezorgingen.next_due(self._beleid.aandeel, self._held())
        least = _FULL if len(self._busy) >= SAMEN // 2 else _SHORT
        return LONG if due is None else min(LONG, max(least, (due - self._nu()).total_seconds()))

    async def _deliver(self, bezorging: Bezorging) -> Bezorgpoging:
        started = self._nu()
        poging = poging_van(bezorging, await self._bezorger.deliver(bezorging), started)
        async with self._begin() as uow:
            await handelingen.poging_vastleggen(uow, act_at(self._nu()), bezorging, poging, beleid=self._beleid)
            await uow.commit()
        _report(poging)
        return poging

    async def count(self) -> None:
        """Measure once."""
        async with self._begin() as uow:
            SIGNALEN_OPEN.set(await uow.signaalvragen.count_open())
            standen = await uow.abonnementvragen.list_standen(_NAMED)
        _show(standen, self._nu())
        self._last_count = self._last_look

    def ready(self) -> bool:
        """True when the queue was looked at not long ago."""
        return bool(self._last_look) and time.monotonic() - self._last_look < _FRESH_SECONDS


def _show(standen: Sequence[Bezorgstand], nu: dt.datetime) -> None:
    """Metrics of the subscriptions that run, and of no other any more."""
    for gauge in (WACHTEND, OPGEGEVEN, ONDERBROKEN):
        gauge.clear()
    for one in standen:
        name = str(one.abonnement_id)
        WACHTEND.labels(name).set(one.wachtend)
        OPGEGEVEN.labels(name).set(one.opgegeven)
        ONDERBROKEN.labels(name).set(one.rust_tot is not None and one.rust_tot > nu)


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
