"""What stands at the doors of the API: how bytes come in and are kept, and how envelopes and packages are opened."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from risb_kern.errors import DomainError
from risb_kern.frames import Scratch

from declaraties.domain.post.bestand import Berichtkop
from declaraties.domain.post.envelop import Foutbericht, Stuurgegevens


class Upload(Protocol):
    """Takes bytes as they come; nothing stays unless `keep` is called."""

    naam: str

    @property
    def grootte(self) -> int:
        """Bytes so far."""
        ...

    @property
    def sha256(self) -> bytes:
        """Hash of all bytes so far."""
        ...

    def write(self, data: bytes) -> None:
        """Add bytes."""
        ...

    def keep(self) -> None:
        """Make the upload durable under its name."""
        ...

    def drop(self) -> None:
        """Leave nothing behind."""
        ...


class Store(Protocol):
    """Where uploads are kept."""

    def new(self, naam: str | None = None) -> Upload:
        """An upload, temporary until it is kept."""
        ...

    def read(self, naam: str) -> bytes:
        """The bytes as they were uploaded."""
        ...


class Tekencontrole(Protocol):
    """Checks the encoding while the bytes stream by."""

    def feed(self, data: bytes, *, last: bool = False) -> None:
        """Check the next bytes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Deur:
    """What a single message needs: `read_head` of the first `head_bytes`, and a check of the encoding."""

    read_head: Callable[[bytes], Berichtkop]
    head_bytes: int
    tekencontrole: Callable[[], Tekencontrole]


class Pakket(Protocol):
    """A package that holds together."""

    @property
    def namen(self) -> Sequence[str]:
        """Names of the files."""
        ...

    def parts(self, plaats: int) -> Iterator[bytes]:
        """The bytes of a file; DomainError when the package is broken there."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Zipdeur:
    """What packages need: a place on disk for one while it is looked at, and what looks."""

    scratch: Callable[[], Scratch]
    open: Callable[[BinaryIO], Pakket]
    grootste: int
    te_groot: Callable[[], DomainError]


class Stroom(Protocol):
    """Splits an envelope while it comes in."""

    def feed(self, stuk: bytes) -> None:
        """Take the next bytes."""
        ...

    def finish(self) -> Stuurgegevens:
        """The head of the envelope, when there are no more bytes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Stufdeur:
    """What envelopes need; `samenwerkingsverband` is the name of the bureau in what goes out."""

    stroom: Callable[[Callable[[bytes], None]], Stroom]
    grootste: int
    write_envelop: Callable[[Stuurgegevens, bytes], bytes]
    write_bevestiging: Callable[[Stuurgegevens], bytes]
    write_fout: Callable[[Stuurgegevens, Foutbericht], bytes]
    samenwerkingsverband: str
