"""The process `agenda`: carries out what is due, one unit of work each, and anchors the timelines."""

import asyncio
import datetime as dt
import math
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Generic, TypeVar

import structlog
from chassis.bounds.retention import prune
from chassis.db import SqlUnitOfWork
from chassis.loop import Bell, listening, until_stopped
from chassis.observability import Checks
from chassis.process import Work
from prometheus_client import Counter, Gauge
from risb_kern.act import SYSTEEM, Handeling, act_of
from risb_kern.clock import AMSTERDAM, Clock, MovableClock
from risb_kern.trace import tracing
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from risb_zaak.agenda.sql import AGENDA_CHANNEL, SqlAgenda
from risb_zaak.ports import Afspraak
from risb_zaak.timeline.anchors import write_anchor
from risb_zaak.timeline.seals import seal

U = TypeVar("U", bound=SqlUnitOfWork)
Timer = Callable[[U, Afspraak, Handeling], Awaitable[None]]

log = structlog.get_logger()
ROUND_SECONDS = 60.0
LOOK_SECONDS = 0.25  # at a clock that may be moved
BUSY_SECONDS = 10.0
LONGEST_WAIT = 900
HUIS, OPRUIMEN = "bewaring:dagelijks", "opruimen"
_BUSY = "55P03"

VERSTREKEN = Gauge("risb_agenda_verstreken", "Appointments that are due and not carried out", ["dienst"])
OUDSTE = Gauge("risb_agenda_oudste_seconds", "How long the oldest of them is due", ["dienst"])
MISLUKKEND = Gauge("risb_agenda_mislukkend", "Appointments that failed at least once", ["dienst"])
MISLUKT = Counter("risb_agenda_mislukt", "Failed attempts", ["dienst", "soort"])
UITGEVOERD = Counter("risb_agenda_uitgevoerd", "Appointments carried out", ["dienst", "soort"])
ANKER = Gauge("risb_tijdlijn_anker", "Number of the last anchor of the timelines", ["dienst"])

# In a case one after the other, also when the first of them fails; cases do not wait for each other.
_FREE = """
(wacht_tot IS NULL OR wacht_tot <= now())
AND NOT EXISTS (SELECT FROM agenda e WHERE e.zaak = a.zaak AND (e.op, e.soort) < (a.op, a.soort))
"""
_CLAIM = f"""
SELECT zaak, soort, op, gegevens, pogingen, fout FROM agenda a WHERE op <= :nu AND {_FREE}
ORDER BY op, zaak, soort LIMIT 1 FOR UPDATE SKIP LOCKED
"""
_FAIL = """
UPDATE agenda SET pogingen = pogingen + :erbij, fout = coalesce(:fout, fout),
wacht_tot = now() + make_interval(secs => :wacht) WHERE zaak = :zaak AND soort = :soort AND op = :op
"""
# A timer that sets itself again for the moment that is over already would turn without end.
_STILL = """
UPDATE agenda SET pogingen = :pogingen, wacht_tot = now() + make_interval(secs => :wacht)
WHERE zaak = :zaak AND soort = :soort AND op < :op + interval '1 minute'
"""
_NEXT = f"""
SELECT (SELECT min(op) FROM agenda a WHERE op > :nu AND {_FREE}) AS op,
    (SELECT extract(epoch FROM min(wacht_tot) - now()) FROM agenda WHERE wacht_tot > now()) AS wacht
"""
_FIRST = """
INSERT INTO agenda (zaak, soort, op, gegevens, pogingen) VALUES (:zaak, :soort, :nu, '{}', 0) ON CONFLICT DO NOTHING
"""
_MEASURE = """
SELECT count(*) FILTER (WHERE op <= :nu), min(op), count(*) FILTER (WHERE pogingen > 0)
FROM agenda WHERE op <= :nu OR pogingen > 0
"""


