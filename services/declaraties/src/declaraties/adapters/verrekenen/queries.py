"""Reads of settlements, straight from SQL into read types."""

import dataclasses
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from risb_kern.lists import Bereik, Blad
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.reads import eyes, filled, place
from declaraties.application.verrekenen.queries import (
    Verrekeningfilter,
    Verrekeninglezing,
    Verrekeningvragen,
    Verrekenregellezing,
    Verrekentaaklezing,
    Woonplaatslezing,
)

T = TypeVar("T")

# What gemeenten settle among themselves is no business of the aanbieder; both gemeenten see it.
_ZICHTBAAR = (
    "(:alles OR (agb_code = ANY(:agb) AND naar_gemeente IS NULL) OR gemeente = ANY(:gemeenten)"
    " OR naar_gemeente = ANY(:gemeenten))"
)


class SqlVerrekeningvragen(Verrekeningvragen):
    """Rows that the caller may see."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def list(self, bereik: Bereik, filters: Verrekeningfilter, blad: Blad) -> Sequence[Verrekeninglezing]:
        vraag = (
            f"SELECT * FROM verrekening WHERE {_ZICHTBAAR}"
            " AND (CAST(:gemeente AS text) IS NULL OR gemeente = :gemeente OR naar_gemeente = :gemeente)"
            " AND (CAST(:agb_code AS text) IS NULL OR agb_code = :agb_code)"
            " AND (CAST(:aanleiding AS text) IS NULL OR aanleiding = :aanleiding)"
            " AND (CAST(:na AS bigint) IS NULL OR volgnummer > :na) ORDER BY volgnummer LIMIT :limiet"
        )
        return await self._all(Verrekeninglezing, vraag, {**eyes(bereik), **dataclasses.asdict(filters), **place(blad)})

    @override
    async def find(self, bereik: Bereik, kenmerk: uuid.UUID) -> Verrekeninglezing | None:
        vraag = f"SELECT * FROM verrekening WHERE {_ZICHTBAAR} AND id = :id"
        gevonden = await self._all(Verrekeninglezing, vraag, {**eyes(bereik), "id": kenmerk})
        return gevonden[0] if gevonden else None

    @override
    async def list_regels(self, volgnummer: int, blad: Blad) -> Sequence[Verrekenregellezing]:
        vraag = (
            "SELECT b.id AS bericht_id, b.declaratienummer, v.bestand_nummer, v.regel, p.client, p.referentie,"
            " p.toewijzing, p.code, p.begin, p.eind, p.bedrag, v.post, v.bedrag_cent, v.stand_cent, v.reden"
            " FROM verrekeningregel v JOIN prestatie p USING (bestand_nummer, regel)"
            " JOIN bestand b ON b.nummer = v.bestand_nummer WHERE v.verrekening = :volgnummer"
            " AND (v.bestand_nummer, v.regel) > (:na_bestand, :na_regel)"
            " ORDER BY v.bestand_nummer, v.regel LIMIT :limiet"
        )
        na_bestand, na_regel = blad.na or (0, -1)
        waarden = {"volgnummer": volgnummer, "na_bestand": na_bestand, "na_regel": na_regel, "limiet": blad.take}
        return await self._all(Verrekenregellezing, vraag, waarden)

    @override
    async def list_taken(self, blad: Blad) -> Sequence[Verrekentaaklezing]:
        vraag = (
            "SELECT * FROM verrekentaak WHERE (CAST(:na AS bigint) IS NULL OR volgnummer < :na)"
            " ORDER BY volgnummer DESC LIMIT :limiet"
        )
        return await self._all(Verrekentaaklezing, vraag, place(blad))

    @override
    async def list_woonplaatsen(self, bereik: Bereik, client: bytes) -> Sequence[Woonplaatslezing]:
        vraag = (
            "SELECT w.* FROM woonplaats w WHERE w.client = :client AND (:alles"
            " OR EXISTS (SELECT 1 FROM woonplaats o WHERE o.client = w.client AND o.gemeente = ANY(:gemeenten))"
            " OR EXISTS (SELECT 1 FROM toewijzing t WHERE t.client = w.client AND t.wet = w.wet"
            " AND t.gemeente = ANY(:gemeenten))) ORDER BY w.volgnummer"
        )
        return await self._all(Woonplaatslezing, vraag, {**eyes(bereik), "client": client})

    async def _all(self, kind: type[T], vraag: str, waarden: Mapping[str, Any]) -> Sequence[T]:
        return [filled(kind, rij) for rij in (await self._session.execute(text(vraag), waarden)).mappings()]
