"""Reads for the API, straight from SQL into read types."""

import dataclasses
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from risb_kern.privacy import Privacy
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from declaraties.application.post.lezen import (
    Berichtfilter,
    Berichtlezing,
    Bevindinglezing,
    Leesfoutlezing,
    Opdrachtfilter,
    Opdrachtlezing,
    Prestatiefilter,
    Prestatielezing,
    Toewijzingfilter,
    Toewijzinglezing,
    Zicht,
)

T = TypeVar("T")
_ZICHTBAAR = "(:alles OR {0}agb_code = ANY(:agb) OR {0}gemeente = ANY(:gemeenten))"
# A message that the worker has begun on still stands in the queue; the try tells that it is under way.
_STATUS = (
    "CASE WHEN b.status = 'ontvangen' AND EXISTS (SELECT 1 FROM poging p WHERE p.bestand_nummer = b.nummer"
    " AND p.aantal > 0) THEN 'wordt-verwerkt' ELSE b.status END"
)
_BERICHT = (
    f"SELECT b.*, {_STATUS} AS toestand, a.bestand_nummer IS NOT NULL AS heeft_antwoord,"
    " CASE WHEN b.status = 'ontvangen' THEN (SELECT count(*) FROM bestand o WHERE o.status = 'ontvangen'"
    " AND o.agb_code = b.agb_code AND o.wet = b.wet AND o.nummer < b.nummer) ELSE 0 END AS voor_u"
    f" FROM bestand b LEFT JOIN antwoord a ON a.bestand_nummer = b.nummer WHERE {_ZICHTBAAR.format('b.')}"
)


