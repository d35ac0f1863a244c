"""The worker: one message at a time, in order per aanbieder and wet, whole or not at all."""

import asyncio
import gc
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import structlog
from chassis.loop import DATABASE_AWAY, LONG, listening, rounds, until_stopped
from risb_kern.act import act_of
from risb_kern.clock import AMSTERDAM, Clock
from risb_kern.trace import tracing

from declaraties.application.post.bestand_verwerken import Reader, Verwerker, Verwerkt, bestand_verwerken
from declaraties.application.uow import Uow
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.antwoordtermijn import ANTWOORDTERMIJN_WERKDAGEN, werkdagen_over
from declaraties.domain.post.bestand import Berichtstatus, Bestand
from declaraties.domain.standaard.berichten.heen import Heenbericht
from declaraties.entrypoints import counters

log = structlog.get_logger()
KANAAL = "bestand"
_BEZET_SECONDEN = 1.0
_VERS_SECONDEN = 60.0
_MEET_SECONDEN = 2.0
# Not the fault of the message: connection (08), rollback that may be tried again (40), resources (53), locks (55),
# an operator (57).
_OMGEVINGSKLASSEN = frozenset({"08", "40", "53", "55", "57"})


class Worker:
    """Takes messages until told to stop; several of them share the queue without a word."""

    def __init__(
        self,
        uow: Callable[[], Uow],
        parts_of: Callable[[str], Iterable[bytes]],
        *,
        reader: Reader,
        verwerkers: Mapping[type[Heenbericht], Verwerker],
        clock: Clock,
        max_tries: int,
    ) -> None:
        self._uow = uow
        self._parts_of = parts_of
        self._reader = reader
        self._verwerkers = verwerkers
        self._clock = clock
        self._max_tries = max_tries
        self._looked_at = 0.0
        self._measured_at = float("-inf")
        self._waits_for_others = False
        # Tries that broke off with the database itself: taken back as soon as it answers again.
        self._to_withdraw: list[int] = []

    def is_ready(self) -> bool:
        """True when the queue was looked at in the last minute."""
        return self._looked_at > 0 and time.monotonic() - self._looked_at < _VERS_SECONDEN

    async def run(self, stop: asyncio.Event, database_url: str) -> None:
        """Work until `stop`, woken by NOTIFY; a database that is away is waited for."""
        # One thread: each would keep the memory of the largest message that it ever had in hand.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(max_workers=1))
        # What was imported stays; looking through it for garbage again and again would cost more than judging.
        gc.freeze()
        await until_stopped(stop, lambda: self._session(stop, database_url), "worker_interrupted")

    async def _session(self, stop: asyncio.Event, database_url: str) -> None:
        async with listening(database_url, KANAAL) as bell:
            await self._withdraw_tries()
            await rounds(stop, self._round, bell)

    async def _round(self) -> float:
        if await self.process_one():
            if time.monotonic() - self._measured_at > _MEET_SECONDEN:
                await self._measure()
            return 0
        await self._measure()
        # Whoever works for the same aanbieder does not ring when it dies.
        return _BEZET_SECONDEN if self._waits_for_others else LONG

    async def process_one(self) -> bool:
        """Bring one message to its end, or further; False when there is nothing that this worker can take."""
        async with self._uow() as uow:
            waiting = await uow.bestanden.list_waiting()
        self._looked_at = time.monotonic()
        self._waits_for_others = bool(waiting)
        for nummer in waiting:
            async with self._uow() as uow:
                bestand = await uow.bestanden.take(nummer)
                if bestand is not None:
                    with tracing(bestand.trace_id):
                        await self._try(uow, bestand)
                    return True
        return False

    async def _try(self, uow: Uow, bestand: Bestand) -> None:
        try:
            poging = await self._start(bestand)
        except DATABASE_AWAY:
            # The count may have been stored before the connection broke.
            self._to_withdraw.append(bestand.nummer)
            raise
        if poging > self._max_tries:
            await self._set_apart(uow, bestand)
            return
        try:
            with counters.VERWERKING.time():
                delen = partial(self._parts_of, bestand.opslag)
                handeling = act_of(self._clock)
                verwerkt = await bestand_verwerken(
                    uow, handeling, bestand, delen=delen, reader=self._reader, verwerkers=self._verwerkers
                )
                await uow.commit()
        except Exception as fout:  # whatever it is, the other messages go on
            if _is_of_surroundings(fout):
                self._to_withdraw.append(bestand.nummer)
                await self._try_to_withdraw()
                raise
            # the type only: the text of an error may repeat personal data of the message
            log.error("file_failed", bestand_id=str(bestand.id), attempt=poging, error=type(fout).__name__)  # noqa: TRY400 -- a trace may hold personal data
            await self._note(bestand, type(fout).__name__)
        else:
            _count(bestand, verwerkt)
            log.info("file_done", bestand_id=str(bestand.id), status=verwerkt.afloop.status.value)

    async def _start(self, bestand: Bestand) -> int:
        async with self._uow() as uow:
            poging = await uow.bestanden.start_try(bestand.nummer, nu=self._clock.nu())
            await uow.commit()
        return poging

    async def _try_to_withdraw(self) -> None:
        """At once when only the transaction broke; when the database is away, at the next session."""
        try:
            await self._withdraw_tries()
        except DATABASE_AWAY as fout:
            log.warning("attempt_taken_back_later", error=type(fout).__name__)

    async def _withdraw_tries(self) -> None:
        while self._to_withdraw:
            async with self._uow() as uow:
                await uow.bestanden.withdraw_try(self._to_withdraw[-1])
                await uow.commit()
            self._to_withdraw.pop()

    async def _note(self, bestand: Bestand, fout: str) -> None:
        async with self._uow() as uow:
            await uow.bestanden.note_fault(bestand.nummer, fout)
            await uow.commit()

    async def _set_apart(self, uow: Uow, bestand: Bestand) -> None:
        reden = (
            f"Het verwerken is {self._max_tries} keer misgegaan. Het bericht is apart gezet en houdt andere"
            " berichten niet op. Ketenbeheer onderzoekt de oorzaak; u hoeft niets opnieuw te sturen."
        )
        afloop = Afloop(status=Berichtstatus.APART_GEZET, reden=reden)
        await uow.bestanden.finish(bestand.nummer, afloop, nu=self._clock.nu())
        await uow.commit()
        log.error("file_set_apart", bestand_id=str(bestand.id), attempts=self._max_tries)

    async def _measure(self) -> None:
        self._measured_at = time.monotonic()
        async with self._uow() as uow:
            waiting, ontvangen = await uow.bestanden.read_queue()
        counters.WACHTEND.set(waiting)
        vandaag = self._clock.vandaag()
        over = [werkdagen_over(moment.astimezone(AMSTERDAM).date(), vandaag) for moment in ontvangen]
        counters.ANTWOORDTERMIJN.set(min(over, default=ANTWOORDTERMIJN_WERKDAGEN))


def _is_of_surroundings(fout: Exception) -> bool:
    """True for an error of the database that says nothing about the message; without a code the connection is gone."""
    if not isinstance(fout, DATABASE_AWAY):
        return False
    code = getattr(getattr(fout, "orig", fout), "sqlstate", None)
    return code is None or str(code)[:2] in _OMGEVINGSKLASSEN


def _count(bestand: Bestand, verwerkt: Verwerkt) -> None:
    wet = bestand.kop.wet.value
    uitkomst = verwerkt.afloop.uitkomst or verwerkt.afloop.status
    counters.BEOORDEELD.labels(wet, uitkomst.value).inc()
    goed = verwerkt.afloop.goedgekeurd or 0
    if verwerkt.afloop.prestaties:
        counters.PRESTATIES.labels(wet, "goedgekeurd").inc(goed)
        counters.PRESTATIES.labels(wet, "afgekeurd").inc(verwerkt.afloop.prestaties - goed)
    for code, aantal in verwerkt.retourcodes:
        counters.RETOURCODES.labels(code).inc(aantal)
