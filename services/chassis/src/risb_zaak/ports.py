"""What use cases know of timeline and agenda; pure, so that `application/` may import it."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from risb_kern.act import Handeling
from risb_kern.canonical import JSON as JSON  # noqa: PLC0414 -- who writes acts says it so
from risb_kern.clock import AMSTERDAM


@dataclass(frozen=True, slots=True, kw_only=True)
class Tijdlijnregel:
    """One act in a case: `op` is when it has effect, `vastgelegd_op` when this service knew it (later for a timer)."""

    zaak: str
    nr: int
    soort: str
    door: str
    op: dt.datetime
    vastgelegd_op: dt.datetime
    gegevens: Mapping[str, JSON]

    @property
    def kenmerken(self) -> frozenset[str]:
        """For whom the person acted, as of a `Handeling`; older acts do not say it."""
        namens = self.gegevens.get("namens")
        return frozenset(map(str, namens)) if isinstance(namens, list) else frozenset()

    def is_van(self, handeling: Handeling) -> bool:
        """Done by this person, or for whom this person acts now."""
        return self.door == handeling.door or not self.kenmerken.isdisjoint(handeling.kenmerken)


def met_namens(gegevens: Mapping[str, JSON], handeling: Handeling) -> Mapping[str, JSON]:
    """What an act decided, with for whom the person acted when that is known."""
    return {**gegevens, "namens": sorted(handeling.kenmerken)} if handeling.kenmerken else gegevens


class Timeline(Protocol):
    """What was done in a case: only added to, and chained by hashes so that a later change is found.

    `gegevens` says what the act decided, in whole numbers, texts and yes or no. Never a BSN or IBAN, and no personal
    text that may have to be erased: refer to the document that holds it.
    """

    async def add(self, zaak: str, soort: str, handeling: Handeling, gegevens: Mapping[str, JSON]) -> None:
        """Write the act in this transaction. `zaak` is "<kind>:<id>", `soort` the name of the use case.

        Acts in one case wait for each other; lock the case itself first, as for every write.
        """
        ...

    async def list(self, zaak: str, tot: dt.datetime | None = None) -> list[Tijdlijnregel]:
        """The acts in the order in which they were written; with `tot` only what was known at that moment."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Afspraak:
    """What has to happen in a case at a moment; `pogingen` counts the times that it failed."""

    zaak: str
    soort: str
    op: dt.datetime
    gegevens: Mapping[str, JSON]
    pogingen: int = 0
    fout: str | None = None

    @property
    def zaak_id(self) -> uuid.UUID:
        """The number of a case that is numbered by a UUID; ValueError for another."""
        return uuid.UUID(self.zaak.partition(":")[2])

    @property
    def plek(self) -> "Plek":
        """Its place in the order of the agenda."""
        return self.op, self.zaak, self.soort


Plek = tuple[dt.datetime, str, str]


class Agenda(Protocol):
    """What is coming: one appointment per case and kind, kept until it was carried out."""

    async def set(
        self, zaak: str, soort: str, op: dt.date | dt.datetime, gegevens: Mapping[str, JSON] | None = None
    ) -> None:
        """Make the appointment, or move it when it exists. A day means its first moment in Amsterdam."""
        ...

    async def cancel(self, zaak: str, soort: str) -> None:
        """Take the appointment away; nothing happens when there is none."""
        ...

    async def list(
        self, zaak: str | None = None, tot: dt.datetime | None = None, na: Plek | None = None, limiet: int = 100
    ) -> Sequence[Afspraak]:
        """What is coming, the first first: of one case or of all, due at `tot` at the latest, after the place `na`."""
        ...


def moment_of(op: dt.date | dt.datetime) -> dt.datetime:
    """The moment of an appointment; ValueError without a time zone."""
    if not isinstance(op, dt.datetime):
        return dt.datetime.combine(op, dt.time(), AMSTERDAM).astimezone(dt.UTC)
    if op.tzinfo is None:
        raise ValueError(f"{op.isoformat()} has no time zone")
    return op.astimezone(dt.UTC)
