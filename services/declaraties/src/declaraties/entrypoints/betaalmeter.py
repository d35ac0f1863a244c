"""Measures once a minute how much is still to be paid, and how late."""

import asyncio
from collections.abc import Callable

from chassis.loop import rounds, until_stopped
from risb_kern.clock import Clock

from declaraties.application.uow import Uow
from declaraties.entrypoints import counters

_TUSSENPOOS_SECONDEN = 60.0
_CENT = 100


class Betaalmeter:
    """Keeps the metrics of payment; runs beside the worker."""

    def __init__(self, uow: Callable[[], Uow], clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def run(self, stop: asyncio.Event) -> None:
        """Measure until `stop`; a database that is away is waited for."""
        await until_stopped(stop, lambda: rounds(stop, self._round), "payments_not_measured")

    async def _round(self) -> float:
        await self.measure()
        return _TUSSENPOOS_SECONDEN

    async def measure(self) -> None:
        """Measure once."""
        async with self._uow() as uow:
            vandaag = self._clock.vandaag()
            cent, oudste = await uow.betaalvragen.total_open(dag=vandaag)
        te_laat = 0 if oudste is None else max(0, (vandaag - oudste).days)
        counters.BETAALBAAR_OPEN.set(cent / _CENT)
        counters.BETALING_TE_LAAT.set(te_laat)
