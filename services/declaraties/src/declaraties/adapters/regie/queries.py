"""Reads about delivery, straight from SQL into read types."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from risb_kern.lists import Bereik, Blad
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.reads import VISIBLE, eyes
from declaraties.application.regie.queries import Leveringfilter, Leveringlezing, Leveringvragen
from declaraties.domain.regie.leveringstand import Melding, leveringstand

_ONBEKEND = "TR019"


class SqlLeveringvragen(Leveringvragen):
    """Rows that the caller may see; how delivery stands is derived from them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def list(self, bereik: Bereik, filters: Leveringfilter, blad: Blad) -> Sequence[Leveringlezing]:
        vraag = (
            "SELECT l.gemeente, l.wet, coalesce(l.toewijzing, -1) AS nummer, l.agb_code, l.client,"
            " max(l.ontvangen_op) AS gemeld_op, bool_or(t.nummer IS NOT NULL) AS bekend,"
            " jsonb_agg(jsonb_build_array(l.categorie, l.code, l.begindatum, l.einddatum, l.reden,"
            " l.status_aanlevering) ORDER BY l.bestand_nummer, l.positie) AS meldingen"
            " FROM levering l LEFT JOIN toewijzing t"
            " ON (t.gemeente, t.wet, t.nummer) = (l.gemeente, l.wet, l.toewijzing)"
            f" AND t.agb_code = l.agb_code AND t.client = l.client WHERE {VISIBLE.format('l.')}"
            " AND (CAST(:gemeente AS text) IS NULL OR l.gemeente = :gemeente)"
            " AND (CAST(:wet AS text) IS NULL OR l.wet = :wet)"
            " AND (CAST(:nummer AS bigint) IS NULL OR l.toewijzing = :nummer)"
            " GROUP BY 1, 2, 3, 4, 5 HAVING CAST(:na AS bytea) IS NULL"
            " OR convert_to(concat_ws('|', l.gemeente, l.wet, lpad((coalesce(l.toewijzing, -1) + 1)::text, 10, '0'),"
            " l.agb_code, encode(l.client, 'hex')), 'UTF8') > :na"
            " ORDER BY convert_to(concat_ws('|', l.gemeente, l.wet, lpad((coalesce(l.toewijzing, -1) + 1)::text, 10,"
            " '0'), l.agb_code, encode(l.client, 'hex')), 'UTF8') LIMIT :limiet"
        )
        waarden = {
            **eyes(bereik),
            "gemeente": filters.gemeente,
            "wet": filters.wet,
            "nummer": filters.toewijzing_nummer,
            "na": blad.na and blad.na[0].encode(),
            "limiet": blad.take,
        }
        rijen = (await self._session.execute(text(vraag), waarden)).mappings()
        return [_levering(rij) for rij in rijen]


def _levering(rij: Any) -> Leveringlezing:
    stand = leveringstand(_melding(*velden) for velden in rij["meldingen"])
    nummer = None if rij["nummer"] == -1 else rij["nummer"]
    opmerkingen = stand.opmerkingen if rij["bekend"] else (_ONBEKEND, *stand.opmerkingen)
    return Leveringlezing(
        gemeente=rij["gemeente"],
        wet=rij["wet"],
        toewijzing_nummer=nummer,
        agb_code=rij["agb_code"],
        client=rij["client"],
        status=stand.status.value,
        begindatum=stand.begindatum,
        einddatum=stand.einddatum,
        reden_beeindiging=stand.reden,
        opmerkingen=opmerkingen if nummer is not None else stand.opmerkingen,
        gemeld_op=rij["gemeld_op"],
    )


def _melding(categorie: str | None, code: str | None, begin: str, *rest: str | None) -> Melding:
    einde, reden, status = rest
    return Melding(
        categorie=categorie,
        code=code,
        begindatum=dt.date.fromisoformat(begin),
        einddatum=dt.date.fromisoformat(einde) if einde else None,
        reden=reden,
        status_aanlevering=str(status),
    )
