"""The ports of the use cases on PostgreSQL."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import exists, or_, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from contracting.adapters.mapping import (
    aanmelding_uit,
    deelname_uit,
    overeenkomst_rij,
    overeenkomst_uit,
    perceel_rij,
    perceel_uit,
    prijs_rij,
    schrijf_aanmelding,
)
from contracting.adapters.tables import (
    AanbiederRij,
    AanmeldingRij,
    DeelnameRij,
    OvereenkomstRij,
    PerceelRij,
    PrijsRij,
    Rij,
    TermijnRij,
)
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.prijs import Prijs
from contracting.domain.regio.deelname import RegioDeelname
from contracting.domain.taakgericht.taakbudget import Termijn
from contracting.domain.toelating.aanbieder import Aanbieder
from contracting.domain.toelating.aanmelding import Aanmelding, AanmeldingStaat
from contracting.domain.toelating.perceel import Perceel


async def insert_new(session: AsyncSession, rij: Rij) -> bool:
    """Insert; False when a unique key is taken, also by a transaction that runs at the same time."""
    tabel = type(rij).__table__  # type: ignore[attr-defined]
    statement = insert(tabel).values(rij.model_dump()).on_conflict_do_nothing().returning(text("1"))
    return (await session.execute(statement)).first() is not None


class SqlAanbieders:
    """Implements AanbiederRepository."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, agb_code: str) -> Aanbieder | None:
        """The aanbieder, or None."""
        rij = await self._session.get(AanbiederRij, agb_code)
        return None if rij is None else Aanbieder(**rij.model_dump())

    async def add(self, aanbieder: Aanbieder) -> bool:
        """Store a new one; False when the code is taken."""
        rij = AanbiederRij(
            agb_code=aanbieder.agb_code,
            kvk_nummer=aanbieder.kvk_nummer,
            naam=aanbieder.naam,
            capaciteit_uren_per_maand=aanbieder.capaciteit_uren_per_maand,
            geregistreerd_op=aanbieder.geregistreerd_op,
        )
        return await insert_new(self._session, rij)


class SqlPercelen:
    """Implements PerceelRepository."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, code: str) -> Perceel | None:
        """The perceel, or None."""
        rij = await self._session.get(PerceelRij, code)
        return None if rij is None else perceel_uit(rij)

    async def add(self, perceel: Perceel) -> bool:
        """Store a new one; False when the code is taken."""
        return await insert_new(self._session, perceel_rij(perceel))


class SqlAanmeldingen:
    """Implements AanmeldingRepository."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, aanmelding_id: uuid.UUID) -> Aanmelding | None:
        """The application, locked; or None."""
        rij = await self._session.get(AanmeldingRij, aanmelding_id, with_for_update=True)
        return None if rij is None else aanmelding_uit(rij)

    async def add(self, aanmelding: Aanmelding) -> bool:
        """Store a new one; False when an open one exists."""
        rij = AanmeldingRij(
            id=aanmelding.id,
            agb_code=aanmelding.agb_code,
            perceel_code=aanmelding.perceel_code,
            ontvangen_op=aanmelding.ontvangen_op,
            ondertekend=aanmelding.ondertekend,
            akkoord_zonder_voorbehoud=aanmelding.akkoord_zonder_voorbehoud,
            trace_id=aanmelding.trace_id,
        )
        return await insert_new(self._session, schrijf_aanmelding(rij, aanmelding))

    async def save(self, aanmelding: Aanmelding) -> None:
        """Store the new state of a stored application."""
        rij = await self._session.get_one(AanmeldingRij, aanmelding.id)
        schrijf_aanmelding(rij, aanmelding)
        await self._session.flush()

    async def is_toegelaten(self, agb_code: str, perceel_code: str) -> bool:
        """True when an application was admitted."""
        gevonden = exists().where(
            col(AanmeldingRij.agb_code) == agb_code,
            col(AanmeldingRij.perceel_code) == perceel_code,
            col(AanmeldingRij.staat) == AanmeldingStaat.TOEGELATEN,
        )
        return bool((await self._session.execute(select(gevonden))).scalar_one())


