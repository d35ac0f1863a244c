"""Processes that die where they are told to, and the supervisor that starts them again, as a platform would."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.protocol.group import LeaveGroupRequest
from devstack.child import Child
from devstack.environment import Devstack
from devstack.processes import ServiceProcess, wait_until_ready

KIND = Path(__file__).with_name("kind")
DOOD = 137
Naam = tuple[str, str]
_KIJK_SECONDEN = 0.02


@dataclass
class Breekbaar:
    """Some processes of a stack under the wrapper of `kind/faalpunten.py`, from `begin` to `eind`."""

    stack: Devstack
    folder: Path
    namen: Sequence[Naam]
    sterfgevallen: list[tuple[Naam, str]] = field(default_factory=list)
    onverwacht: list[str] = field(default_factory=list)
    _gewoon: dict[Naam, ServiceProcess] = field(default_factory=dict)
    _hierna: dict[Naam, list[str]] = field(default_factory=dict)

    @asynccontextmanager
    async def onder_toezicht(self) -> AsyncIterator[None]:
        """Put the processes under the wrapper and keep them running; afterwards all is as before."""
        await asyncio.to_thread(self._begin)
        waker = asyncio.create_task(self._waak())
        try:
            yield
        finally:
            waker.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await waker
            await asyncio.to_thread(self._eind)

    def zet(self, proces: Naam, *punten: str) -> None:
        """From now on the process dies when it comes to the first point, once started again at the next, and so on."""
        self._bestand(proces, "punt").write_text(punten[0])
        self._hierna[proces] = list(punten[1:])

    def ontspan(self, proces: Naam) -> str:
        """No death is asked for any more; gives the point that was waited for."""
        bestand = self._bestand(proces, "punt")
        punt = bestand.read_text() if bestand.exists() else ""
        bestand.unlink(missing_ok=True)
        self._hierna.pop(proces, None)
        return punt

    def gezien(self, proces: Naam) -> list[str]:
        """Points that the process passed since `vergeet`, each once, in order of the first time."""
        bestand = self._bestand(proces, "gezien")
        return list(dict.fromkeys(bestand.read_text().splitlines())) if bestand.exists() else []

    def vergeet(self) -> None:
        """Begin the notes of all processes anew."""
        for proces in self.namen:
            # The processes go on adding to the same file.
            os.truncate(self._bestand(proces, "gezien"), 0)

    def _bestand(self, proces: Naam, soort: str) -> Path:
        return self.folder / f"{'-'.join(proces)}.{soort}"

    def _begin(self) -> None:
        for naam in self.namen:
            self._gewoon[naam] = self.stack.process(*naam)
            self._gewoon[naam].stop()
            self.stack._processes[naam] = self._breekbaar(naam)
            self.stack.process(*naam).launch()
        wait_until_ready([self.stack.process(*naam) for naam in self.namen])

    def _breekbaar(self, naam: Naam) -> ServiceProcess:
        gewoon = self._gewoon[naam]
        env = self.stack._environment(
            naam[0], self.stack.database_url(naam[0]), management_port=gewoon.management_port
        ) | {"PYTHONPATH": os.pathsep.join(filter(None, [str(KIND), os.environ.get("PYTHONPATH")]))}
        env["FAALPUNTEN_MAP"] = str(self.folder)
        proces = ServiceProcess(
            *naam, env=env, management_port=gewoon.management_port, log=gewoon.log, start_with=self.stack._spawn
        )
        command = [gewoon._child._command[0], "-m", "faalpunten", *naam]
        proces._child = Child(command, log=gewoon.log, env=env, start_with=self.stack._spawn)
        return proces

    def _eind(self) -> None:
        for naam in self.namen:
            self.ontspan(naam)
            self.stack.process(*naam).stop()
            self.stack._processes[naam] = self._gewoon[naam]
            self._gewoon[naam].launch()
        wait_until_ready([self.stack.process(*naam) for naam in self.namen])

    async def _waak(self) -> None:
        while True:
            for naam in self.namen:
                proces = self.stack.process(*naam)
                if not proces.running:
                    await self._begraaf(naam, proces)
            await asyncio.sleep(_KIJK_SECONDEN)

    async def _begraaf(self, naam: Naam, proces: ServiceProcess) -> None:
        code, hierna = proces._child.returncode, self._hierna.get(naam, [])
        if code == DOOD:
            self.sterfgevallen.append((naam, self.ontspan(naam)))
            if hierna:
                self.zet(naam, *hierna)
        elif code != -signal.SIGKILL:
            self.onverwacht.append(f"{proces}: code {code}")
        if naam[1] == "consumer":
            await laat_gaan(self.stack.bootstrap, naam[0])
        await asyncio.to_thread(proces.launch)


async def laat_gaan(bootstrap: str, groep: str) -> None:
    """Take dead members out of a consumer group at once: what the broker does when their session ends, seconds later."""
    beheer = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await beheer.start()
    try:
        knoop = await beheer.find_coordinator(groep)
        for antwoord in await beheer.describe_consumer_groups([groep], group_coordinator_id=knoop):
            for lid in antwoord.groups[0][5]:
                await beheer._client.send(knoop, LeaveGroupRequest(groep, lid[0]))
    finally:
        await beheer.close()
