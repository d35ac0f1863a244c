"""Deliveries to webhooks: what is due, one try, what came of it. At least once; a repeat has the same event id."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Protocol

from toezicht.domain.abonnementen.abonnement import Bezorging, Bezorgpoging, Bezorgstand, wachttijd


@dataclass(frozen=True, slots=True, kw_only=True)
class Antwoord:
    """What one call came to: a status when there was an answer, else what went wrong."""

    status: int | None
    fout: str | None
    duur_ms: int

    @property
    def gelukt(self) -> bool:
        """True for an answer in the 200 range; a redirect is no delivery."""
        return self.status is not None and self.status // 100 == 2  # noqa: PLR2004 -- the 200 range


class Bezorger(Protocol):
    """Makes the call."""

    async def bezorg(self, bezorging: Bezorging) -> Antwoord:
        """Call the subscriber once; never raises for what the other side does."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorgbeleid:
    """How often and how long we try; `claim` must be longer than one call can take."""

    pogingen: int
    eerste_wachttijd: float
    claim: dt.timedelta
    tegelijk: int = 20


def poging_van(bezorging: Bezorging, antwoord: Antwoord, op: dt.datetime) -> Bezorgpoging:
    """The attempt for the log; a repeated one has the same id."""
    return Bezorgpoging(
        id=uuid.uuid5(bezorging.id, str(bezorging.poging)),
        bezorging_id=bezorging.id,
        nummer=bezorging.poging,
        op=op,
        gelukt=antwoord.gelukt,
        status=antwoord.status,
        fout=antwoord.fout,
        duur_ms=antwoord.duur_ms,
    )


def vervolg(poging: Bezorgpoging, beleid: Bezorgbeleid, nu: dt.datetime) -> tuple[Bezorgstand, dt.datetime]:
    """What happens after this attempt: done, given up, or again after a pause that doubles each time."""
    volgende = nu + wachttijd(poging.nummer, beleid.eerste_wachttijd)
    if poging.gelukt:
        return Bezorgstand.BEZORGD, volgende
    return (Bezorgstand.MISLUKT if poging.nummer >= beleid.pogingen else Bezorgstand.WACHT), volgende