class SqlOvereenkomsten:
    """Implements OvereenkomstRepository."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, overeenkomst_id: uuid.UUID) -> Overeenkomst | None:
        """The agreement with all price versions, locked; or None."""
        rij = await self._session.get(OvereenkomstRij, overeenkomst_id, with_for_update=True)
        if rij is None:
            return None
        query = select(PrijsRij).where(col(PrijsRij.overeenkomst_id) == overeenkomst_id)
        prijzen = (await self._session.execute(query.order_by(col(PrijsRij.versie)))).scalars()
        return overeenkomst_uit(rij, prijzen)

    async def add(self, overeenkomst: Overeenkomst, termijnen: Iterable[Termijn]) -> None:
        """Store a new one with its prices and terms."""
        self._session.add(overeenkomst_rij(overeenkomst))
        await self._session.flush()
        self._session.add_all(prijs_rij(overeenkomst.id, one) for one in overeenkomst.prijzen)
        self._session.add_all(
            TermijnRij(
                overeenkomst_id=overeenkomst.id,
                gemeente=one.gemeente,
                jaar=one.jaar,
                nummer=one.nummer,
                periode_van=one.periode_van,
                vervaldatum=one.vervaldatum,
                bedrag_cent=one.bedrag_cent,
            )
            for one in termijnen
        )
        await self._session.flush()

    async def add_prijs(self, overeenkomst_id: uuid.UUID, prijs: Prijs) -> None:
        """Store one more price version."""
        self._session.add(prijs_rij(overeenkomst_id, prijs))
        await self._session.flush()

    async def beeindig(self, overeenkomst: Overeenkomst) -> Sequence[Termijn]:
        """Store the end; gives the terms that lapse."""
        rij = await self._session.get_one(OvereenkomstRij, overeenkomst.id)
        rij.einddatum, rij.reden_einde = overeenkomst.einddatum, overeenkomst.reden_einde
        query = select(TermijnRij).where(
            col(TermijnRij.overeenkomst_id) == overeenkomst.id, col(TermijnRij.periode_van) > overeenkomst.einddatum
        )
        rijen = list((await self._session.execute(query)).scalars())
        for termijn in rijen:
            termijn.vervallen = True
        await self._session.flush()
        return [Termijn(**one.model_dump(exclude={"overeenkomst_id", "vervallen"})) for one in rijen]


class SqlDeelnames:
    """Implements DeelnameRepository."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def van_gemeente(self, gemeente: str, dienst: str) -> Sequence[RegioDeelname]:
        """Every period of the gemeente in the service line; a parallel change waits."""
        slot = text("SELECT pg_advisory_xact_lock(hashtextextended(:naam, 0))")
        await self._session.execute(slot, {"naam": f"regio_deelname:{gemeente}:{dienst}"})
        query = select(DeelnameRij).where(col(DeelnameRij.gemeente) == gemeente, col(DeelnameRij.dienst) == dienst)
        return [deelname_uit(one) for one in (await self._session.execute(query)).scalars()]

    async def op(self, dag: dt.date, dienst: str | None = None) -> Sequence[RegioDeelname]:
        """The participation on a day, ordered by service line and gemeente."""
        query = select(DeelnameRij).where(
            col(DeelnameRij.van) <= dag, or_(col(DeelnameRij.tot).is_(None), col(DeelnameRij.tot) >= dag)
        )
        if dienst is not None:
            query = query.where(col(DeelnameRij.dienst) == dienst)
        query = query.order_by(col(DeelnameRij.dienst), col(DeelnameRij.gemeente))
        return [deelname_uit(one) for one in (await self._session.execute(query)).scalars()]

    async def bekende_gemeenten(self) -> frozenset[str]:
        """Every gemeente that ever took a service line."""
        query = select(DeelnameRij.gemeente).distinct()
        return frozenset((await self._session.execute(query)).scalars())

    async def save(self, deelname: RegioDeelname) -> None:
        """Store the period, or its new last day."""
        await self._session.merge(
            DeelnameRij(gemeente=deelname.gemeente, dienst=deelname.dienst, van=deelname.van, tot=deelname.tot)
        )
        await self._session.flush()
