"""What the chapters of the story share: the people, the months, and what happened so far."""

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import httpx

from devstack.verhaal.berichten import Maand
from devstack.verhaal.ontvanger import Ontvanger
from devstack.verhaal.verteller import Gebruiker, Omgeving, Verteller

ZORG = "42420001"
WIJKTEAM = "42420002"
THUIS = "42420003"
GEMEENTEN = ("0307", "0342")
REGIO = ("0307", "0308", "0313", "0327", "0342", "0351")
LIJN = "2.1.2"
TAAKLIJN = "2.1.1"
PRODUCT = {"productcategorie": "02", "productcode": "02A05", "eenheid": "04"}
TARIEF = 6_250
HISTORIE = 4


@dataclass(slots=True)
class Toneel:
    """The stage: everything is reached through the real APIs of the running product."""

    omgeving: Omgeving
    verteller: Verteller
    vandaag: dt.date
    trace: str = field(default_factory=lambda: secrets.token_hex(16))
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30))
    toegekend: int = 0
    verleend: int = 0
    subsidiejaar: int = 0
    termijnen: dict[int, int] = field(default_factory=dict)
    signaal_id: str = ""
    zaak_id: str = ""
    ontvanger: Ontvanger = field(default_factory=Ontvanger)
    pad: str = ""
    inschrijvingen: dict[str, str] = field(default_factory=dict)

    @property
    def maanden(self) -> list[Maand]:
        """The months that are declared: the last one is the month before this one."""
        deze = Maand(self.vandaag.replace(day=1))
        return [deze.erna(-n) for n in range(HISTORIE, 0, -1)]

    @property
    def jaren(self) -> list[int]:
        """The calendar years of those months."""
        return sorted({maand.begin.year for maand in self.maanden})

    def naar(self, dag: dt.date) -> None:
        """Let it be noon of that day for every process."""
        self.omgeving.clock.move(dt.datetime.combine(dag, dt.time(12), ZoneInfo("Europe/Amsterdam")))
        self.vandaag = dag
        self.verteller.stap(f"het is nu {dag:%d-%m-%Y}")

    def meting(self, dienst: str, proces: str, naam: str, **labels: str) -> float:
        """Sum of a metric of a process over all series that carry these labels."""
        regels = self.omgeving.metingen(dienst, proces).splitlines()
        wanted = [f'{label}="{waarde}"' for label, waarde in labels.items()]
        found = (one for one in regels if one.startswith((f"{naam}{{", f"{naam} ")) and all(w in one for w in wanted))
        return sum(float(one.rsplit(" ", 1)[1]) for one in found)

    def gebruiker(
        self, rol: str, *, agb: Iterable[str] = (), gemeenten: Iterable[str] = (), wie: str = "", trace: str = ""
    ) -> Gebruiker:
        """Somebody with this role; `wie` for a second person."""
        token = self.omgeving.token(rol, agb=agb, gemeenten=gemeenten, wie=wie)
        return Gebruiker(self.omgeving, self.client, token, trace)
