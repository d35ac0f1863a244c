"""The history of an aanbieder in columns: written with each judged message, made again from the lines when it lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from declaraties.adapters.beoordelen.kolomverkeer import Verbinding
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
    samengevoegd,
    slotsleutels,
)
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.waarden import dagnummer

_BEWAAR = (
    b"INSERT INTO geschiedenis (agb_code, wet, bestand_nummer, gemeente, eerste, laatste, referenties, slots, verbruik,"
    b" crediteringen) VALUES (%b, %b, %b, %b, %b, %b, %b, %b, %b, %b)"
)
_ONTBREEKT = (
    b"SELECT b.nummer, b.agb_code, b.wet, b.gemeente FROM bestand b LEFT JOIN geschiedenis g ON g.agb_code = b.agb_code"
    b" AND g.wet = b.wet AND g.bestand_nummer = b.nummer WHERE b.agb_code = %s AND b.wet = %s AND b.soort = '323'"
    b" AND b.telt AND g.bestand_nummer IS NULL"
)
# Keys of slots are only read of messages about the same days, and only those and the volumes of the same gemeente.
_LEES = (
    b"SELECT bestand_nummer, referenties, crediteringen,"
    b" CASE WHEN gemeente = %s AND eerste <= %s AND laatste >= %s THEN slots END,"
    b" CASE WHEN gemeente = %s THEN verbruik END"
    b" FROM geschiedenis WHERE agb_code = %s AND wet = %s"
)
_REGELS = (
    b"SELECT p.*, b.gemeente FROM unnest(%s::bigint[], %s::int[]) AS k (bestand_nummer, regel)"
    b" JOIN prestatie p USING (bestand_nummer, regel) JOIN bestand b ON b.nummer = p.bestand_nummer"
)
_ALLE_REGELS = b"SELECT * FROM prestatie WHERE bestand_nummer = %s ORDER BY regel"
Rij = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Voorgeschiedenis:
    """What earlier messages of the aanbieder hold that this one may repeat or take back; lines as stored."""

    regels: tuple[Rij, ...]
    gecrediteerd: frozenset[str]
    verbruik: NDArray[np.void]


class Geschiedenissen:
    """The table `geschiedenis`; only the holder of the lock of the aanbieder and wet may use it."""

    def __init__(self, db: Verbinding) -> None:
        self._db = db

    async def add(self, nummer: int, bericht: Bericht323, geschiedenis: Geschiedenis) -> None:
        """Store the columns of a message, in the transaction of its lines."""
        await self._insert((bericht.aanbieder, bericht.wet.value, nummer, bericht.gemeente), geschiedenis)

    async def read(self, bericht: Bericht323) -> Voorgeschiedenis:
        """The lines that may matter, read exactly, and what was used of the toewijzingen that are declared on."""
        await self._vul_aan(bericht)
        p = bericht.prestaties
        referenties = Zoeker(
            np.concatenate([referentiesleutels(p.referentie), referentiesleutels(p.vorige[p.heeft_vorige])])
        )
        slots = Zoeker(slotsleutels(p.toewijzing, p.categorie, p.code, p.begin, p.eind))
        nodig = np.sort(p.toewijzing)
        plaatsen: list[tuple[int, int]] = []
        crediteringen: list[tuple[int, NDArray[np.void]]] = []
        verbruik: list[NDArray[np.void]] = []
        for nummer, eigen, credit, bezet, gebruikt in await self._rijen(bericht):
            gevonden = set(referenties.plaatsen(_sleutels(eigen)).tolist())
            if bezet is not None:
                gevonden.update(slots.plaatsen(_sleutels(bezet)).tolist())
            plaatsen += [(nummer, regel) for regel in sorted(gevonden)]
            crediteringen.append((nummer, np.frombuffer(credit, CREDIT)))
            if gebruikt is not None:
                kolommen = np.frombuffer(gebruikt, VERBRUIK)
                verbruik.append(kolommen[komt_voor(kolommen["toewijzing"], nodig)])
        regels = await self._regels(plaatsen)
        return Voorgeschiedenis(
            regels=regels,
            gecrediteerd=await self._gecrediteerd(regels, crediteringen),
            verbruik=opgeteld(samengevoegd(verbruik, VERBRUIK)),
        )

    async def _rijen(self, bericht: Bericht323) -> Sequence[tuple[Any, ...]]:
        begin = bericht.prestaties.begin
        gemeente, periode = bericht.gemeente, (int(begin.max()), int(begin.min()))
        cursor = await self._db.execute(
            _LEES, (gemeente, *periode, gemeente, bericht.aanbieder, bericht.wet.value), binary=True
        )
        return await cursor.fetchall()

    async def _regels(self, plaatsen: Sequence[tuple[int, int]]) -> tuple[Rij, ...]:
        if not plaatsen:
            return ()
        waarden = ([nummer for nummer, _ in plaatsen], [regel for _, regel in plaatsen])
        return await self._als_rijen(_REGELS, waarden)

    async def _gecrediteerd(
        self, regels: Sequence[Rij], crediteringen: Sequence[tuple[int, NDArray[np.void]]]
    ) -> frozenset[str]:
        """References that an approved credit of an earlier message took back, among these lines."""
        debetten = [rij["referentie"].encode() for rij in regels if rij["goedgekeurd"] and not rij["credit"]]
        if not debetten:
            return frozenset()
        zoeker = Zoeker(referentiesleutels(np.array(debetten, np.bytes_)))
        plaatsen = [
            (nummer, int(credit["regel"]))
            for nummer, kolom in crediteringen
            for credit in kolom[zoeker.plaatsen(np.ascontiguousarray(kolom["vorige"]))]
        ]
        return frozenset(rij["vorige"] for rij in await self._regels(plaatsen))

    async def _vul_aan(self, bericht: Bericht323) -> None:
        """Make what lacks, from the stored lines; the table holds nothing that they do not."""
        cursor = await self._db.execute(_ONTBREEKT, (bericht.aanbieder, bericht.wet.value))
        for nummer, agb_code, wet, gemeente in await cursor.fetchall():
            regels = _als_kolommen(await self._als_rijen(_ALLE_REGELS, (nummer,)))
            await self._insert((agb_code, wet, nummer, gemeente), geschiedenis_van(regels))

    async def _insert(self, wie: tuple[str, str, int, str], geschiedenis: Geschiedenis) -> None:
        kolommen = (geschiedenis.referenties, geschiedenis.slots, geschiedenis.verbruik, geschiedenis.crediteringen)
        waarden = (*wie, geschiedenis.eerste, geschiedenis.laatste, *(kolom.tobytes() for kolom in kolommen))
        await self._db.execute(_BEWAAR, waarden)

    async def _als_rijen(self, vraag: bytes, waarden: Sequence[Any]) -> tuple[Rij, ...]:
        cursor = await self._db.execute(vraag, waarden)
        namen = [kolom.name for kolom in cursor.description or ()]
        return tuple(dict(zip(namen, rij, strict=True)) for rij in await cursor.fetchall())


def _sleutels(data: bytes) -> Sleutels:
    return np.frombuffer(data, "<u8")


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
