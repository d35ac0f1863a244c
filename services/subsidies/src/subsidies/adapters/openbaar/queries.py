from collections.abc import Mapping, Sequence

from chassis.keyset import page
from risb_kern.lists import Blad
from risb_kern.privacy import Privacy
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from subsidies.adapters.aanvragen.rows import aanvraag_of
from subsidies.adapters.aanvragen.tables import AanvraagRij
from subsidies.adapters.besluiten.rows import besluit_of
from subsidies.adapters.besluiten.tables import BesluitRij
from subsidies.adapters.regelingen.rows import regeling_of
from subsidies.adapters.regelingen.tables import RegelingRij
from subsidies.application.openbaar.queries import Registerfilter, Registervragen
from subsidies.domain.besluiten.besluit import Besluitsoort
from subsidies.domain.openbaar.register import Registerregel, registerregel


class SqlRegistervragen(Registervragen):
    """Grants with the application and the scheme version that they rest on."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def list(self, welke: Registerfilter, blad: Blad) -> Sequence[Registerregel]:
        query = page(_grants(welke), blad, besluitdatum=[col(BesluitRij.besluitdatum), col(BesluitRij.register_id)])
        found = (await self._session.execute(query)).all()
        per_wijk = await self._per_wijk() if found else {}
        return [
            registerregel(
                besluit_of(besluit, self._privacy),
                aanvraag_of(aanvraag, self._privacy),
                regeling_of(regeling),
                in_wijk=per_wijk.get((aanvraag.gemeente, aanvraag.wijk, besluit.besluitdatum.year), 0),
            )
            for besluit, aanvraag, regeling in found
        ]

    async def _per_wijk(self) -> Mapping[tuple[str, str | None, int], int]:
        """Number of grants per gemeente, wijk and year of decision."""
        jaar = _year()
        query = (
            select(col(AanvraagRij.gemeente), col(AanvraagRij.wijk), jaar, func.count())
            .join(BesluitRij, col(AanvraagRij.id) == col(BesluitRij.aanvraag_id))
            .where(col(BesluitRij.soort) == Besluitsoort.VERLENEN.value)
            .group_by(col(AanvraagRij.gemeente), col(AanvraagRij.wijk), jaar)
        )
        rows = (await self._session.execute(query)).all()
        return {(gemeente, wijk, int(year)): count for gemeente, wijk, year, count in rows}


def _grants(welke: Registerfilter) -> Select[BesluitRij, AanvraagRij, RegelingRij]:
    query = (
        select(BesluitRij, AanvraagRij, RegelingRij)
        .join(AanvraagRij, col(AanvraagRij.id) == col(BesluitRij.aanvraag_id))
        .join(
            RegelingRij,
            (col(RegelingRij.code) == col(AanvraagRij.regeling_code))
            & (col(RegelingRij.versie) == col(AanvraagRij.regeling_versie)),
        )
        .where(col(BesluitRij.soort) == Besluitsoort.VERLENEN.value)
    )
    if welke.jaar is not None:
        query = query.where(_year() == welke.jaar)
    if welke.gemeente is not None:
        query = query.where(col(AanvraagRij.gemeente) == welke.gemeente)
    if welke.regeling_code is not None:
        query = query.where(col(AanvraagRij.regeling_code) == welke.regeling_code)
    return query


def _year() -> ColumnElement[int]:
    return func.date_part("year", col(BesluitRij.besluitdatum))
