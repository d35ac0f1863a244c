"""Settles after the answer, part by part, beside the messages and under the same lock per aanbieder and wet."""

import asyncio
import time
from collections.abc import Callable

import structlog
from chassis.loop import LONG, listening, rounds, until_stopped
from risb_kern.act import act_of
from risb_kern.clock import Clock
from risb_kern.events.trouble import database_is_away
from risb_kern.trace import tracing

from declaraties.application.uow import Uow
from declaraties.application.verrekenen.verrekening_berekenen import Verrekenregels, verrekening_berekenen
from declaraties.entrypoints import counters

log = structlog.get_logger()
KANAAL = "verrekentaak"
_BEZET_SECONDEN = 1.0
_RUST_SECONDEN = 60.0


class Verrekenaar:
    """Takes the oldest task that nobody works on and settles one part of it."""

    def __init__(self, uow: Callable[[], Uow], keuzes: Verrekenregels, clock: Clock) -> None:
        self._uow = uow
        self._keuzes = keuzes
        self._clock = clock
        # Tasks that went wrong, with the moment from which they may be tried again.
        self._resting: dict[int, float] = {}
        self._open = False

    async def run(self, stop: asyncio.Event, database_url: str) -> None:
        """Work until `stop`, woken by NOTIFY; a database that is away is waited for."""

        async def session() -> None:
            async with listening(database_url, KANAAL) as bell:
                await rounds(stop, self._round, bell)

        await until_stopped(stop, session, "settlement_interrupted")

    async def _round(self) -> float:
        if await self.settle_one():
            return 0
        # What is left rests after an error, or belongs to somebody who does not ring when done.
        return _BEZET_SECONDEN if self._open else LONG

    async def settle_one(self) -> bool:
        """One part in one transaction, so that messages of the aanbieder get their turn between; False when idle.

        A task that goes wrong is set aside for a minute and holds nothing else up.
        """
        async with self._uow() as uow:
            taken = await uow.verrekentaken.list_open()
        self._open = bool(taken)
        nu = time.monotonic()
        for volgnummer in taken:
            if self._resting.get(volgnummer, nu) <= nu and await self._try(volgnummer):
                return True
        return False

    async def _try(self, volgnummer: int) -> bool:
        try:
            done = await self._settle(volgnummer)
        except Exception as fout:
            # Whatever else it is, the other tasks go on.
            if database_is_away(fout):
                raise
            self._resting[volgnummer] = time.monotonic() + _RUST_SECONDEN
            # the type only: the text of an error may repeat personal data
            log.error("settlement_failed", task=volgnummer, error=type(fout).__name__)  # noqa: TRY400 -- a trace may hold personal data
            done = False
        else:
            self._resting.pop(volgnummer, None)
        counters.VERREKENEN_MISLUKT.set(len(self._resting))
        return done

    async def _settle(self, volgnummer: int) -> bool:
        async with self._uow() as uow:
            taak = await uow.verrekentaken.take(volgnummer)
            if taak is None:
                return False
            with tracing(taak.trace_id):
                klaar = await verrekening_berekenen(uow, act_of(self._clock), taak, keuzes=self._keuzes)
                await uow.commit()
                if klaar:
                    log.info("settlement_done", task=volgnummer, cause=taak.vraag.aanleiding)
            return True
