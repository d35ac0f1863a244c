"""Deliveries to webhooks: one try, what came of it, what follows. At least once; a repeat has the same event id."""

import datetime as dt
import hashlib
import hmac
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

_MAX_WACHT = dt.timedelta(hours=1)
# After so many failures in a row a subscriber is left alone for a while, and then asked with one delivery at a time.
STORINGSGRENS = 5
_EERSTE_RUST = 30.0
# How many deliveries are under way at the same time in one process. More than half of them only for the first of a
# subscriber that answers: many that hang together are in nobody's way either.
SAMEN = 64


class BezorgStatus(StrEnum):
    """Where a delivery stands."""

    WACHT = "wacht"
    BEZORGD = "bezorgd"
    MISLUKT = "mislukt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorging:
    """One anomaly on its way to one subscriber, claimed for one attempt; `poging` counts from 1."""

    id: uuid.UUID
    abonnement_id: uuid.UUID
    url: str
    geheim: bytes
    positie: int
    gebeurtenis_id: uuid.UUID
    trace_id: str
    tijd: dt.datetime
    inhoud: Mapping[str, object]
    poging: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorgantwoord:
    """What one call came to: an HTTP status when there was an answer, else what went wrong."""

    http_status: int | None
    fout: str | None
    duur_ms: int

    @property
    def gelukt(self) -> bool:
        """True for an answer in the 200 range; a redirect is no delivery."""
        return self.http_status is not None and self.http_status // 100 == 2  # noqa: PLR2004 -- the 200 range


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorgpoging:
    """What came of one attempt."""

    id: uuid.UUID
    bezorging_id: uuid.UUID
    nummer: int
    op: dt.datetime
    gelukt: bool
    http_status: int | None
    fout: str | None
    duur_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorgverslag:
    """An attempt as its owner sees it; `status` is where the delivery stands now."""

    id: uuid.UUID
    bezorging_id: uuid.UUID
    positie: int
    status: BezorgStatus
    nummer: int
    op: dt.datetime
    gelukt: bool
    http_status: int | None
    fout: str | None
    duur_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorgstand:
    """How a subscriber stands: deliveries that wait, that were given up, and whether it is left alone for a while."""

    abonnement_id: uuid.UUID
    wachtend: int
    opgegeven: int
    rust_tot: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorgbeleid:
    """How often and how long we try; `claim` must be longer than one call can take.

    `aandeel` is how many deliveries one subscriber may hold up at the same time; it never waits for another's.
    """

    pogingen: int
    eerste_wachttijd: float
    claim: dt.timedelta
    aandeel: int = 8

    def vervolg(self, poging: Bezorgpoging, nu: dt.datetime) -> tuple[BezorgStatus, dt.datetime]:
        """What happens after this attempt: done, given up, or again after a pause that doubles each time.

        What was given up and is asked for again starts counting anew.
        """
        ronde = (poging.nummer - 1) % self.pogingen + 1
        volgende = nu + wachttijd(ronde, self.eerste_wachttijd)
        if poging.gelukt:
            return BezorgStatus.BEZORGD, volgende
        return (BezorgStatus.MISLUKT if ronde == self.pogingen else BezorgStatus.WACHT), volgende


def poging_van(bezorging: Bezorging, antwoord: Bezorgantwoord, op: dt.datetime) -> Bezorgpoging:
    """The attempt for the log; a repeated one has the same id."""
    return Bezorgpoging(
        id=uuid.uuid5(bezorging.id, str(bezorging.poging)),
        bezorging_id=bezorging.id,
        nummer=bezorging.poging,
        op=op,
        gelukt=antwoord.gelukt,
        http_status=antwoord.http_status,
        fout=antwoord.fout,
        duur_ms=antwoord.duur_ms,
    )


def rust_na(storingen: int, nu: dt.datetime) -> dt.datetime | None:
    """Until when a subscriber is left alone after so many failures in a row; doubling, at most an hour."""
    if storingen < STORINGSGRENS:
        return None
    return nu + wachttijd(min(storingen - STORINGSGRENS, 16) + 1, _EERSTE_RUST)


def wachttijd(poging: int, eerste: float) -> dt.timedelta:
    """Pause after that many failed attempts: doubling, at most an hour."""
    return min(_MAX_WACHT, dt.timedelta(seconds=eerste * 2 ** (poging - 1)))


def secret_binding(url: str) -> str:
    """What binds the secret of a subscription to its address: it signs for no other one."""
    return f"abonnement|{url}"


def handtekening(geheim: str, tijdstip: int, body: bytes) -> str:
    """Value of the header `Risb-Handtekening`: HMAC-SHA256 over the moment (seconds), a dot, and the exact body."""
    teken = hmac.digest(geheim.encode(), f"{tijdstip}.".encode() + body, hashlib.sha256).hex()
    return f"t={tijdstip},v1={teken}"
