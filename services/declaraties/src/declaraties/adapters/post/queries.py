"""Reads about messages, straight from SQL into read types."""

import dataclasses
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from risb_kern.lists import Bereik, Blad
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.reads import VISIBLE, eyes, filled, place
from declaraties.application.post.queries import (
    Berichtfilter,
    Berichtlezing,
    Berichtvragen,
    Bevindinglezing,
    Leesfoutlezing,
)

# A message that the worker has begun on still stands in the queue; the try tells that it is under way.
_STATUS = (
    "CASE WHEN b.status = 'ontvangen' AND EXISTS (SELECT 1 FROM poging p WHERE p.bestand_nummer = b.nummer"
    " AND p.aantal > 0) THEN 'wordt-verwerkt' ELSE b.status END"
)


_BERICHT = (
    f"SELECT b.*, {_STATUS} AS toestand, a.bestand_nummer IS NOT NULL AS heeft_antwoord,"
    " CASE WHEN b.status = 'ontvangen' THEN (SELECT count(*) FROM bestand o WHERE o.status = 'ontvangen'"
    " AND o.agb_code = b.agb_code AND o.wet = b.wet AND o.nummer < b.nummer) ELSE 0 END AS voor_u"
    f" FROM bestand b LEFT JOIN antwoord a ON a.bestand_nummer = b.nummer WHERE {VISIBLE.format('b.')}"
)


class SqlBerichtvragen(Berichtvragen):
    """Rows that the caller may see."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def list(self, bereik: Bereik, filters: Berichtfilter, blad: Blad) -> Sequence[Berichtlezing]:
        vraag = (
            f"{_BERICHT} AND (CAST(:soort AS text) IS NULL OR b.soort = :soort)"
            " AND (CAST(:wet AS text) IS NULL OR b.wet = :wet)"
            " AND (CAST(:gemeente AS text) IS NULL OR b.gemeente = :gemeente)"
            " AND (CAST(:uit AS boolean) IS NULL OR (b.bron = 'bureau') = :uit)"
            " AND (CAST(:agb_code AS text) IS NULL OR b.agb_code = :agb_code)"
            " AND (CAST(:periode AS date) IS NULL OR b.periode = :periode)"
            " AND (CAST(:uitkomst AS text) IS NULL OR b.uitkomst = :uitkomst)"
            " AND (CAST(:declaratienummer AS text) IS NULL OR b.declaratienummer = :declaratienummer)"
            f" AND (CAST(:status AS text) IS NULL OR {_STATUS} = :status)"
            " AND (CAST(:na AS bigint) IS NULL OR b.nummer < :na) ORDER BY b.nummer DESC LIMIT :limiet"
        )
        return [
            _bericht(rij) for rij in await self._rows(vraag, bereik, {**dataclasses.asdict(filters), **place(blad)})
        ]

    @override
    async def find(self, bereik: Bereik, kenmerk: uuid.UUID) -> Berichtlezing | None:
        rijen = await self._rows(f"{_BERICHT} AND b.id = :id", bereik, {"id": kenmerk})
        return _bericht(rijen[0]) if rijen else None

    @override
    async def list_fouten(self, nummer: int) -> tuple[Sequence[Leesfoutlezing], Sequence[Bevindinglezing]]:
        vraag = text("SELECT leesfouten, bevindingen FROM bestand WHERE nummer = :nummer")
        rij = (await self._session.execute(vraag, {"nummer": nummer})).one()
        bevindingen = [Bevindinglezing(**{**one, "posities": tuple(one["posities"])}) for one in rij.bevindingen]
        return [Leesfoutlezing(**one) for one in rij.leesfouten], bevindingen

    async def _rows(self, vraag: str, bereik: Bereik, waarden: Mapping[str, Any]) -> Sequence[dict[str, Any]]:
        gevonden = await self._session.execute(text(vraag), {**eyes(bereik), **waarden})
        return [{str(naam): waarde for naam, waarde in rij.items()} for rij in gevonden.mappings()]


def _bericht(rij: Mapping[str, Any]) -> Berichtlezing:
    return filled(Berichtlezing, {**rij, "status": rij["toestand"]})
