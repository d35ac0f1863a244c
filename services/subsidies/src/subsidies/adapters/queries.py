"""Reads for lists and the public register, straight from SQL."""

import datetime as dt
import uuid
from collections.abc import Sequence

from risb_recht.periode import Periode
from sqlalchemy import func, select, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from subsidies.adapters import mapping
from subsidies.adapters.tables import AanvraagRij, BesluitRij, PlafondRij, RegelingRij
from subsidies.application.lezen import Aanvraagfilter, Plafondregel, Registerfilter
from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.besluiten.besluit import Besluitsoort
from subsidies.domain.openbaar.register import Registerregel, registerregel
from subsidies.domain.regelingen.regeling import Regeling


class SqlLezer:
    """Read queries; lists go by keyset, so that a page never shifts."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def regelingen(self) -> Sequence[Regeling]:
        """The newest version of every scheme, by code."""
        query = (
            select(RegelingRij)
            .ext(distinct_on(col(RegelingRij.code)))
            .order_by(col(RegelingRij.code), col(RegelingRij.versie).desc())
        )
        return [mapping.regeling_of(row) for row in await self._session.scalars(query)]

    async def plafonds(self, code: str) -> Sequence[Plafondregel]:
        """The ledger of a scheme, in a fixed order."""
        row = PlafondRij
        query = select(row).where(col(row.regeling_code) == code)
        order = (col(row.gemeente), col(row.wijk), col(row.van))
        return [_plafondregel(one) for one in await self._session.scalars(query.order_by(*order))]

    async def aanvragen(
        self, welke: Aanvraagfilter, na: tuple[dt.datetime, uuid.UUID] | None, limiet: int
    ) -> Sequence[tuple[Aanvraag, dt.date]]:
        """Applications with their decision date, in order of receipt."""
        row = AanvraagRij
        query = select(row).order_by(col(row.ontvangen_op), col(row.id)).limit(limiet)
        for column in ("aanvrager_sub", "regeling_code", "gemeente", "status"):
            value = getattr(welke, column)
            if value is not None:
                query = query.where(getattr(row, column) == value)
        if na is not None:
            query = query.where(tuple_(col(row.ontvangen_op), col(row.id)) > na)
        return [(mapping.aanvraag_of(one), one.beslisdatum) for one in await self._session.scalars(query)]

    async def register(
        self, welke: Registerfilter, na: tuple[dt.date, uuid.UUID] | None, limiet: int
    ) -> Sequence[Registerregel]:
        """Grants in order of decision, masked."""
        query = (
            select(BesluitRij, AanvraagRij, RegelingRij)
            .join(AanvraagRij, col(AanvraagRij.id) == col(BesluitRij.aanvraag_id))
            .join(
                RegelingRij,
                (col(RegelingRij.code) == col(AanvraagRij.regeling_code))
                & (col(RegelingRij.versie) == col(AanvraagRij.regeling_versie)),
            )
            .where(col(BesluitRij.soort) == Besluitsoort.VERLENEN.value)
            .order_by(col(BesluitRij.besluitdatum), col(BesluitRij.register_id))
            .limit(limiet)
        )
        if welke.jaar is not None:
            query = query.where(func.date_part("year", col(BesluitRij.besluitdatum)) == welke.jaar)
        if welke.gemeente is not None:
            query = query.where(col(AanvraagRij.gemeente) == welke.gemeente)
        if welke.regeling_code is not None:
            query = query.where(col(AanvraagRij.regeling_code) == welke.regeling_code)
        if na is not None:
            query = query.where(tuple_(col(BesluitRij.besluitdatum), col(BesluitRij.register_id)) > na)
        found = (await self._session.execute(query)).all()
        per_wijk = await self._per_wijk() if found else {}
        return [
            registerregel(
                mapping.besluit_of(besluit),
                mapping.aanvraag_of(aanvraag),
                mapping.regeling_of(regeling),
                in_wijk=per_wijk.get((aanvraag.gemeente, aanvraag.wijk, besluit.besluitdatum.year), 0),
            )
            for besluit, aanvraag, regeling in found
        ]

    async def _per_wijk(self) -> dict[tuple[str, str | None, int], int]:
        """Number of grants per gemeente, wijk and year of decision."""
        jaar = func.date_part("year", col(BesluitRij.besluitdatum))
        query = (
            select(col(AanvraagRij.gemeente), col(AanvraagRij.wijk), jaar, func.count())
            .join(BesluitRij, col(AanvraagRij.id) == col(BesluitRij.aanvraag_id))
            .where(col(BesluitRij.soort) == Besluitsoort.VERLENEN.value)
            .group_by(col(AanvraagRij.gemeente), col(AanvraagRij.wijk), jaar)
        )
        rows = (await self._session.execute(query)).all()
        return {(gemeente, wijk, int(year)): count for gemeente, wijk, year, count in rows}


def _plafondregel(row: PlafondRij) -> Plafondregel:
    return Plafondregel(
        gemeente=row.gemeente,
        wijk=row.wijk or None,
        tijdvak=Periode(van=row.van, tot=row.tot),
        bedrag_cent=row.bedrag_cent,
        verleend_cent=row.verleend_cent,
    )