class LeesRepository:
    """Rows that the caller may see; texts are decrypted here and nowhere else."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    async def berichten(self, zicht: Zicht, filters: Berichtfilter) -> Sequence[Berichtlezing]:
        """Messages, newest first."""
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
        return [_bericht(rij) for rij in await self._rijen(vraag, zicht, dataclasses.asdict(filters))]

    async def bericht(self, zicht: Zicht, kenmerk: uuid.UUID) -> Berichtlezing | None:
        """One message, or None when it does not exist or is not for these eyes."""
        rijen = await self._rijen(f"{_BERICHT} AND b.id = :id", zicht, {"id": kenmerk})
        return _bericht(rijen[0]) if rijen else None

    async def fouten(self, nummer: int) -> tuple[Sequence[Leesfoutlezing], Sequence[Bevindinglezing]]:
        """What was wrong with a message."""
        vraag = text("SELECT leesfouten, bevindingen FROM bestand WHERE nummer = :nummer")
        rij = (await self._session.execute(vraag, {"nummer": nummer})).one()
        bevindingen = [Bevindinglezing(**{**een, "posities": tuple(een["posities"])}) for een in rij.bevindingen]
        return [Leesfoutlezing(**een) for een in rij.leesfouten], bevindingen

    async def prestaties(self, nummer: int, filters: Prestatiefilter) -> Sequence[Prestatielezing]:
        """Lines of a message in order."""
        vraag = (
            "SELECT p.*, t.reden_ongeldig, CASE WHEN :met_bsn THEN c.bsn END AS bsn"
            " FROM prestatie p JOIN bestand b ON b.nummer = p.bestand_nummer"
            " LEFT JOIN client c ON c.pseudoniem = p.client"
            " LEFT JOIN toewijzing t ON (t.gemeente, t.wet, t.nummer) = (b.gemeente, b.wet, p.toewijzing)"
            " AND t.agb_code = b.agb_code AND t.client = p.client"
            " WHERE p.bestand_nummer = :nummer AND p.regel > :na"
            " AND (CAST(:goedgekeurd AS boolean) IS NULL OR p.goedgekeurd = :goedgekeurd)"
            " ORDER BY p.regel LIMIT :limiet"
        )
        waarden = {"nummer": nummer, **dataclasses.asdict(filters)}
        rijen = (await self._session.execute(text(vraag), waarden)).mappings()
        return [_vul(Prestatielezing, {**rij, "bsn": self._leesbaar(rij["bsn"])}) for rij in rijen]

    async def afgekeurde_clienten(self, nummer: int) -> Sequence[bytes]:
        """Pseudonyms of the clients that the 325 of a message names."""
        vraag = text("SELECT DISTINCT client FROM prestatie WHERE bestand_nummer = :nummer AND NOT goedgekeurd")
        return list((await self._session.execute(vraag, {"nummer": nummer})).scalars())

    async def toewijzingen(self, zicht: Zicht, filters: Toewijzingfilter) -> Sequence[Toewijzinglezing]:
        """Toewijzingen by gemeente, wet and number."""
        vraag = (
            "SELECT t.*, c.bsn FROM toewijzing t JOIN client c ON c.pseudoniem = t.client"
            f" WHERE {_ZICHTBAAR.format('t.')}"
            " AND (CAST(:gemeente AS text) IS NULL OR t.gemeente = :gemeente)"
            " AND (CAST(:wet AS text) IS NULL OR t.wet = :wet)"
            " AND (CAST(:agb_code AS text) IS NULL OR t.agb_code = :agb_code)"
            " AND (CAST(:geldig AS boolean) IS NULL OR t.geldig = :geldig)"
            " AND (CAST(:client AS bytea) IS NULL OR t.client = :client)"
            " AND (CAST(:na_gemeente AS text) IS NULL"
            " OR (t.gemeente, t.wet, t.nummer) > (CAST(:na_gemeente AS text), CAST(:na_wet AS text), :na_nummer))"
            " ORDER BY t.gemeente, t.wet, t.nummer LIMIT :limiet"
        )
        na_gemeente, na_wet, na_nummer = filters.na or (None, None, 0)
        waarden = {
            **dataclasses.asdict(filters),
            "na_gemeente": na_gemeente,
            "na_wet": na_wet,
            "na_nummer": na_nummer,
        }
        waarden.pop("na")
        rijen = await self._rijen(vraag, zicht, waarden)
        return [_vul(Toewijzinglezing, {**rij, "bsn": self._privacy.decrypt(rij["bsn"])}) for rij in rijen]

    async def opdrachten(self, zicht: Zicht, filters: Opdrachtfilter) -> Sequence[Opdrachtlezing]:
        """Payables in the order in which they were made."""
        vraag = (
            f"SELECT * FROM betaalopdracht WHERE {_ZICHTBAAR.format('')}"
            " AND (CAST(:gemeente AS text) IS NULL OR gemeente = :gemeente)"
            " AND (CAST(:agb_code AS text) IS NULL OR agb_code = :agb_code)"
            " AND (CAST(:jaar AS int) IS NULL OR jaar = :jaar)"
            " AND (CAST(:na AS bigint) IS NULL OR volgnummer > :na) ORDER BY volgnummer LIMIT :limiet"
        )
        return [_vul(Opdrachtlezing, rij) for rij in await self._rijen(vraag, zicht, dataclasses.asdict(filters))]

    def client_van(self, bsn: str) -> bytes:
        """The pseudonym of a Bsn."""
        return self._privacy.pseudonym(bsn)

    def _leesbaar(self, bsn: bytes | None) -> str | None:
        return None if bsn is None else self._privacy.decrypt(bsn)

    async def _rijen(self, vraag: str, zicht: Zicht, waarden: Mapping[str, Any]) -> list[dict[str, Any]]:
        ogen = {"alles": zicht.alles, "agb": list(zicht.agb), "gemeenten": list(zicht.gemeenten)}
        gevonden = await self._session.execute(text(vraag), {**ogen, **waarden})
        return [{str(naam): waarde for naam, waarde in rij.items()} for rij in gevonden.mappings()]


def _bericht(rij: Mapping[str, Any]) -> Berichtlezing:
    return _vul(Berichtlezing, {**rij, "status": rij["toestand"]})


def _vul(soort: type[T], rij: Mapping[Any, Any]) -> T:
    return soort(**{veld.name: rij[veld.name] for veld in dataclasses.fields(soort)})  # type: ignore[arg-type]
