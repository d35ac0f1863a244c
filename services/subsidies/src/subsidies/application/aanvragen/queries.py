import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from risb_kern.lists import Blad

from subsidies.domain.aanvragen.aanvraag import AanvraagStatus
from subsidies.domain.regelingen.opgave import SoortAanvrager


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanvraagfilter:
    """Which applications; None is "all"."""

    aanvrager_sub: str | None = None
    regeling_code: str | None = None
    gemeente: str | None = None
    status: AanvraagStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanvraagregel:
    """An application as a list shows it, without names."""

    id: uuid.UUID
    regeling_code: str
    gemeente: str
    wijk: str | None
    soort: SoortAanvrager
    gevraagd_cent: int
    status: AanvraagStatus
    ontvangen_op: dt.datetime
    beslisdatum: dt.date


class Aanvraagvragen(Protocol):
    """Applications as a list; orders `ontvangenOp` and `beslisdatum`."""

    async def list(self, welke: Aanvraagfilter, blad: Blad) -> Sequence[Aanvraagregel]:
        """A page of applications."""
        ...
