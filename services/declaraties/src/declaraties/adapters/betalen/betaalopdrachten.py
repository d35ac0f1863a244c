"""The payables that do not come from judging a message."""

import dataclasses
import datetime as dt

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from declaraties.domain.betalen.betaalopdracht import LosseOpdracht


class BetaalopdrachtRepository:
    """Rows of `betaalopdracht`; written once, never changed."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def voeg_toe(self, opdracht: LosseOpdracht, *, nu: dt.datetime) -> bool:
        """Store the payable; False when its source already has one on this programme line and year."""
        waarden = {**dataclasses.asdict(opdracht), "soort": opdracht.soort.value, "nu": nu}
        invoegen = (
            "INSERT INTO betaalopdracht (id, soort, bron_id, bestand_nummer, bestand_id, agb_code, gemeente, wet,"
            " programmalijn, jaar, bedrag_cent, vervaldatum, gemaakt_op) VALUES (:id, :soort, :bron_id,"
            " (SELECT nummer FROM bestand WHERE id = CAST(:bestand_id AS uuid)), :bestand_id, :agb_code, :gemeente,"
            " :wet, :programmalijn, :jaar, :bedrag_cent, :vervaldatum, :nu) ON CONFLICT DO NOTHING RETURNING 1"
        )
        return (await self._session.execute(text(invoegen), waarden)).first() is not None
