"""What the API shows: read types, and the port that fills them straight from storage."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Zicht:
    """Whose rows somebody may see; `alles` for staff of the bureau."""

    alles: bool = False
    agb: tuple[str, ...] = ()
    gemeenten: tuple[str, ...] = ()


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
    verwerkt_op: dt.datetime | None
    reden: str | None
    uitkomst: str | None
    identificatie: str | None
    dagtekening: dt.date | None
    declaratienummer: str | None
    periode: dt.date | None
    ingediend_cent: int | None
    toegekend_cent: int | None
    prestaties: int | None
    goedgekeurd: int | None
    voor_u: int
    trace_id: str
    heeft_antwoord: bool


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
class Prestatielezing:
    """A judged line; `reden_ongeldig` is that of its toewijzing now, `bsn` only for who may see it."""

    regel: int
    client: bytes
    bsn: str | None
    referentie: str
    vorige: str | None
    toewijzing: int
    categorie: str
    code: str
    begin: dt.date
    eind: dt.date
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    credit: bool
    goedgekeurd: bool
    retourcodes: str
    reden_ongeldig: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toewijzinglezing:
    """A toewijzing with the number of its client in the clear: only for those who sent or received it."""

    gemeente: str
    wet: str
    nummer: int
    agb_code: str
    client: bytes
    bsn: str
    categorie: str | None
    code: str | None
    volume: int | None
    eenheid: str | None
    frequentie: str | None
    budget_cent: int | None
    ingangsdatum: dt.date
    einddatum: dt.date | None
    verwijderd: bool
    grondslag: str | None
    geldig: bool
    reden_ongeldig: str | None
    verplichting_cent: int
    programmalijn: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opdrachtlezing:
    """A payable."""

    volgnummer: int
    id: uuid.UUID
    soort: str
    bron_id: uuid.UUID
    bestand_id: uuid.UUID | None
    agb_code: str
    gemeente: str
    wet: str
    programmalijn: str
    jaar: int
    bedrag_cent: int
    vervaldatum: dt.date
    gemaakt_op: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichtfilter:
    """Which messages; None means any. `uit` is what the bureau wrote itself.

    `na` is the last number of the page before (newest first).
    """

    soort: str | None = None
    wet: str | None = None
    status: str | None = None
    gemeente: str | None = None
    uit: bool | None = None
    agb_code: str | None = None
    periode: dt.date | None = None
    uitkomst: str | None = None
    declaratienummer: str | None = None
    na: int | None = None
    limiet: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Toewijzingfilter:
    """Which toewijzingen; None means any. `na` is the key of the last one of the page before."""

    gemeente: str | None = None
    wet: str | None = None
    agb_code: str | None = None
    geldig: bool | None = None
    client: bytes | None = None
    na: tuple[str, str, int] | None = None
    limiet: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Opdrachtfilter:
    """Which payables; None means any."""

    gemeente: str | None = None
    agb_code: str | None = None
    jaar: int | None = None
    na: int | None = None
    limiet: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Prestatiefilter:
    """Which lines of a message: after line `na`; `met_bsn` only for its sender and receiver."""

    goedgekeurd: bool | None = None
    met_bsn: bool = False
    na: int = -1
    limiet: int = 100


class Leeswerk(Protocol):
    """Reads for the API; every one filtered by what the caller may see."""

    async def berichten(self, zicht: Zicht, filters: Berichtfilter) -> Sequence[Berichtlezing]:
        """Messages, newest first."""
        ...

    async def bericht(self, zicht: Zicht, kenmerk: uuid.UUID) -> Berichtlezing | None:
        """One message, or None when it does not exist or is not for these eyes."""
        ...

    async def fouten(self, nummer: int) -> tuple[Sequence[Leesfoutlezing], Sequence[Bevindinglezing]]:
        """What was wrong with a message."""
        ...

    async def prestaties(self, nummer: int, filters: Prestatiefilter) -> Sequence[Prestatielezing]:
        """Lines of a message in order."""
        ...

    async def afgekeurde_clienten(self, nummer: int) -> Sequence[bytes]:
        """Pseudonyms of the clients that the 325 of a message names."""
        ...

    async def toewijzingen(self, zicht: Zicht, filters: Toewijzingfilter) -> Sequence[Toewijzinglezing]:
        """Toewijzingen by gemeente, wet and number."""
        ...

    async def opdrachten(self, zicht: Zicht, filters: Opdrachtfilter) -> Sequence[Opdrachtlezing]:
        """Payables in the order in which they were made."""
        ...

    def client_van(self, bsn: str) -> bytes:
        """The pseudonym of a Bsn."""
        ...
