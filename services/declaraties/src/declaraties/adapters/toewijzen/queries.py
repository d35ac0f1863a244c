"""Reads about toewijzingen, straight from SQL into read types."""

import dataclasses
from collections.abc import Sequence

from risb_kern.lists import Bereik, Blad
from risb_kern.privacy import Privacy
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.reads import VISIBLE, eyes, filled
from declaraties.adapters.rij import client_binding
from declaraties.application.toewijzen.queries import Toewijzingfilter, Toewijzinglezing, Toewijzingvragen


class SqlToewijzingvragen(Toewijzingvragen):
    """Rows that the caller may see; numbers of clients are decrypted here."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def list(self, bereik: Bereik, filters: Toewijzingfilter, blad: Blad) -> Sequence[Toewijzinglezing]:
        vraag = (
            "SELECT t.*, c.bsn FROM toewijzing t JOIN client c ON c.pseudoniem = t.client"
            f" WHERE {VISIBLE.format('t.')}"
            " AND (CAST(:gemeente AS text) IS NULL OR t.gemeente = :gemeente)"
            " AND (CAST(:wet AS text) IS NULL OR t.wet = :wet)"
            " AND (CAST(:agb_code AS text) IS NULL OR t.agb_code = :agb_code)"
            " AND (CAST(:geldig AS boolean) IS NULL OR t.geldig = :geldig)"
            " AND (CAST(:client AS bytea) IS NULL OR t.client = :client)"
            " AND (CAST(:na_gemeente AS text) IS NULL"
            " OR (t.gemeente, t.wet, t.nummer) > (CAST(:na_gemeente AS text), CAST(:na_wet AS text), :na_nummer))"
            " ORDER BY t.gemeente, t.wet, t.nummer LIMIT :limiet"
        )
        na_gemeente, na_wet, na_nummer = blad.na or (None, None, 0)
        waarden = {
            **eyes(bereik),
            **dataclasses.asdict(filters),
            "limiet": blad.take,
            "na_gemeente": na_gemeente,
            "na_wet": na_wet,
            "na_nummer": na_nummer,
        }
        rijen = (await self._session.execute(text(vraag), waarden)).mappings()
        return [
            filled(Toewijzinglezing, {**rij, "bsn": self._privacy.decrypt(rij["bsn"], client_binding(rij["client"]))})
            for rij in rijen
        ]
