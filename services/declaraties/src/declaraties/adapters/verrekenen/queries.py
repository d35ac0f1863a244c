"""Reads of settlements for the API, straight from SQL into read types."""

import dataclasses
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from declaraties.application.post.lezen import Zicht
from declaraties.application.verrekenen.queries import (
    Verrekeningfilter,
    Verrekeninglezing,
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


class VerrekeningLeesRepository:
    """Rows that the caller may see."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def verrekeningen(self, zicht: Zicht, filters: Verrekeningfilter) -> Sequence[Verrekeninglezing]:
        """Settlements in the order in which they were made."""
        vraag = (
            f"SELECT * FROM verrekening WHERE {_ZICHTBAAR}"
            " AND (CAST(:gemeente AS text) IS NULL OR gemeente = :gemeente OR naar_gemeente = :gemeente)"
            " AND (CAST(:agb_code AS text) IS NULL OR agb_code = :agb_code)"
            " AND (CAST(:aanleiding AS text) IS NULL OR aanleiding = :aanleiding)"
            " AND (CAST(:na AS bigint) IS NULL OR volgnummer > :na) ORDER BY volgnummer LIMIT :limiet"
        )
        return await self._alle(Verrekeninglezing, vraag, {**_ogen(zicht), **dataclasses.asdict(filters)})

    async def verrekening(self, zicht: Zicht, kenmerk: uuid.UUID) -> Verrekeninglezing | None:
        """One settlement, or None when it does not exist or is not for these eyes."""
        vraag = f"SELECT * FROM verrekening WHERE {_ZICHTBAAR} AND id = :id"
        gevonden = await self._alle(Verrekeninglezing, vraag, {**_ogen(zicht), "id": kenmerk})
        return gevonden[0] if gevonden else None

    async def regels(self, volgnummer: int, *, na: tuple[int, int], limiet: int) -> Sequence[Verrekenregellezing]:
        """Lines of a settlement by message and line, after the place `na`."""
        vraag = (
            "SELECT b.id AS bericht_id, b.declaratienummer, v.bestand_nummer, v.regel, p.client, p.referentie,"
            " p.toewijzing, p.code, p.begin, p.eind, p.bedrag, v.post, v.bedrag_cent, v.stand_cent, v.reden"
            " FROM verrekeningregel v JOIN prestatie p USING (bestand_nummer, regel)"
            " JOIN bestand b ON b.nummer = v.bestand_nummer WHERE v.verrekening = :volgnummer"
            " AND (v.bestand_nummer, v.regel) > (:na_bestand, :na_regel)"
            " ORDER BY v.bestand_nummer, v.regel LIMIT :limiet"
        )
        waarden = {"volgnummer": volgnummer, "na_bestand": na[0], "na_regel": na[1], "limiet": limiet}
        return await self._alle(Verrekenregellezing, vraag, waarden)

    async def taken(self, *, na: int | None, limiet: int) -> Sequence[Verrekentaaklezing]:
        """Tasks, newest first."""
        vraag = (
            "SELECT * FROM verrekentaak WHERE (CAST(:na AS bigint) IS NULL OR volgnummer < :na)"
            " ORDER BY volgnummer DESC LIMIT :limiet"
        )
        return await self._alle(Verrekentaaklezing, vraag, {"na": na, "limiet": limiet})

    async def woonplaatsen(self, zicht: Zicht, client: bytes) -> Sequence[Woonplaatslezing]:
        """The history of a client, oldest first, for a gemeente that is or was concerned."""
        vraag = (
            "SELECT w.* FROM woonplaats w WHERE w.client = :client AND (:alles"
            " OR EXISTS (SELECT 1 FROM woonplaats o WHERE o.client = w.client AND o.gemeente = ANY(:gemeenten))"
            " OR EXISTS (SELECT 1 FROM toewijzing t WHERE t.client = w.client AND t.wet = w.wet"
            " AND t.gemeente = ANY(:gemeenten))) ORDER BY w.volgnummer"
        )
        return await self._alle(Woonplaatslezing, vraag, {**_ogen(zicht), "client": client})

    async def _alle(self, soort: type[T], vraag: str, waarden: Mapping[str, Any]) -> list[T]:
        velden = [veld.name for veld in dataclasses.fields(soort)]  # type: ignore[arg-type]
        rijen = (await self._session.execute(text(vraag), waarden)).mappings()
        return [soort(**{naam: rij[naam] for naam in velden}) for rij in rijen]


def _ogen(zicht: Zicht) -> dict[str, Any]:
    return {"alles": zicht.alles, "agb": list(zicht.agb), "gemeenten": list(zicht.gemeenten)}
