"""What the API shows of messages."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from risb_kern.lists import Bereik, Blad

from declaraties.application.post.ports import Ontvangst
from declaraties.domain.post.bestand import Berichtstatus, Bestand


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichtlezing:
    """A message with its outcome; `voor_u` counts the messages of the same aanbieder and wet that go first."""

    nummer: int
    id: uuid.UUID
    soort: str
    wet: str
    agb_code: str
    gemeente: str
    bron: str
    status: str
    grootte: int
    sha256: bytes
    ontvangen_op: dt.datetime
    verwerkt_op: dt.datetime | None = None
    reden: str | None = None
    uitkomst: str | None = None
    identificatie: str | None = None
    dagtekening: dt.date | None = None
    declaratienummer: str | None = None
    periode: dt.date | None = None
    ingediend_cent: int | None = None
    toegekend_cent: int | None = None
    prestaties: int | None = None
    goedgekeurd: int | None = None
    voor_u: int
    trace_id: str
    heeft_antwoord: bool = False


def just_received(bestand: Bestand, ontvangst: Ontvangst) -> Berichtlezing:
    """A message as it reads at the moment that it is stored."""
    kop = bestand.kop
    return Berichtlezing(
        nummer=bestand.nummer,
        id=bestand.id,
        soort=kop.soort.value,
        wet=kop.wet.value,
        agb_code=kop.agb_code,
        gemeente=kop.gemeente,
        bron=ontvangst.bron.value,
        status=Berichtstatus.ONTVANGEN.value,
        grootte=ontvangst.grootte,
        sha256=ontvangst.sha256,
        ontvangen_op=bestand.ontvangen_op,
        voor_u=bestand.voor_u,
        trace_id=bestand.trace_id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Leesfoutlezing:
    """A level 1 fault as stored."""

    code: str
    melding: str
    regel: int | None
    element: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bevindinglezing:
    """A broken rule as stored."""

    regel: str
    code: str
    niveau: int
    klasse: str
    aantal: int
    posities: tuple[int, ...]
    reden: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichtfilter:
    """Which messages; None means any. `uit` is what the bureau wrote itself."""

    soort: str | None = None
    wet: str | None = None
    status: str | None = None
    gemeente: str | None = None
    uit: bool | None = None
    agb_code: str | None = None
    periode: dt.date | None = None
    uitkomst: str | None = None
    declaratienummer: str | None = None


class Berichtvragen(Protocol):
    """Reads about messages; filtered by what the caller may see."""

    async def list(self, bereik: Bereik, filters: Berichtfilter, blad: Blad) -> Sequence[Berichtlezing]:
        """Messages, newest first."""
        ...

    async def find(self, bereik: Bereik, kenmerk: uuid.UUID) -> Berichtlezing | None:
        """One message, or None when it does not exist or is not for these eyes."""
        ...

    async def list_fouten(self, nummer: int) -> tuple[Sequence[Leesfoutlezing], Sequence[Bevindinglezing]]:
        """What was wrong with a message."""
        ...
