import uuid
from collections.abc import Sequence

from chassis.db import SqlUnitOfWork
from risb_kern.privacy import Privacy
from risb_recht.wet import Wet
from sqlalchemy import delete, func, update
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.overeenkomsten.rows import dekking_rijen, dekking_uit, overeenkomst_rij, overeenkomst_uit
from contracting.adapters.overeenkomsten.tables import DekkingRij, OvereenkomstRij
from contracting.adapters.prijzen.rows import prijs_rij
from contracting.adapters.prijzen.tables import PrijsRij
from contracting.application.overeenkomsten.ports import Overeenkomsten
from contracting.domain.overeenkomsten.dekking import Dekking, overlapt
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.prijs import Prijs


class SqlOvereenkomsten(Overeenkomsten):
    """On PostgreSQL; prices are rows of their own, which are only ever added.

    What is covered has rows of its own too, so that a constraint of the database keeps two agreements apart.
    """

    def __init__(self, uow: SqlUnitOfWork, privacy: Privacy) -> None:
        self._uow = uow
        self._privacy = privacy
        self._session = uow.session

    @override
    async def get(self, overeenkomst_id: uuid.UUID) -> Overeenkomst | None:
        rij = await self._session.get(OvereenkomstRij, overeenkomst_id, with_for_update=True)
        return None if rij is None else await self._met_prijzen(rij)

    @override
    async def get_dekking(self, agb_code: str, wet: Wet) -> Sequence[Dekking]:
        await self._uow.serialize(f"dekking:{agb_code}:{wet}")
        query = select(DekkingRij).where(col(DekkingRij.agb_code) == agb_code, col(DekkingRij.wet) == wet)
        volgorde = (col(DekkingRij.wat), col(DekkingRij.gemeente), col(DekkingRij.dagen))
        return [dekking_uit(one) for one in (await self._session.execute(query.order_by(*volgorde))).scalars()]

    @override
    async def add(self, overeenkomst: Overeenkomst) -> None:
        self._session.add(overeenkomst_rij(overeenkomst, self._privacy))
        await self._session.flush()
        self._session.add_all(prijs_rij(overeenkomst.id, one, self._privacy) for one in overeenkomst.prijzen)
        await self._session.flush()
        await self._cover(overeenkomst)

    @override
    async def add_prijs(self, overeenkomst_id: uuid.UUID, prijs: Prijs) -> None:
        self._session.add(prijs_rij(overeenkomst_id, prijs, self._privacy))
        await self._session.flush()
        rij = await self._session.get_one(OvereenkomstRij, overeenkomst_id)
        await self._cover(await self._met_prijzen(rij))

    @override
    async def save(self, overeenkomst: Overeenkomst) -> None:
        await self._session.merge(overeenkomst_rij(overeenkomst, self._privacy))
        await self._session.flush()
        eigen = col(DekkingRij.overeenkomst_id) == overeenkomst.id
        looptijd = Range(overeenkomst.ingangsdatum, overeenkomst.einddatum, bounds="[]")
        await self._session.execute(update(DekkingRij).where(eigen).values(dagen=col(DekkingRij.dagen) * looptijd))
        await self._session.execute(delete(DekkingRij).where(eigen, func.isempty(col(DekkingRij.dagen))))

    @override
    async def save_restored(self, overeenkomst: Overeenkomst) -> None:
        rij = await self._session.merge(overeenkomst_rij(overeenkomst, self._privacy))
        await self._session.flush()
        await self._cover(await self._met_prijzen(rij))

    async def _met_prijzen(self, rij: OvereenkomstRij) -> Overeenkomst:
        query = select(PrijsRij).where(col(PrijsRij.overeenkomst_id) == rij.id)
        prijzen = (await self._session.execute(query.order_by(col(PrijsRij.versie)))).scalars()
        return overeenkomst_uit(rij, prijzen, self._privacy)

    async def _cover(self, overeenkomst: Overeenkomst) -> None:
        """Write anew what the agreement covers."""
        await self._session.execute(delete(DekkingRij).where(col(DekkingRij.overeenkomst_id) == overeenkomst.id))
        self._session.add_all(dekking_rijen(overeenkomst))
        try:
            await self._session.flush()
        except IntegrityError as fout:
            if "dekking_een_tegelijk_ex" in str(fout.orig):
                raise overlapt() from fout
            raise