class Agendaproces(Generic[U]):
    """Carries out the appointments of one service; several may run. `timers` says per kind what to do.

    A timer recomputes before it acts: the appointment may be older than the case. It acts as the system, at the
    moment that was due. It runs at least once and acts once: the appointment goes away in the transaction of its
    effect. What it raises puts the appointment off, ever longer; the row says why. One appointment every service has:
    to clean up, every day; `opruimen` does what is its own in that.
    """

    def __init__(
        self,
        dienst: str,
        uow: Callable[[], U],
        timers: Mapping[str, Timer[U]],
        clock: Clock,
        *,
        opruimen: Callable[[U, Handeling], Awaitable[None]] | None = None,
    ) -> None:
        self._dienst = dienst
        self._uow = uow
        self._timers = {**timers, OPRUIMEN: self._clean_up}
        self._clock = clock
        self._opruimen = opruimen
        self._look = LOOK_SECONDS if isinstance(clock, MovableClock) else ROUND_SECONDS
        self.active = False

    async def run(self, stop: asyncio.Event, database_url: str) -> None:
        """Carry out until `stop`; a database that is away is waited out."""

        async def session() -> None:
            try:
                async with listening(database_url, AGENDA_CHANNEL) as bell:
                    await self._session(stop, bell)
            finally:
                self.active = False

        await until_stopped(stop, session, "agenda_interrupted")

    async def carry_out(self, stop: asyncio.Event | None = None, seconds: float = math.inf) -> int:
        """What is due now, the first first, until nothing is left or the seconds are over; how many were taken up."""
        count, end = 0, time.monotonic() + seconds
        while time.monotonic() < end and not (stop and stop.is_set()) and await self._carry_out_one():
            count += 1
        return count

    async def _session(self, stop: asyncio.Event, bell: Bell) -> None:
        async with self._uow() as uow:
            await uow.session.execute(text(_FIRST), {"zaak": HUIS, "soort": OPRUIMEN, "nu": self._clock.nu()})
            await uow.commit()
        while not stop.is_set():
            nu, begin = self._clock.nu(), time.monotonic()
            # Anchors and gauges do not wait for a long queue, nor for what hangs.
            await self.carry_out(stop, BUSY_SECONDS)
            await self._anchor()
            await self._measure()
            self.active = True
            op, seconds = await self._next(nu)
            # Looking at the clock costs no query.
            while not stop.is_set() and (left := min(begin + seconds - time.monotonic(), self._left(op))) > 0:
                if await bell.wait(stop, min(left, self._look)):
                    break

    async def _carry_out_one(self) -> bool:
        async with self._uow() as uow:
            row = (await uow.session.execute(text(_CLAIM), {"nu": self._clock.nu()})).first()
            if row is None:
                return False
            afspraak = Afspraak(**row._asdict())
            with tracing(None):
                try:
                    await self._act(uow, afspraak)
                except Exception as error:  # noqa: BLE001 -- whatever it is, the others go on
                    await uow.session.rollback()
                    await self._put_off(afspraak, error)
        return True

    async def _act(self, uow: U, afspraak: Afspraak) -> None:
        # Use cases lock the case first and then its appointments. Here it is the other way round, so that this side
        # gives way before the database would have to end one of the two (after a second).
        await uow.session.execute(text("SET LOCAL lock_timeout = '500ms'"))
        delete = text("DELETE FROM agenda WHERE zaak = :zaak AND soort = :soort")
        await uow.session.execute(delete, {"zaak": afspraak.zaak, "soort": afspraak.soort})
        dag = afspraak.op.astimezone(AMSTERDAM).date()
        await self._timers[afspraak.soort](uow, afspraak, Handeling(door=SYSTEEM, op=afspraak.op, vandaag=dag))
        again = {"pogingen": afspraak.pogingen + 1, "wacht": _wait(afspraak)}
        await uow.session.execute(
            text(_STILL), {"zaak": afspraak.zaak, "soort": afspraak.soort, "op": afspraak.op, **again}
        )
        await uow.commit()
        UITGEVOERD.labels(self._dienst, afspraak.soort).inc()
        log.info("appointment_carried_out", zaak=afspraak.zaak, soort=afspraak.soort)

    async def _put_off(self, afspraak: Afspraak, error: Exception) -> None:
        busy = isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) == _BUSY
        values = {"zaak": afspraak.zaak, "soort": afspraak.soort, "op": afspraak.op}
        if busy:
            values |= {"erbij": 0, "fout": None, "wacht": 1}
        else:
            MISLUKT.labels(self._dienst, afspraak.soort).inc()
            log.error("appointment_failed", zaak=afspraak.zaak, soort=afspraak.soort, exc_info=error)
            values |= {"erbij": 1, "fout": type(error).__name__, "wacht": _wait(afspraak)}
        async with self._uow() as uow:
            await uow.session.execute(text(_FAIL), values)
            await uow.commit()

    async def _clean_up(self, uow: U, _: Afspraak, __: Handeling) -> None:
        now = act_of(self._clock)
        more = await prune(uow.session, self._dienst, now.op)
        if self._opruimen:
            await self._opruimen(uow, now)
        # What was missed while nobody looked is not done day by day.
        wait = dt.timedelta(minutes=1) if more else dt.timedelta(days=1)
        await SqlAgenda(uow.session).set(HUIS, OPRUIMEN, now.op + wait)

    async def _anchor(self) -> None:
        async with self._uow() as uow:
            await seal(uow.session, self._clock)
            anker = await write_anchor(uow.session, self._dienst, self._clock.nu())
            await uow.commit()
        if anker:
            ANKER.labels(self._dienst).set(anker.nr)

    async def _measure(self) -> None:
        nu = self._clock.nu()
        async with self._uow() as uow:
            verstreken, oudste, mislukkend = (await uow.session.execute(text(_MEASURE), {"nu": nu})).one()
        VERSTREKEN.labels(self._dienst).set(verstreken)
        OUDSTE.labels(self._dienst).set(max(0.0, (nu - oudste).total_seconds()) if verstreken else 0)
        MISLUKKEND.labels(self._dienst).set(mislukkend)

    async def _next(self, nu: dt.datetime) -> tuple[dt.datetime | None, float]:
        """What is due first after `nu`, and in how many seconds at most there is something to do."""
        async with self._uow() as uow:
            op, wait = (await uow.session.execute(text(_NEXT), {"nu": nu})).one()
        return op, min(ROUND_SECONDS, ROUND_SECONDS if wait is None else max(0.0, float(wait)))

    def _left(self, op: dt.datetime | None) -> float:
        return ROUND_SECONDS if op is None else (op - self._clock.nu()).total_seconds()


def _wait(afspraak: Afspraak) -> int:
    """How many seconds to leave it alone: twice as long each time."""
    return int(min(LONGEST_WAIT, 2 ** min(afspraak.pogingen + 1, 16)))


def agenda_process(
    dienst: str,
    database_url: str,
    uow: Callable[[], U],
    timers: Mapping[str, Timer[U]],
    clock: Clock,
    *,
    opruimen: Callable[[U, Handeling], Awaitable[None]] | None = None,
) -> tuple[Work, Checks]:
    """The process, as `chassis.cli` starts it."""
    proces = Agendaproces(dienst, uow, timers, clock, opruimen=opruimen)
    return lambda stop: proces.run(stop, database_url), lambda: {"agenda": proces.active}
