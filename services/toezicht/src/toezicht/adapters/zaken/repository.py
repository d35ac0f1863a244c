import datetime as dt
import uuid

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from toezicht.adapters.database import columns, read
from toezicht.adapters.zaken.tables import BevindingRij, TijdlijnRij, ZaakRij
from toezicht.domain.zaken.ladder import Trede
from toezicht.domain.zaken.zaak import Bevinding, Klasse, Tijdlijnregel, Zaak, Zaakstand, Zaakuitkomst


def _zaak(rij: ZaakRij) -> Zaak:
    return read(
        Zaak,
        rij,
        stand=Zaakstand(rij.stand),
        trede=Trede(rij.trede),
        klasse=Klasse(rij.klasse) if rij.klasse else None,
        uitkomst=Zaakuitkomst(rij.uitkomst) if rij.uitkomst else None,
    )


class SqlZaken:
    """Cases in PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def bewaar(self, zaak: Zaak) -> None:
        """Insert or replace."""
        await self._session.merge(ZaakRij(**columns(zaak)))
        await self._session.flush()

    async def haal(self, zaak_id: uuid.UUID, *, lock: bool = False) -> Zaak | None:
        """The case; with `lock` nobody else changes it meanwhile."""
        rij = await self._session.get(ZaakRij, zaak_id, with_for_update=lock, populate_existing=True)
        return _zaak(rij) if rij is not None else None

    async def lijst(self, *, stand: str | None, na: tuple[dt.datetime, uuid.UUID] | None, limiet: int) -> list[Zaak]:
        """Newest first."""
        vraag = select(ZaakRij).order_by(col(ZaakRij.geopend_op).desc(), col(ZaakRij.id).desc()).limit(limiet)
        if stand is not None:
            vraag = vraag.where(col(ZaakRij.stand) == stand)
        if na is not None:
            vraag = vraag.where(tuple_(col(ZaakRij.geopend_op), col(ZaakRij.id)) < na)
        return [_zaak(rij) for rij in await self._session.scalars(vraag)]

    async def noteer(self, regel: Tijdlijnregel) -> None:
        """Add to the timeline."""
        self._session.add(TijdlijnRij(**columns(regel)))
        await self._session.flush()

    async def tijdlijn(self, zaak_id: uuid.UUID) -> list[Tijdlijnregel]:
        """Oldest first."""
        vraag = select(TijdlijnRij).where(col(TijdlijnRij.zaak_id) == zaak_id).order_by(col(TijdlijnRij.volgnummer))
        return [read(Tijdlijnregel, rij) for rij in await self._session.scalars(vraag)]

    async def voeg_bevinding_toe(self, bevinding: Bevinding) -> None:
        """Keep a finding."""
        self._session.add(BevindingRij(**columns(bevinding)))
        await self._session.flush()

    async def bevindingen(self, zaak_id: uuid.UUID) -> list[Bevinding]:
        """Oldest first."""
        vraag = (
            select(BevindingRij)
            .where(col(BevindingRij.zaak_id) == zaak_id)
            .order_by(col(BevindingRij.op), col(BevindingRij.id))
        )
        return [read(Bevinding, rij) for rij in await self._session.scalars(vraag)]
