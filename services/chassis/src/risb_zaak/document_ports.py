"""Documents of cases as use cases know them: what is kept about each, who may read it, and for how long. Pure."""

import datetime as dt
import uuid
from collections.abc import AsyncIterable, AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from risb_kern.act import Handeling
from risb_kern.errors import conflict, not_found, refused
from risb_recht.termijnen import Bewaarklasse

ALGEMEEN = "algemeen"


class Scanstatus(StrEnum):
    """What the virus scanner said; without a scanner nothing is ever `schoon`."""

    NIET_GESCAND = "niet_gescand"
    SCHOON = "schoon"
    BESMET = "besmet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lezer:
    """Who wants to read."""

    persoon: str
    rollen: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lezers:
    """Who may read: everybody with one of the roles, and the persons named (subjects of tokens)."""

    rollen: frozenset[str] = frozenset()
    personen: frozenset[str] = frozenset()

    def mag(self, lezer: Lezer) -> bool:
        """True for a reader."""
        return lezer.persoon in self.personen or not self.rollen.isdisjoint(lezer.rollen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Documentsoort:
    """A kind of document; `op_naam` is the number of readers that must be named, instead of roles, when above 0."""

    naam: str
    doel: str
    klasse: Bewaarklasse
    sleutel: str = ALGEMEEN
    op_naam: int = 0

    def check(self, lezers: Lezers) -> None:
        """400 when the readers do not fit the kind."""
        if self.op_naam and (lezers.rollen or len(lezers.personen) != self.op_naam):
            melding = f"Noem voor een {self.naam} precies {self.op_naam} personen die het mogen lezen, en geen rollen."
            raise refused("lezers-op-naam", melding)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuk:
    """What is handed in. `betrokkene` is the pseudonym of whom it is about, for the processing log."""

    zaak: str
    soort: Documentsoort
    naam: str
    mediatype: str
    lezers: Lezers
    betrokkene: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Opgeslagen:
    """What is known of contents once they stand in the store; hash and size in bytes from before encryption."""

    object: str
    sha256: bytes
    grootte: int
    scan: Scanstatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is known of a kept document."""

    id: uuid.UUID
    zaak: str
    soort: str
    doel: str
    bewaarklasse: str
    bewaren_tot: dt.date
    naam: str
    mediatype: str
    lezers: Lezers
    betrokkene: bytes
    sleutel: str
    inhoud: Opgeslagen
    door: str
    op: dt.datetime


def document_of(stuk: Stuk, handeling: Handeling, document_id: uuid.UUID, inhoud: Opgeslagen) -> Document:
    """The document that an act makes of what was handed in."""
    return Document(
        id=document_id,
        zaak=stuk.zaak,
        soort=stuk.soort.naam,
        doel=stuk.soort.doel,
        bewaarklasse=stuk.soort.klasse.code,
        bewaren_tot=stuk.soort.klasse.tot(handeling.vandaag),
        naam=stuk.naam,
        mediatype=stuk.mediatype,
        lezers=stuk.lezers,
        betrokkene=stuk.betrokkene,
        sleutel=stuk.soort.sleutel,
        inhoud=inhoud,
        door=handeling.door,
        op=handeling.op,
    )


def may_be_read(document: Document | None, lezer: Lezer) -> Document:
    """The document itself, for a reader; 404 for anybody else, 409 when it is infected."""
    if document is None or not document.lezers.mag(lezer):
        raise not_found("Het document")
    if document.inhoud.scan is Scanstatus.BESMET:
        raise conflict("document-besmet", "In dit document zit een virus. Vraag om een nieuw exemplaar.")
    return document


@dataclass(frozen=True, slots=True)
class Gelezen:
    """A document and its contents; the last part raises DamagedError when these are not what was kept."""

    document: Document
    inhoud: AsyncIterator[bytes]


class Documenten(Protocol):
    """The documents of a service, in the transaction at hand."""

    async def add(self, stuk: Stuk, inhoud: AsyncIterable[bytes], handeling: Handeling) -> Document:
        """Keep the contents encrypted, in constant memory; they exist for others once the transaction commits."""
        ...

    async def find(self, document_id: uuid.UUID) -> Document | None:
        """What is known of it, without its contents; no reading in the sense of the law."""
        ...

    async def list(self, zaak: str) -> Sequence[Document]:
        """The documents of a case, oldest first."""
        ...

    async def read(self, document_id: uuid.UUID, lezer: Lezer, handeling: Handeling) -> Gelezen:
        """The contents, with a record in the processing log; the edge commits before it gives them away.

        404 for who is no reader, the same as for what does not exist; 409 for what is infected. Damage at the start,
        which for a document up to 1 MiB is damage anywhere, raises DamagedError here.
        """
        ...

    async def remove(self, document_id: uuid.UUID) -> None:
        """Forget it; the contents go with the next cleaning."""
        ...


class Scan(Protocol):
    """One document on its way past the scanner."""

    async def feed(self, part: bytes) -> None:
        """Show the next bytes."""
        ...

    async def verdict(self) -> Scanstatus:
        """The answer about all of it; NIET_GESCAND when there is none."""
        ...


class Scanner(Protocol):
    """Looks for viruses."""

    def open(self) -> AbstractAsyncContextManager[Scan]:
        """Begin with a document."""
        ...
