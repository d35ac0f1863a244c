"""The payables: written by use cases, read by the API."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from risb_kern.lists import Bereik, Blad
from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.betalen.tables import BETAALOPDRACHT
from declaraties.adapters.reads import VISIBLE, eyes, filled, place
from declaraties.application.betalen.ports import Betaalopdrachten
from declaraties.application.betalen.queries import Opdrachtfilter, Opdrachtlezing, Opdrachtvragen
from declaraties.domain.betalen.betaalopdracht import Betaalopdracht, LosseOpdracht
from declaraties.domain.post.bestand import Bestand


class SqlBetaalopdrachten(Betaalopdrachten):
    """Rows of `betaalopdracht`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def add(self, opdracht: LosseOpdracht, *, nu: dt.datetime) -> bool:
        waarden = {**dataclasses.asdict(opdracht), "soort": opdracht.soort.value, "nu": nu}
        invoegen = (
            "INSERT INTO betaalopdracht (id, soort, bron_id, bestand_nummer, bestand_id, agb_code, gemeente, wet,"
            " programmalijn, jaar, bedrag_cent, vervaldatum, gemaakt_op) VALUES (:id, :soort, :bron_id,"
            " (SELECT nummer FROM bestand WHERE id = CAST(:bestand_id AS uuid)), :bestand_id, :agb_code, :gemeente,"
            " :wet, :programmalijn, :jaar, :bedrag_cent, :vervaldatum, :nu) ON CONFLICT DO NOTHING RETURNING 1"
        )
        return (await self._session.execute(text(invoegen), waarden)).first() is not None

    @override
    async def add_of_berichten(
        self, opdrachten: Sequence[tuple[Bestand, Sequence[Betaalopdracht]]], *, nu: dt.datetime
    ) -> None:
        rijen = [
            {
                "id": opdracht.id,
                "soort": "prestaties",
                "bron_id": bestand.id,
                "bestand_nummer": bestand.nummer,
                "bestand_id": bestand.id,
                "agb_code": bestand.kop.agb_code,
                "gemeente": bestand.kop.gemeente,
                "wet": bestand.kop.wet.value,
                "programmalijn": opdracht.programmalijn,
                "jaar": opdracht.jaar,
                "bedrag_cent": opdracht.bedrag_cent,
                "vervaldatum": opdracht.vervaldatum,
                "gemaakt_op": nu,
            }
            for bestand, van_bericht in opdrachten
            for opdracht in van_bericht
        ]
        if rijen:
            await self._session.execute(insert(BETAALOPDRACHT), rijen)


class SqlOpdrachtvragen(Opdrachtvragen):
    """Rows that the caller may see."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def list(self, bereik: Bereik, filters: Opdrachtfilter, blad: Blad) -> Sequence[Opdrachtlezing]:
        vraag = (
            f"SELECT * FROM betaalopdracht WHERE {VISIBLE.format('')}"
            " AND (CAST(:gemeente AS text) IS NULL OR gemeente = :gemeente)"
            " AND (CAST(:agb_code AS text) IS NULL OR agb_code = :agb_code)"
            " AND (CAST(:jaar AS int) IS NULL OR jaar = :jaar)"
            " AND (CAST(:na AS bigint) IS NULL OR volgnummer > :na) ORDER BY volgnummer LIMIT :limiet"
        )
        waarden = {**eyes(bereik), **dataclasses.asdict(filters), **place(blad)}
        rijen = (await self._session.execute(text(vraag), waarden)).mappings()
        return [filled(Opdrachtlezing, rij) for rij in rijen]
