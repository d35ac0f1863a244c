"""Measures once a minute how much is still to be paid, and how late."""

import asyncio
import datetime as dt
from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self

from chassis.loop import rounds, until_stopped
from risb_kern.clock import Clock

from declaraties.entrypoints import metrieken

_TUSSENPOOS_SECONDEN = 60.0
_CENT = 100


class Lezer(Protocol):
    """What is open."""

    async def openstaand(self) -> tuple[int, dt.date | None]:
        """What is payable and in no released payment, in eurocents, and its oldest due day."""
        ...


class Leeseenheid(Protocol):
    """A transaction that only reads."""

    @property
    def betaallezen(self) -> Lezer:
        """Reads about payment."""
        ...

    async def __aenter__(self) -> Self:
        """Begin."""
        ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End."""
        ...


class Betaalmeter:
    """Keeps the metrics of payment; runs beside the worker."""

    def __init__(self, uow: Callable[[], Leeseenheid], klok: Clock) -> None:
        self._uow = uow
        self._klok = klok

    async def run(self, stop: asyncio.Event) -> None:
        """Measure until `stop`; a database that is away is waited for."""
        await until_stopped(stop, lambda: rounds(stop, self._ronde), "payments_not_measured")

    async def _ronde(self) -> float:
        await self.meet()
        return _TUSSENPOOS_SECONDEN

    async def meet(self) -> None:
        """Measure once."""
        async with self._uow() as uow:
            cent, oudste = await uow.betaallezen.openstaand()
        te_laat = 0 if oudste is None else max(0, (self._klok.vandaag() - oudste).days)
        metrieken.BETAALBAAR_OPEN.set(cent / _CENT)
        metrieken.BETALING_TE_LAAT.set(te_laat)
