"""The worker: one message at a time, in order per aanbieder and wet, whole or not at all."""

import asyncio
import datetime as dt
import gc
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import Protocol, Self

import structlog
from chassis.loop import DATABASE_AWAY, LONG, listening, rounds, until_stopped
from risb_kern.clock import AMSTERDAM, Clock
from risb_kern.trace import tracing

from declaraties.application.post.berichtenpoorten import Berichteenheid
from declaraties.application.post.bestand_verwerken import Verwerkt, verwerk_bestand
from declaraties.application.post.poorten import Bestanden, Gereedschap
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.antwoordtermijn import ANTWOORDTERMIJN_WERKDAGEN, werkdagen_over
from declaraties.domain.post.bestand import Berichtstatus, Bestand
from declaraties.entrypoints import metrieken

log = structlog.get_logger()
KANAAL = "bestand"
_BEZET_SECONDEN = 1.0
_VERS_SECONDEN = 60.0
_MEET_SECONDEN = 2.0
# Not the fault of the message: connection (08), rollback that may be tried again (40), resources (53), locks (55),
# an operator (57).
_OMGEVINGSKLASSEN = frozenset({"08", "40", "53", "55", "57"})


class Wachtrij(Bestanden, Protocol):
    """The queue side of the received messages."""

    async def wachtende(self) -> Sequence[int]:
        """Numbers of the messages that are first in line of their aanbieder and wet."""
        ...

    async def neem(self, nummer: int) -> Bestand | None:
        """Take a message for this transaction, or None."""
        ...

    async def begin_poging(self, nummer: int, *, nu: dt.datetime) -> int:
        """Count a try; gives how many there are now."""
        ...

    async def trek_poging_in(self, nummer: int) -> None:
        """Take a try back."""
        ...

    async def noteer_fout(self, nummer: int, fout: str) -> None:
        """Remember the kind of error of the last try."""
        ...

    async def wachtrij(self) -> tuple[int, list[dt.datetime]]:
        """How many messages wait, and when each waiting 323 came in."""
        ...


