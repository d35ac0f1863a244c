import uuid
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from toezicht.adapters.database import columns, read
from toezicht.adapters.signalen.tables import AnomalieberichtRij, BeoordelingRij, SignaalRij
from toezicht.application.signalen.queries import Selectie
from toezicht.domain.detectie.anomalie import ACTIEF
from toezicht.domain.signalen.anomaliebericht import Anomaliebericht
from toezicht.domain.signalen.signaal import Signaal, Signaalbeoordeling

CHANNEL = "anomalie"
_BLIJFT = {"id", "trace_id", "uitkomst", "zaak_id"}
_ORDER_LOCK = 7_300_101


class SqlSignalen:
    """Signals in PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def bewaar(self, signaal: Signaal) -> None:
        """Insert, or replace by a newer message; trace id, outcome and case of the first stay."""
        invoer = insert(SignaalRij).values(**columns(signaal))
        nieuw = {naam: invoer.excluded[naam] for naam in columns(signaal) if naam not in _BLIJFT}
        nieuwer = invoer.excluded["bijgewerkt_op"] >= col(SignaalRij.bijgewerkt_op)
        await self._session.execute(invoer.on_conflict_do_update(index_elements=["id"], set_=nieuw, where=nieuwer))

    async def haal(self, signaal_id: uuid.UUID, soorten: Collection[str], *, lock: bool = False) -> Signaal | None:
        """The signal, when it is of one of these kinds; with `lock` nobody else changes it meanwhile."""
        rij = await self._session.get(SignaalRij, signaal_id, with_for_update=lock, populate_existing=True)
        return read(Signaal, rij) if rij is not None and rij.soort in soorten else None

    async def lijst(self, selectie: Selectie) -> list[Signaal]:
        """Newest first."""
        plaats = tuple_(col(SignaalRij.gesignaleerd_op), col(SignaalRij.id))
        vraag = select(SignaalRij).where(*_filters(selectie))
        if selectie.na is not None:
            vraag = vraag.where(plaats < selectie.na)
        vraag = vraag.order_by(col(SignaalRij.gesignaleerd_op).desc(), col(SignaalRij.id).desc())
        rijen = await self._session.scalars(vraag.limit(selectie.limiet))
        return [read(Signaal, rij) for rij in rijen]

    async def koppel(self, signaal_id: uuid.UUID, zaak_id: uuid.UUID) -> None:
        """The signal became this case."""
        await self._session.execute(update(SignaalRij).where(col(SignaalRij.id) == signaal_id).values(zaak_id=zaak_id))

    async def beoordeel(self, beoordeling: Signaalbeoordeling) -> None:
        """Keep the outcome, and make it the current one of the signal."""
        self._session.add(BeoordelingRij(**columns(beoordeling)))
        await self._session.execute(
            update(SignaalRij).where(col(SignaalRij.id) == beoordeling.signaal_id).values(uitkomst=beoordeling.uitkomst)
        )

    async def tellingen(self, soorten: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        """Per rule: number of signals, and of each current outcome."""
        vraag = (
            select(col(SignaalRij.regel), col(SignaalRij.uitkomst), func.count())
            .where(col(SignaalRij.soort).in_(soorten))
            .group_by(col(SignaalRij.regel), col(SignaalRij.uitkomst))
        )
        tellingen: dict[str, dict[str, int]] = {}
        for regel, uitkomst, aantal in await self._session.execute(vraag):
            tellingen.setdefault(regel, {})[uitkomst or ""] = aantal
        return tellingen

    async def aantal_open(self) -> int:
        """Active signals that nobody made a case of or judged."""
        vraag = select(func.count()).where(
            col(SignaalRij.stand) == ACTIEF, col(SignaalRij.zaak_id).is_(None), col(SignaalRij.uitkomst).is_(None)
        )
        return await self._session.scalar(vraag) or 0


def _filters(selectie: Selectie) -> list[ColumnElement[bool]]:
    filters: list[ColumnElement[bool]] = [col(SignaalRij.soort).in_(selectie.soorten)]
    for naam in ("agb_code", "regel", "stand", "ernst", "periode"):
        waarde: Any = getattr(selectie, naam)
        if waarde is not None:
            filters.append(col(getattr(SignaalRij, naam)) == waarde)
    return filters


class SqlAnomalieen:
    """The log of anomalies in PostgreSQL; positions become visible in order."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def voeg_toe(self, bericht: Anomaliebericht) -> int:
        """Keep it with a delivery for each subscriber; the position it got."""
        # One writer at a time until its commit: else a reader could pass a position that is not there yet.
        await self._session.execute(text("SELECT pg_advisory_xact_lock(:slot)"), {"slot": _ORDER_LOCK})
        kolommen = {naam: waarde for naam, waarde in columns(bericht).items() if naam != "positie"}
        invoer = insert(AnomalieberichtRij).values(**kolommen).on_conflict_do_nothing()
        positie: int | None = await self._session.scalar(invoer.returning(col(AnomalieberichtRij.positie)))
        if positie is None:
            return await self._bestaand(bericht)
        wacht = (
            "INSERT INTO bezorging (id, abonnement_id, positie, stand, pogingen, volgende_poging_op)"
            " SELECT gen_random_uuid(), id, :positie, 'wacht', 0, now() FROM abonnement"
            " WHERE beeindigd_op IS NULL AND :soort = ANY(soorten) AND (regels = '{}' OR :regel = ANY(regels))"
        )
        await self._session.execute(
            text(wacht), {"positie": positie, "soort": str(bericht.soort), "regel": bericht.regel}
        )
        await self._session.execute(text(f"SELECT pg_notify('{CHANNEL}', '')"))
        return positie

    async def _bestaand(self, bericht: Anomaliebericht) -> int:
        vraag = select(col(AnomalieberichtRij.positie)).where(
            col(AnomalieberichtRij.gebeurtenis_id) == bericht.gebeurtenis_id
        )
        return (await self._session.scalars(vraag)).one() or 0

    async def na(self, positie: int, *, soorten: Collection[str], limiet: int) -> list[Anomaliebericht]:
        """What came after the position, in order."""
        vraag = (
            select(AnomalieberichtRij)
            .where(col(AnomalieberichtRij.positie) > positie, col(AnomalieberichtRij.soort).in_(soorten))
            .order_by(col(AnomalieberichtRij.positie))
            .limit(limiet)
        )
        return [read(Anomaliebericht, rij) for rij in await self._session.scalars(vraag)]
