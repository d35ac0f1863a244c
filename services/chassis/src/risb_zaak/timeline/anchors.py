"""Anchors: what the chains ended with at a moment, also told outside the database.

Whoever can change every table can also make a chain that fits; not the log lines that were collected elsewhere.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from risb_kern.canonical import canonical
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from risb_zaak.ports import JSON
from risb_zaak.timeline.chain import FIRST, Kop

log = structlog.get_logger()
_MOST = 1000
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('tijdlijn_anker', 0))"
# A case in which somebody writes just now is for the next time.
_TAKE = """
UPDATE tijdlijn_kop SET verankerd = nr WHERE zaak IN
(SELECT zaak FROM tijdlijn_kop WHERE nr > verankerd ORDER BY zaak LIMIT :meeste FOR UPDATE SKIP LOCKED)
RETURNING zaak, nr, hash
"""
_LAST = "SELECT nr, hash FROM tijdlijn_anker ORDER BY nr DESC LIMIT 1"
_WRITE = """
INSERT INTO tijdlijn_anker (nr, op, koppen, vorige_hash, hash)
VALUES (:nr, :op, CAST(:koppen AS jsonb), :vorige_hash, :hash)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anker:
    """The heads that moved since the anchor before it: `koppen` is case -> [number, hash]."""

    nr: int
    op: dt.datetime
    koppen: Mapping[str, JSON]
    vorige_hash: bytes

    def digest(self) -> bytes:
        """SHA-256 over the canonical content."""
        op = self.op.astimezone(dt.UTC).isoformat(timespec="microseconds")
        content: JSON = {"nr": self.nr, "op": op, "koppen": self.koppen, "vorige": self.vorige_hash.hex()}
        return hashlib.sha256(canonical(content)).digest()


async def write_anchor(session: AsyncSession, dienst: str, op: dt.datetime) -> Kop | None:
    """Anchor what moved and tell it in the log; None when nothing did. The caller commits."""
    await session.execute(text(_LOCK))
    moved = (await session.execute(text(_TAKE), {"meeste": _MOST})).all()
    if not moved:
        return None
    last = (await session.execute(text(_LAST))).first()
    koppen: dict[str, JSON] = {one.zaak: [one.nr, one.hash.hex()] for one in moved}
    anker = Anker(nr=last.nr + 1 if last else 1, op=op, koppen=koppen, vorige_hash=last.hash if last else FIRST)
    values = {"nr": anker.nr, "op": op, "koppen": canonical(koppen).decode()}
    written = Kop(nr=anker.nr, hash=anker.digest())
    await session.execute(text(_WRITE), {**values, "vorige_hash": anker.vorige_hash, "hash": written.hash})
    log.info("timeline_anchored", dienst=dienst, anker=f"{written.nr}:{written.hash.hex()}", zaken=len(moved))
    return written
