import datetime as dt
import uuid

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from toezicht.adapters.rijen import lees, velden
from toezicht.adapters.tables import BevindingRij, MaatregelRij, TijdlijnRij, ZaakRij
from toezicht.domain.ladder import Trede
from toezicht.domain.maatregel import Maatregel, Maatregelsoort
from toezicht.domain.zaak import Bevinding, Klasse, Tijdlijnregel, Zaak, Zaakstand, Zaakuitkomst


def _zaak(rij: ZaakRij) -> Zaak:
    return lees(
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
        await self._session.merge(ZaakRij(**velden(zaak)))
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
        self._session.add(TijdlijnRij(**velden(regel)))
        await self._session.flush()

    async def tijdlijn(self, zaak_id: uuid.UUID) -> list[Tijdlijnregel]:
        """Oldest first."""
        vraag = select(TijdlijnRij).where(col(TijdlijnRij.zaak_id) == zaak_id).order_by(col(TijdlijnRij.volgnummer))
        return [lees(Tijdlijnregel, rij) for rij in await self._session.scalars(vraag)]

    async def voeg_bevinding_toe(self, bevinding: Bevinding) -> None:
        """Keep a finding."""
        self._session.add(BevindingRij(**velden(bevinding)))
        await self._session.flush()

    async def bevindingen(self, zaak_id: uuid.UUID) -> list[Bevinding]:
        """Oldest first."""
        vraag = (
            select(BevindingRij)
            .where(col(BevindingRij.zaak_id) == zaak_id)
            .order_by(col(BevindingRij.op), col(BevindingRij.id))
        )
        return [lees(Bevinding, rij) for rij in await self._session.scalars(vraag)]


class SqlMaatregelen:
    """Measures in PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def bewaar(self, maatregel: Maatregel) -> None:
        """Insert or replace."""
        await self._session.merge(MaatregelRij(**velden(maatregel)))
        await self._session.flush()

    async def haal(self, maatregel_id: uuid.UUID) -> Maatregel | None:
        """The measure, locked for this transaction."""
        rij = await self._session.get(MaatregelRij, maatregel_id, with_for_update=True, populate_existing=True)
        return _maatregel(rij) if rij is not None else None

    async def lijst(self, *, zaak_id: uuid.UUID | None = None, agb_code: str | None = None) -> list[Maatregel]:
        """Oldest first."""
        vraag = select(MaatregelRij).order_by(col(MaatregelRij.opgelegd_op), col(MaatregelRij.id))
        if zaak_id is not None:
            vraag = vraag.where(col(MaatregelRij.zaak_id) == zaak_id)
        if agb_code is not None:
            vraag = vraag.where(col(MaatregelRij.agb_code) == agb_code)
        return [_maatregel(rij) for rij in await self._session.scalars(vraag)]


def _maatregel(rij: MaatregelRij) -> Maatregel:
    return lees(Maatregel, rij, soort=Maatregelsoort(rij.soort))
