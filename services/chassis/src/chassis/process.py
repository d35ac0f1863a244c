"""The life of a process: logs, management server, signals, work until told to stop."""

import asyncio
import contextlib
import gc
import signal
from collections.abc import Awaitable, Callable, Iterator
from importlib.metadata import version

import structlog
import uvicorn
from fastapi import FastAPI
from risb_kern.memory import give_back_freed_memory

from chassis.bounds.database import Pulse
from chassis.bounds.http import PatientProtocol
from chassis.bounds.management import ManagementServer
from chassis.loop import pause
from chassis.observability import PROCES, Checks, configure_logging
from chassis.settings import ServiceSettings

log = structlog.get_logger()
Work = Callable[[asyncio.Event], Awaitable[None]]


def run_process(
    dienst: str, proces: str, settings: ServiceSettings, work: Work, checks: Checks, *, database: bool = True
) -> None:
    """Run `work` until SIGTERM or SIGINT; `/gereed` when the database answers and `checks` are met.

    Work that needs no `database` does not wait for it.
    """
    configure_logging()
    give_back_freed_memory()
    PROCES.labels(dienst, proces).info({"versie": version(f"risb-{dienst}")})
    pulse = Pulse(settings.database_url.get_secret_value())
    management = ManagementServer(
        settings.beheer_host, settings.beheer_port, lambda: {"database": pulse.is_fresh or not database, **checks()}
    )
    management.start()
    log.info("process_started", dienst=dienst, proces=proces)

    async def beside_its_pulse(stop: asyncio.Event) -> None:
        async with pulse.beating() if database else contextlib.nullcontext():
            await work(stop)

    try:
        run_until_signal(beside_its_pulse)
    finally:
        management.stop()
        log.info("process_stopped", dienst=dienst, proces=proces)
        # What ends needs no search for garbage: on the way out that takes half a second of processor time.
        gc.freeze()


def run_until_signal(work: Work) -> None:
    """Run `work` with an event that SIGTERM or SIGINT sets; what is left to end the process cannot be cut short."""
    try:
        asyncio.run(_until_signal(work))
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            # Python itself would put the deadly default back before it is done.
            signal.signal(number, signal.SIG_IGN)


async def _until_signal(work: Work) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def ask_to_stop(*_: object) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(stop.set)

    # Not the handlers of the loop: those vanish with it, and a second signal would then end the process half way.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
    await work(stop)


async def serve(app: FastAPI, settings: ServiceSettings, stop: asyncio.Event, bound: asyncio.Event) -> None:
    """Serve HTTP until `stop`; sets `bound` once it listens. Access logs are left to the metrics: URLs may not leak."""
    config = uvicorn.Config(
        app,
        host=settings.api_host,
        port=settings.api_port,
        http=PatientProtocol,
        log_config=None,
        access_log=False,
        server_header=False,
        # An open event stream never ends by itself.
        timeout_graceful_shutdown=5,
    )
    await _Server(config, stop, bound).serve()


class _Server(uvicorn.Server):
    """Told to stop by an event, where the server itself looks ten times a second and takes the signals for itself."""

    def __init__(self, config: uvicorn.Config, stop: asyncio.Event, bound: asyncio.Event) -> None:
        super().__init__(config)
        self._stop = stop
        self._bound = bound

    async def main_loop(self) -> None:
        """Until the event; the tick keeps the Date header right, to the second."""
        self._bound.set()
        await self.on_tick(0)
        while not await pause(self._stop, 1.0):
            await self.on_tick(0)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are ours."""
        yield
