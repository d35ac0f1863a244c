"""Reads about judged lines, straight from SQL into read types."""

import dataclasses
from collections.abc import Sequence

from risb_kern.lists import Blad
from risb_kern.privacy import Privacy
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.reads import filled, place
from declaraties.adapters.rij import client_binding
from declaraties.application.beoordelen.queries import Prestatiefilter, Prestatielezing, Prestatievragen


class SqlPrestatievragen(Prestatievragen):
    """Lines of one message; numbers of clients are decrypted here."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def list(self, nummer: int, filters: Prestatiefilter, blad: Blad) -> Sequence[Prestatielezing]:
        vraag = (
            "SELECT p.*, t.reden_ongeldig, CASE WHEN :met_bsn THEN c.bsn END AS bsn"
            " FROM prestatie p JOIN bestand b ON b.nummer = p.bestand_nummer"
            " LEFT JOIN client c ON c.pseudoniem = p.client"
            " LEFT JOIN toewijzing t ON (t.gemeente, t.wet, t.nummer) = (b.gemeente, b.wet, p.toewijzing)"
            " AND t.agb_code = b.agb_code AND t.client = p.client"
            " WHERE p.bestand_nummer = :nummer AND p.regel > coalesce(CAST(:na AS int), -1)"
            " AND (CAST(:goedgekeurd AS boolean) IS NULL OR p.goedgekeurd = :goedgekeurd)"
            " ORDER BY p.regel LIMIT :limiet"
        )
        waarden = {"nummer": nummer, **dataclasses.asdict(filters), **place(blad)}
        rijen = (await self._session.execute(text(vraag), waarden)).mappings()
        return [filled(Prestatielezing, {**rij, "bsn": self._leesbaar(rij)}) for rij in rijen]

    @override
    async def list_afgekeurde_clienten(self, nummer: int) -> Sequence[bytes]:
        vraag = text("SELECT DISTINCT client FROM prestatie WHERE bestand_nummer = :nummer AND NOT goedgekeurd")
        return list((await self._session.execute(vraag, {"nummer": nummer})).scalars())

    def _leesbaar(self, rij: RowMapping) -> str | None:
        return None if rij["bsn"] is None else self._privacy.decrypt(rij["bsn"], client_binding(rij["client"]))
