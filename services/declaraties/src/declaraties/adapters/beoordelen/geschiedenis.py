"""The history of an aanbieder in columns: written with each judged message, made again from the lines when it lacks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from declaraties.adapters.verbinding import Verbinding
from declaraties.domain.beoordelen.geschiedenis import (
    CREDIT,
    VERBRUIK,
    Geschiedenis,
    Regelkolommen,
    Sleutels,
    Zoeker,
    geschiedenis_van,
    komt_voor,
    opgeteld,
    referentiesleutels,
    slotsleutels,
)
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.waarden import dagnummer

_BEWAAR = (
    b"INSERT INTO geschiedenis (agb_code, wet, bestand_nummer, gemeente, eerste, laatste, referenties, slots, verbruik,"
    b" crediteringen) SELECT * FROM unnest(%b::text[], %b::text[], %b::bigint[], %b::text[], %b::int[], %b::int[],"
    b" %b::bytea[], %b::bytea[], %b::bytea[], %b::bytea[])"
)
_ONTBREEKT = (
    b"SELECT b.nummer, b.agb_code, b.wet, b.gemeente FROM unnest(%s::text[], %s::text[]) AS s (agb_code, wet)"
    b" JOIN bestand b USING (agb_code, wet) LEFT JOIN geschiedenis g ON g.agb_code = b.agb_code"
    b" AND g.wet = b.wet AND g.bestand_nummer = b.nummer"
    b" WHERE b.soort = '323' AND b.telt AND g.bestand_nummer IS NULL"
)
# Keys of slots are only read of messages about the same days, and only those and the volumes of the same gemeente.
_LEES = (
    b"SELECT n, bestand_nummer, referenties, crediteringen,"
    b" CASE WHEN g.gemeente = s.gemeente AND eerste <= s.tot AND laatste >= s.van THEN slots END,"
    b" CASE WHEN g.gemeente = s.gemeente THEN verbruik END"
    b" FROM unnest(%s::text[], %s::text[], %s::text[], %s::int[], %s::int[]) WITH ORDINALITY"
    b" AS s (agb_code, wet, gemeente, tot, van, n) JOIN geschiedenis g USING (agb_code, wet)"
)
_REGELS = (
    b"SELECT p.*, b.gemeente FROM unnest(%s::bigint[], %s::int[]) AS k (bestand_nummer, regel)"
    b" JOIN prestatie p USING (bestand_nummer, regel) JOIN bestand b ON b.nummer = p.bestand_nummer"
)
_ALLE_REGELS = b"SELECT * FROM prestatie WHERE bestand_nummer = %s ORDER BY regel"
Rij = dict[str, Any]
Plaats = tuple[int, int]  # number of the message, line


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Voorgeschiedenis:
    """What earlier messages of the aanbieder hold that this one may repeat or take back; lines as stored."""

    regels: tuple[Rij, ...]
    gecrediteerd: frozenset[str]
    verbruik: NDArray[np.void]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Gevonden:
    plaatsen: list[Plaats]
    crediteringen: list[tuple[int, NDArray[np.void]]]
    verbruik: NDArray[np.void]


class Geschiedenissen:
    """The table `geschiedenis`; only the holder of the lock of the aanbieder and wet may use it."""

    def __init__(self, db: Verbinding) -> None:
        self._db = db

    async def add(self, berichten: Mapping[int, tuple[Bericht323, Geschiedenis]]) -> None:
        """Store the columns of messages, by number, in the transaction of their lines."""
        await self._insert(
            [
                ((bericht.aanbieder, bericht.wet.value, nummer, bericht.gemeente), geschiedenis)
                for nummer, (bericht, geschiedenis) in berichten.items()
            ]
        )

    async def read(self, berichten: Sequence[Bericht323]) -> list[Voorgeschiedenis]:
        """Per message the lines that may matter, read exactly, and what was used of its toewijzingen."""
        await self._vul_aan(berichten)
        eerder: list[list[tuple[Any, ...]]] = [[] for _ in berichten]
        for n, *rij in await self._rijen(berichten):
            eerder[n - 1].append(tuple(rij))
        gevonden = [_search(*one) for one in zip(berichten, eerder, strict=True)]
        regels = await self._regels([plaats for one in gevonden for plaats in one.plaatsen])
        eigen = [[regels[plaats] for plaats in one.plaatsen if plaats in regels] for one in gevonden]
        terug = [_credits(*one) for one in zip(eigen, gevonden, strict=True)]
        teruggenomen = await self._regels([plaats for plaatsen in terug for plaats in plaatsen])
        return [
            Voorgeschiedenis(
                regels=tuple(rijen),
                gecrediteerd=frozenset(teruggenomen[plaats]["vorige"] for plaats in plaatsen if plaats in teruggenomen),
                verbruik=one.verbruik,
            )
            for one, rijen, plaatsen in zip(gevonden, eigen, terug, strict=True)
        ]

    async def _rijen(self, berichten: Sequence[Bericht323]) -> Sequence[tuple[Any, ...]]:
        waarden = [
            (one.aanbieder, one.wet.value, one.gemeente, int(begin.max()), int(begin.min()))
            for one in berichten
            for begin in (one.prestaties.begin,)
        ]
        cursor = await self._db.execute(_LEES, [list(kolom) for kolom in zip(*waarden, strict=True)], binary=True)
        return await cursor.fetchall()

    async def _regels(self, plaatsen: Sequence[Plaats]) -> dict[Plaats, Rij]:
        if not plaatsen:
            return {}
        waarden = ([nummer for nummer, _ in plaatsen], [regel for _, regel in plaatsen])
        return {(rij["bestand_nummer"], rij["regel"]): rij for rij in await self._als_rijen(_REGELS, waarden)}

    async def _vul_aan(self, berichten: Sequence[Bericht323]) -> None:
        """Make what lacks, from the stored lines; the table holds nothing that they do not."""
        wie = [list(kolom) for kolom in zip(*{(one.aanbieder, one.wet.value) for one in berichten}, strict=True)]
        cursor = await self._db.execute(_ONTBREEKT, wie)
        for nummer, agb_code, wet, gemeente in await cursor.fetchall():
            regels = _als_kolommen(await self._als_rijen(_ALLE_REGELS, (nummer,)))
            await self._insert([((agb_code, wet, nummer, gemeente), geschiedenis_van(regels))])

    async def _insert(self, rijen: Sequence[tuple[tuple[str, str, int, str], Geschiedenis]]) -> None:
        waarden = [
            (
                *wie,
                one.eerste,
                one.laatste,
                *(kolom.tobytes() for kolom in (one.referenties, one.slots, one.verbruik, one.crediteringen)),
            )
            for wie, one in rijen
        ]
        await self._db.execute(_BEWAAR, [list(kolom) for kolom in zip(*waarden, strict=True)])

    async def _als_rijen(self, vraag: bytes, waarden: Sequence[Any]) -> tuple[Rij, ...]:
        cursor = await self._db.execute(vraag, waarden)
        namen = [kolom.name for kolom in cursor.description or ()]
        return tuple(dict(zip(namen, rij, strict=True)) for rij in await cursor.fetchall())


def _search(bericht: Bericht323, eerder: Sequence[tuple[Any, ...]]) -> _Gevonden:
    """Places in earlier messages (number, references, credits, slots or None, use or None) of what this one names."""
    p = bericht.prestaties
    namen = np.concatenate([referentiesleutels(p.referentie), referentiesleutels(p.vorige[p.heeft_vorige])])
    slots = slotsleutels(p.toewijzing, p.categorie, p.code, p.begin, p.eind)
    plaatsen = {
        *_plaatsen(namen, [(nummer, eigen) for nummer, eigen, *_ in eerder]),
        *_plaatsen(slots, [(nummer, bezet) for nummer, _, _, bezet, _ in eerder if bezet is not None]),
    }
    verbruik = np.frombuffer(b"".join(gebruikt for *_, gebruikt in eerder if gebruikt is not None), VERBRUIK)
    return _Gevonden(
        plaatsen=sorted(plaatsen),
        crediteringen=[(nummer, np.frombuffer(credit, CREDIT)) for nummer, _, credit, _, _ in eerder if credit],
        verbruik=opgeteld(verbruik[komt_voor(verbruik["toewijzing"], np.sort(p.toewijzing))]),
    )


def _plaatsen(gezocht: Sleutels, kolommen: Sequence[tuple[int, bytes]]) -> Iterator[Plaats]:
    """Number and line of every key that is sought, in the columns of several messages at once."""
    alle = np.frombuffer(b"".join(data for _, data in kolommen), "<u8")
    einden = np.cumsum([len(data) // alle.itemsize for _, data in kolommen], dtype=np.int64)
    gevonden = Zoeker(gezocht).plaatsen(alle)
    welke = np.searchsorted(einden, gevonden, side="right")
    for plaats, bericht in zip(gevonden.tolist(), welke.tolist(), strict=True):
        nummer, data = kolommen[bericht]
        yield nummer, plaats - int(einden[bericht]) + len(data) // alle.itemsize


def _credits(regels: Sequence[Rij], gevonden: _Gevonden) -> list[Plaats]:
    """Places of the approved credits of earlier messages that took back one of these lines."""
    debetten = [rij["referentie"].encode() for rij in regels if rij["goedgekeurd"] and not rij["credit"]]
    if not debetten:
        return []
    zoeker = Zoeker(referentiesleutels(np.array(debetten, np.bytes_)))
    return [
        (nummer, int(credit["regel"]))
        for nummer, kolom in gevonden.crediteringen
        for credit in kolom[zoeker.plaatsen(np.ascontiguousarray(kolom["vorige"]))]
    ]


def _als_kolommen(rijen: Sequence[Rij]) -> Regelkolommen:
    def tekst(naam: str) -> Any:
        return np.array([rij[naam] or "" for rij in rijen], np.str_)

    def getal(naam: str) -> Any:
        return np.array([rij[naam] for rij in rijen], np.int64)

    def dag(naam: str) -> Any:
        return np.array([dagnummer(rij[naam]) for rij in rijen], np.int64)

    return Regelkolommen(
        referentie=np.array([rij["referentie"].encode() for rij in rijen], np.bytes_),
        vorige=np.array([(rij["vorige"] or "").encode() for rij in rijen], np.bytes_),
        toewijzing=getal("toewijzing"),
        categorie=tekst("categorie"),
        code=tekst("code"),
        begin=dag("begin"),
        eind=dag("eind"),
        volume=getal("volume"),
        eenheid=tekst("eenheid"),
        bedrag=getal("bedrag"),
        credit=np.array([rij["credit"] for rij in rijen], np.bool_),
        goedgekeurd=np.array([rij["goedgekeurd"] for rij in rijen], np.bool_),
    )
