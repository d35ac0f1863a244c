"""The worker: groups of messages, in order per aanbieder and wet, whole or not at all."""

import asyncio
import gc
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import structlog
from chassis.loop import DATABASE_AWAY, LONG, Gathering, listening, rounds, until_stopped
from risb_kern.act import act_of
from risb_kern.clock import AMSTERDAM, Clock
from risb_kern.events.trouble import database_is_away
from risb_kern.trace import tracing

from declaraties.application.post.bestanden_verwerken import Verwerking, Verwerkt, bestanden_verwerken
from declaraties.application.uow import Uow
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.antwoordtermijn import ANTWOORDTERMIJN_WERKDAGEN, werkdagen_over
from declaraties.domain.post.bestand import Berichtstatus, Bestand
from declaraties.entrypoints import counters

log = structlog.get_logger()
KANAAL = "bestand"
_BEZET_SECONDEN = 1.0
_VERS_SECONDEN = 60.0
_MEET_SECONDEN = 2.0


class Worker:
    """Takes messages until told to stop; several of them share the queue without a word."""

    def __init__(
        self, uow: Callable[[], Uow], verwerking: Verwerking, *, clock: Clock, max_tries: int, group: int
    ) -> None:
        self._uow = uow
        self._verwerking = verwerking
        self._clock = clock
        self._max_tries = max_tries
        # A crash counts as a try of every message in hand: with one try each, company would be deadly.
        self._group = group if max_tries > 1 else 1
        self._looked_at = 0.0
        self._measured_at = float("-inf")
        self._gathering = Gathering(alone=1)
        self._waits_for_others = False
        # Tries that broke off with the database itself: taken back as soon as it answers again.
        self._to_withdraw: list[Sequence[int]] = []

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
        await self._gathering.wait()
        if taken := await self.process_one():
            self._gathering.took(taken)
            if time.monotonic() - self._measured_at > _MEET_SECONDEN:
                await self._measure()
            return 0
        await self._measure()
        # Whoever works for the same aanbieder does not ring when it dies.
        return _BEZET_SECONDEN if self._waits_for_others else LONG

    async def process_one(self) -> int:
        """Bring one group of messages to its end, or further; how many: 0 when there is none that it can take."""
        async with self._uow() as uow:
            groep = await uow.bestanden.take(self._group)
            self._looked_at = time.monotonic()
            if groep:
                await self._try(uow, groep)
        return len(groep)

    async def _try(self, uow: Uow, groep: Sequence[Bestand]) -> None:
        nummers = [one.nummer for one in groep]
        try:
            pogingen = await self._start(nummers)
        except DATABASE_AWAY:
            # The count may have been stored before the connection broke.
            self._to_withdraw.append(nummers)
            raise
        if max(pogingen.values()) > self._max_tries:
            await self._set_apart(uow, [one for one in groep if pogingen[one.nummer] > self._max_tries])
            return
        begonnen = time.monotonic()
        try:
            verwerkt = await bestanden_verwerken(uow, act_of(self._clock), groep, self._verwerking)
            await uow.commit()
        except Exception as fout:  # noqa: BLE001 -- whatever it is, the other messages go on
            await self._failed(groep, pogingen, fout)
        else:
            for bestand in groep:
                counters.VERWERKING.observe((time.monotonic() - begonnen) / len(groep))
                _count(bestand, verwerkt[bestand.nummer])

    async def _failed(self, groep: Sequence[Bestand], pogingen: Mapping[int, int], fout: Exception) -> None:
        if database_is_away(fout):
            self._to_withdraw.append([*pogingen])
            await self._try_to_withdraw()
            raise fout
        # the type only: the text of an error may repeat personal data of the message
        soort = type(fout).__name__
        if len(groep) > 1:
            # Which one it was is not known. None is blamed, and each has had a try: from now on they come alone.
            log.warning("group_failed", messages=len(groep), error=soort)
            self._to_withdraw.append([*pogingen])
            await self._withdraw_tries()
            return
        (bestand,) = groep
        log.error("file_failed", bestand_id=str(bestand.id), attempt=pogingen[bestand.nummer], error=soort)
        await self._note(bestand, soort)

    async def _start(self, nummers: Sequence[int]) -> Mapping[int, int]:
        async with self._uow() as uow:
            pogingen = await uow.bestanden.start_tries(nummers, nu=self._clock.nu())
            await uow.commit()
        return pogingen

    async def _try_to_withdraw(self) -> None:
        """At once when only the transaction broke; when the database is away, at the next session."""
        try:
            await self._withdraw_tries()
        except DATABASE_AWAY as fout:
            log.warning("attempt_taken_back_later", error=type(fout).__name__)

    async def _withdraw_tries(self) -> None:
        while self._to_withdraw:
            async with self._uow() as uow:
                await uow.bestanden.withdraw_tries(self._to_withdraw[-1])
                await uow.commit()
            self._to_withdraw.pop()

    async def _note(self, bestand: Bestand, fout: str) -> None:
        async with self._uow() as uow:
            await uow.bestanden.note_fault(bestand.nummer, fout)
            await uow.commit()

    async def _set_apart(self, uow: Uow, bestanden: Sequence[Bestand]) -> None:
        reden = (
            f"Het verwerken is {self._max_tries} keer misgegaan. Het bericht is apart gezet en houdt andere"
            " berichten niet op. Ketenbeheer onderzoekt de oorzaak; u hoeft niets opnieuw te sturen."
        )
        afloop = Afloop(status=Berichtstatus.APART_GEZET, reden=reden)
        await uow.bestanden.finish_all({one.nummer: afloop for one in bestanden}, nu=self._clock.nu())
        await uow.commit()
        for one in bestanden:
            log.error("file_set_apart", bestand_id=str(one.id), attempts=self._max_tries)

    async def _measure(self) -> None:
        self._measured_at = time.monotonic()
        async with self._uow() as uow:
            waiting, ontvangen = await uow.bestanden.read_queue()
        self._waits_for_others = waiting > 0
        counters.WACHTEND.set(waiting)
        vandaag = self._clock.vandaag()
        over = [werkdagen_over(moment.astimezone(AMSTERDAM).date(), vandaag) for moment in ontvangen]
        counters.ANTWOORDTERMIJN.set(min(over, default=ANTWOORDTERMIJN_WERKDAGEN))


def _count(bestand: Bestand, verwerkt: Verwerkt) -> None:
    with tracing(bestand.trace_id):
        log.info("file_done", bestand_id=str(bestand.id), status=verwerkt.afloop.status.value)
    wet = bestand.kop.wet.value
    uitkomst = verwerkt.afloop.uitkomst or verwerkt.afloop.status
    counters.BEOORDEELD.labels(wet, uitkomst.value).inc()
    goed = verwerkt.afloop.goedgekeurd or 0
    if verwerkt.afloop.prestaties:
        counters.PRESTATIES.labels(wet, "goedgekeurd").inc(goed)
        counters.PRESTATIES.labels(wet, "afgekeurd").inc(verwerkt.afloop.prestaties - goed)
    for code, aantal in verwerkt.retourcodes:
        counters.RETOURCODES.labels(code).inc(aantal)