class Workereenheid(Berichteenheid, Protocol):
    """The unit of work of the worker."""

    @property
    def bestanden(self) -> Wachtrij:
        """The received messages with their queue."""
        ...

    async def commit(self) -> None:
        """Make everything visible at once."""
        ...

    async def __aenter__(self) -> Self:
        """Begin."""
        ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Roll back what was not committed."""
        ...


class Worker:
    """Takes messages until told to stop; several of them share the queue without a word."""

    def __init__(
        self,
        uow: Callable[[], Workereenheid],
        delen_van: Callable[[str], Iterable[bytes]],
        *,
        gereedschap: Gereedschap,
        klok: Clock,
        meeste_pogingen: int,
    ) -> None:
        self._uow = uow
        self._delen_van = delen_van
        self._gereedschap = gereedschap
        self._klok = klok
        self._meeste_pogingen = meeste_pogingen
        self._laatst_gekeken = 0.0
        self._laatst_gemeten = float("-inf")
        self._wacht_op_anderen = False
        # Tries that broke off with the database itself: taken back as soon as it answers again.
        self._terug_te_nemen: list[int] = []

    def gereed(self) -> bool:
        """True when the queue was looked at in the last minute."""
        return self._laatst_gekeken > 0 and time.monotonic() - self._laatst_gekeken < _VERS_SECONDEN

    async def run(self, stop: asyncio.Event, database_url: str) -> None:
        """Work until `stop`, woken by NOTIFY; a database that is away is waited for."""
        # One thread: each would keep the memory of the largest message that it ever had in hand.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(max_workers=1))
        # What was imported stays; looking through it for garbage again and again would cost more than judging.
        gc.freeze()
        await until_stopped(stop, lambda: self._sessie(stop, database_url), "worker_interrupted")

    async def _sessie(self, stop: asyncio.Event, database_url: str) -> None:
        async with listening(database_url, KANAAL) as bel:
            await self._neem_terug()
            await rounds(stop, self._ronde, bel)

    async def _ronde(self) -> float:
        if await self.verwerk_een():
            if time.monotonic() - self._laatst_gemeten > _MEET_SECONDEN:
                await self._meet()
            return 0
        await self._meet()
        # Whoever works for the same aanbieder does not ring when it dies.
        return _BEZET_SECONDEN if self._wacht_op_anderen else LONG

    async def verwerk_een(self) -> bool:
        """Bring one message to its end, or further; False when there is nothing that this worker can take."""
        async with self._uow() as uow:
            wachtende = await uow.bestanden.wachtende()
        self._laatst_gekeken = time.monotonic()
        self._wacht_op_anderen = bool(wachtende)
        for nummer in wachtende:
            async with self._uow() as uow:
                bestand = await uow.bestanden.neem(nummer)
                if bestand is not None:
                    with tracing(bestand.trace_id):
                        await self._probeer(uow, bestand)
                    return True
        return False

    async def _probeer(self, uow: Workereenheid, bestand: Bestand) -> None:
        try:
            poging = await self._begin(bestand)
        except DATABASE_AWAY:
            # The count may have been stored before the connection broke.
            self._terug_te_nemen.append(bestand.nummer)
            raise
        if poging > self._meeste_pogingen:
            await self._zet_apart(uow, bestand)
            return
        try:
            with metrieken.VERWERKING.time():
                delen = partial(self._delen_van, bestand.opslag)
                verwerkt = await verwerk_bestand(uow, bestand, delen, gereedschap=self._gereedschap, klok=self._klok)
                await uow.commit()
        except Exception as fout:  # whatever it is, the other messages go on
            if _is_van_omgeving(fout):
                self._terug_te_nemen.append(bestand.nummer)
                await self._probeer_terug_te_nemen()
                raise
            # the type only: the text of an error may repeat personal data of the message
            log.error("file_failed", bestand_id=str(bestand.id), attempt=poging, error=type(fout).__name__)  # noqa: TRY400
            await self._noteer(bestand, type(fout).__name__)
        else:
            _tel(bestand, verwerkt)
            log.info("file_done", bestand_id=str(bestand.id), status=verwerkt.afloop.status.value)

    async def _begin(self, bestand: Bestand) -> int:
        async with self._uow() as uow:
            poging = await uow.bestanden.begin_poging(bestand.nummer, nu=self._klok.nu())
            await uow.commit()
        return poging

    async def _probeer_terug_te_nemen(self) -> None:
        """At once when only the transaction broke; when the database is away, at the next session."""
        try:
            await self._neem_terug()
        except DATABASE_AWAY as fout:
            log.warning("attempt_taken_back_later", error=type(fout).__name__)

    async def _neem_terug(self) -> None:
        while self._terug_te_nemen:
            async with self._uow() as uow:
                await uow.bestanden.trek_poging_in(self._terug_te_nemen[-1])
                await uow.commit()
            self._terug_te_nemen.pop()

    async def _noteer(self, bestand: Bestand, fout: str) -> None:
        async with self._uow() as uow:
            await uow.bestanden.noteer_fout(bestand.nummer, fout)
            await uow.commit()

    async def _zet_apart(self, uow: Workereenheid, bestand: Bestand) -> None:
        reden = (
            f"Het verwerken is {self._meeste_pogingen} keer misgegaan. Het bericht is apart gezet en houdt andere"
            " berichten niet op. Ketenbeheer onderzoekt de oorzaak; u hoeft niets opnieuw te sturen."
        )
        afloop = Afloop(status=Berichtstatus.APART_GEZET, reden=reden)
        await uow.bestanden.rond_af(bestand.nummer, afloop, nu=self._klok.nu())
        await uow.commit()
        log.error("file_set_apart", bestand_id=str(bestand.id), attempts=self._meeste_pogingen)

    async def _meet(self) -> None:
        self._laatst_gemeten = time.monotonic()
        async with self._uow() as uow:
            wachtend, ontvangen = await uow.bestanden.wachtrij()
        metrieken.WACHTEND.set(wachtend)
        vandaag = self._klok.vandaag()
        over = [werkdagen_over(moment.astimezone(AMSTERDAM).date(), vandaag) for moment in ontvangen]
        metrieken.ANTWOORDTERMIJN.set(min(over, default=ANTWOORDTERMIJN_WERKDAGEN))


def _is_van_omgeving(fout: Exception) -> bool:
    """True for an error of the database that says nothing about the message; without a code the connection is gone."""
    if not isinstance(fout, DATABASE_AWAY):
        return False
    code = getattr(getattr(fout, "orig", fout), "sqlstate", None)
    return code is None or str(code)[:2] in _OMGEVINGSKLASSEN


def _tel(bestand: Bestand, verwerkt: Verwerkt) -> None:
    wet = bestand.kop.wet.value
    uitkomst = verwerkt.afloop.uitkomst or verwerkt.afloop.status
    metrieken.BEOORDEELD.labels(wet, uitkomst.value).inc()
    if verwerkt.beantwoord is None:
        return
    goed = verwerkt.beantwoord.goedgekeurd
    metrieken.PRESTATIES.labels(wet, "goedgekeurd").inc(goed)
    metrieken.PRESTATIES.labels(wet, "afgekeurd").inc(verwerkt.beantwoord.prestaties - goed)
    for code in verwerkt.beantwoord.retourcodes:
        metrieken.RETOURCODES.labels(code.code).inc(code.aantal)
