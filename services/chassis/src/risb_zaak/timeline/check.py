"""Is every timeline as it was written? The command `python -m <service> geschiedenis [nr:hash]`."""

import itertools
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

import psycopg
from chassis.settings import ServiceSettings
from psycopg.rows import namedtuple_row

from risb_zaak.ports import JSON, Tijdlijnregel
from risb_zaak.timeline.anchors import Anker
from risb_zaak.timeline.chain import FIRST, Breuk, Breuksoort, Kop, Schakel, breaks, gap
from risb_zaak.timeline.seals import broken_seals

# A moment that Python has no value for is none.
_READ = "CASE WHEN {0} >= '0001-01-02' AND {0} < '9999-12-31' THEN {0} END"
# Per act also the head of its case and what was anchored of it; a case without acts, but known, is one row.
_CASES = f"""
WITH anker AS (
    SELECT een.key AS zaak, jsonb_agg(een.value) AS ankers FROM tijdlijn_anker, jsonb_each(
        CASE WHEN jsonb_typeof(koppen) = 'object' THEN koppen ELSE '{{}}' END) AS een GROUP BY 1
)
SELECT zaak, t.nr, t.soort, t.door, {_READ.format("t.op")} AS op,
    {_READ.format("t.vastgelegd_op")} AS vastgelegd_op, t.gegevens, t.vorige_hash, t.hash,
    k.nr AS kop_nr, k.hash AS kop_hash, k.verankerd, anker.ankers
FROM tijdlijn t FULL JOIN tijdlijn_kop k USING (zaak) FULL JOIN anker USING (zaak) ORDER BY zaak, t.nr
"""
_ANCHORS = f"SELECT nr, {_READ.format('op')}, koppen, vorige_hash, hash FROM tijdlijn_anker ORDER BY nr"
_FIELDS = tuple(one.name for one in fields(Tijdlijnregel))
ANKER = "anker"


def geschiedenis(settings: ServiceSettings, arguments: Sequence[str]) -> int:
    """Print every break and the last anchor; exit code 1 when there is a break. Give an anchor that a log holds."""
    with psycopg.connect(settings.database_url.get_secret_value()) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        count = 0
        for one in check(connection, *(known_anchor(text) for text in arguments)):
            count += 1
            sys.stdout.write(f"{one.zaak} nr {one.nr}{f' tot en met {one.tot}' if one.tot else ''}: {one.soort}\n")
        zaken, regels, anker = connection.execute(
            "SELECT (SELECT count(*) FROM tijdlijn_kop), (SELECT count(*) FROM tijdlijn), "
            "(SELECT nr || ':' || encode(hash, 'hex') FROM tijdlijn_anker ORDER BY nr DESC LIMIT 1)"
        ).fetchone() or (0, 0, None)
    sys.stdout.write(f"{zaken} zaken, {regels} handelingen, laatste anker {anker or 'geen'}: {count} afwijkingen\n")
    return 1 if count else 0


def known_anchor(text: str) -> Kop:
    """An anchor as the log has it: "<nr>:<hash>"; ValueError otherwise."""
    nr, _, digest = text.partition(":")
    return Kop(nr=int(nr), hash=bytes.fromhex(digest))


def check(connection: psycopg.Connection[Any], *known: Kop) -> Iterator[Breuk]:
    """Every break in the anchors (as case "anker"), the seals and the cases, in order; constant memory per case."""
    yield from _anchor_breaks(connection, known)
    yield from broken_seals(connection)
    with connection.cursor("tijdlijn", row_factory=namedtuple_row) as cursor:
        rows: Iterable[Any] = cursor.execute(_CASES)
        for zaak, acts in itertools.groupby(rows, key=lambda row: row.zaak):
            yield from _case_breaks(zaak, list(acts))


def _anchor_breaks(connection: psycopg.Connection[Any], known: Sequence[Kop]) -> Iterator[Breuk]:
    found: dict[int, bytes] = {}
    before = Kop(nr=0, hash=FIRST)
    for nr, op, koppen, vorige_hash, digest in connection.execute(_ANCHORS):
        if nr < 1:
            yield Breuk(zaak=ANKER, nr=nr, soort=Breuksoort.INGEVOEGD)
            continue
        yield from gap(ANKER, before.nr, nr)
        fits = vorige_hash == before.hash or before.nr + 1 < nr
        if not fits or not _as_anchored(Anker(nr=nr, op=op, koppen=koppen, vorige_hash=vorige_hash), digest):
            yield Breuk(zaak=ANKER, nr=nr, soort=Breuksoort.GEWIJZIGD)
        before = Kop(nr=nr, hash=digest)
        found[nr] = digest
    for one in known:
        if found.get(one.nr) != one.hash:
            soort = Breuksoort.GEWIJZIGD if one.nr in found else Breuksoort.VERWIJDERD
            yield Breuk(zaak=ANKER, nr=one.nr, soort=soort)


def _as_anchored(anker: Anker, digest: bytes) -> bool:
    try:
        return anker.digest() == digest and all(_kop(one) for one in anker.koppen.values())
    except (ValueError, AttributeError, RecursionError):  # what is never anchored, or cannot be read
        return False


def _kop(value: JSON) -> Kop | None:
    """A head as an anchor holds it; None when it is something else."""
    match value:
        case [int(nr), str(digest)] if re.fullmatch("[0-9a-f]{64}", digest):
            return Kop(nr=nr, hash=bytes.fromhex(digest))
    return None


def _case_breaks(zaak: str, rows: Sequence[Any]) -> Iterator[Breuk]:
    first = rows[0]
    head = None if first.kop_nr is None else Kop(nr=first.kop_nr, hash=first.kop_hash)
    ankers = [kop for one in first.ankers or [] if (kop := _kop(one))]
    acts = [
        Schakel(
            regel=Tijdlijnregel(**{name: getattr(row, name) for name in _FIELDS}),
            vorige_hash=row.vorige_hash,
            hash=row.hash,
        )
        for row in rows
        if row.nr is not None
    ]
    yield from breaks(zaak, acts, head, ankers)
    if head and first.verankerd > max((one.nr for one in ankers), default=0):
        yield Breuk(zaak=zaak, nr=first.verankerd, soort=Breuksoort.ANKER)
