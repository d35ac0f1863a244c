"""Settles after the answer, part by part, beside the messages and under the same lock per aanbieder and wet."""

import asyncio
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Protocol, Self

import structlog
from chassis.loop import DATABASE_AWAY, LONG, listening, rounds, until_stopped
from risb_kern.clock import Clock
from risb_kern.trace import tracing

from declaraties.application.verrekenen.verrekening_berekenen import (
    Verrekeneenheid,
    Verrekeningen,
    Verrekenregels,
    Verrekentaak,
    verreken_deel,
)
from declaraties.entrypoints import metrieken

log = structlog.get_logger()
KANAAL = "verrekentaak"
_BEZET_SECONDEN = 1.0
_RUST_SECONDEN = 60.0


class Taken(Verrekeningen, Protocol):
    """The queue side of the settlements."""

    async def open_taken(self, *, hoogstens: int = 50) -> Sequence[int]:
        """Tasks that are not done, the oldest of each aanbieder and wet."""
        ...

    async def neem(self, volgnummer: int) -> Verrekentaak | None:
        """Take a task for this transaction, or None."""
        ...


class Taakeenheid(Verrekeneenheid, Protocol):
    """The unit of work of one part."""

    @property
    def verrekeningen(self) -> Taken:
        """The settlements with their queue."""
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


class Verrekenaar:
    """Takes the oldest task that nobody works on and settles one part of it."""

    def __init__(self, uow: Callable[[], Taakeenheid], keuzes: Verrekenregels, klok: Clock) -> None:
        self._uow = uow
        self._keuzes = keuzes
        self._klok = klok
        # Tasks that went wrong, with the moment from which they may be tried again.
        self._rust: dict[int, float] = {}
        self._open = False

    async def run(self, stop: asyncio.Event, database_url: str) -> None:
        """Work until `stop`, woken by NOTIFY; a database that is away is waited for."""

        async def sessie() -> None:
            async with listening(database_url, KANAAL) as bel:
                await rounds(stop, self._ronde, bel)

        await until_stopped(stop, sessie, "settlement_interrupted")

    async def _ronde(self) -> float:
        if await self.verreken_een():
            return 0
        # What is left rests after an error, or belongs to somebody who does not ring when done.
        return _BEZET_SECONDEN if self._open else LONG

    async def verreken_een(self) -> bool:
        """One part in one transaction, so that messages of the aanbieder get their turn between; False when idle.

        A task that goes wrong is set aside for a minute and holds nothing else up.
        """
        async with self._uow() as uow:
            taken = await uow.verrekeningen.open_taken()
        self._open = bool(taken)
        nu = time.monotonic()
        for volgnummer in taken:
            if self._rust.get(volgnummer, nu) <= nu and await self._probeer(volgnummer):
                return True
        return False

    async def _probeer(self, volgnummer: int) -> bool:
        try:
            gedaan = await self._verreken(volgnummer)
        except DATABASE_AWAY:
            raise
        except Exception as fout:  # noqa: BLE001 -- whatever it is, the other tasks go on
            self._rust[volgnummer] = time.monotonic() + _RUST_SECONDEN
            # the type only: the text of an error may repeat personal data
            log.error("settlement_failed", task=volgnummer, error=type(fout).__name__)  # noqa: TRY400
            gedaan = False
        else:
            self._rust.pop(volgnummer, None)
        metrieken.VERREKENEN_MISLUKT.set(len(self._rust))
        return gedaan

    async def _verreken(self, volgnummer: int) -> bool:
        async with self._uow() as uow:
            taak = await uow.verrekeningen.neem(volgnummer)
            if taak is None:
                return False
            with tracing(taak.trace_id):
                klaar = await verreken_deel(uow, taak, self._keuzes, nu=self._klok.nu())
                await uow.commit()
                if klaar:
                    log.info("settlement_done", task=volgnummer, cause=taak.vraag.aanleiding)
            return True
