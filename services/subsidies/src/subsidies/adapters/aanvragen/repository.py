import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from risb_kern.privacy import Privacy
from sqlalchemy import ColumnElement, and_, exists, func, insert, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from subsidies.adapters.aanvragen.rows import aanvraag_of, aanvraag_values, geheim_of
from subsidies.adapters.aanvragen.tables import AanvraagRij
from subsidies.application.aanvragen.ports import Aanvragen, Geheim
from subsidies.domain.aanvragen.aanvraag import VERLOOP, Aanvraag, AanvraagStatus
from subsidies.domain.dubbel.regels import Plan, plan_van
from subsidies.domain.regelingen.regeling import Regeling

_OPEN = [status.value for status in VERLOOP.lopend]


class SqlAanvragen(Aanvragen):
    """One row per application."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def find(self, aanvraag_id: uuid.UUID) -> Aanvraag | None:
        row = await self._session.get(AanvraagRij, aanvraag_id)
        return aanvraag_of(row, self._privacy) if row else None

    @override
    async def get(self, aanvraag_id: uuid.UUID) -> Aanvraag | None:
        query = select(AanvraagRij).where(col(AanvraagRij.id) == aanvraag_id).with_for_update(key_share=True)
        row = (await self._session.scalars(query.execution_options(populate_existing=True))).first()
        return aanvraag_of(row, self._privacy) if row else None

    @override
    async def add(self, aanvraag: Aanvraag, regeling: Regeling, plafond_id: int | None, geheim: Geheim) -> None:
        values = aanvraag_values(aanvraag, regeling, self._privacy) | dataclasses.asdict(geheim)
        await self._session.execute(insert(AanvraagRij).values(id=aanvraag.id, plafond_id=plafond_id, **values))

    @override
    async def save(self, aanvraag: Aanvraag, regeling: Regeling) -> None:
        values = aanvraag_values(aanvraag, regeling, self._privacy)
        await self._session.execute(update(AanvraagRij).where(col(AanvraagRij.id) == aanvraag.id).values(**values))

    @override
    async def read_geheim(self, aanvraag_id: uuid.UUID) -> Geheim:
        return geheim_of(await self._session.get_one(AanvraagRij, aanvraag_id))

    @override
    async def save_geheim(self, aanvraag_id: uuid.UUID, geheim: Geheim) -> None:
        values = dataclasses.asdict(geheim)
        await self._session.execute(update(AanvraagRij).where(col(AanvraagRij.id) == aanvraag_id).values(**values))

    @override
    async def is_filed_by(self, aanvraag_id: uuid.UUID, sub: str) -> bool:
        own = await self._session.get_one(AanvraagRij, aanvraag_id)
        same = or_(
            col(AanvraagRij.id) == own.id,
            col(AanvraagRij.aanvrager_hash) == own.aanvrager_hash,
            col(AanvraagRij.iban_hash) == own.iban_hash,
        )
        query = select(exists().where(col(AanvraagRij.aanvrager_sub) == sub, same))
        return bool((await self._session.execute(query)).scalar_one())

    @override
    async def list_plans(self, eigen: Plan) -> Sequence[Plan]:
        own = await self._session.get_one(AanvraagRij, eigen.aanvraag_id)
        # What an applicant states is encrypted; of one applicant there are few.
        query = select(AanvraagRij).where(
            col(AanvraagRij.id) != own.id,
            not_(_is_other(own)),
            col(AanvraagRij.status).in_([*_OPEN, AanvraagStatus.VERLEEND.value]),
            col(AanvraagRij.gemeente) == eigen.gemeente,
        )
        found = await self._session.scalars(query.order_by(col(AanvraagRij.id)))
        plans = (plan_van(aanvraag_of(row, self._privacy)) for row in found)
        return [one for one in plans if one.dagen.overlapt(eigen.dagen)]

    @override
    async def sum_granted(self, aanvraag: Aanvraag) -> tuple[int, int]:
        own = await self._session.get_one(AanvraagRij, aanvraag.id)
        query = select(func.count(), func.coalesce(func.sum(col(AanvraagRij.gevraagd_cent)), 0)).where(
            col(AanvraagRij.id) != own.id,
            not_(_is_other(own)),
            col(AanvraagRij.status) == AanvraagStatus.VERLEEND.value,
            col(AanvraagRij.regeling_code) == aanvraag.regeling_code,
        )
        count, cent = (await self._session.execute(query)).one()
        return int(count), int(cent)

    @override
    async def list_with_kvk(self, kvk_nummer: str) -> Sequence[Aanvraag]:
        query = select(AanvraagRij).where(
            col(AanvraagRij.kvk_nummer) == kvk_nummer,
            col(AanvraagRij.status).in_([*_OPEN, AanvraagStatus.VERLEEND.value]),
        )
        return [
            aanvraag_of(row, self._privacy) for row in await self._session.scalars(query.order_by(col(AanvraagRij.id)))
        ]

    @override
    async def list_with_iban(self, aanvraag_id: uuid.UUID, sinds: dt.datetime) -> Sequence[Aanvraag]:
        own = await self._session.get_one(AanvraagRij, aanvraag_id)
        query = select(AanvraagRij).where(
            col(AanvraagRij.iban_hash) == own.iban_hash, _is_other(own), col(AanvraagRij.ontvangen_op) >= sinds
        )
        return [
            aanvraag_of(row, self._privacy) for row in await self._session.scalars(query.order_by(col(AanvraagRij.id)))
        ]

    @override
    async def count_with_text(self, aanvraag: Aanvraag) -> int:
        own = await self._session.get_one(AanvraagRij, aanvraag.id)
        if own.tekst_hash is None:
            return 0
        query = select(func.count(func.distinct(col(AanvraagRij.aanvrager_hash)))).where(
            col(AanvraagRij.tekst_hash) == own.tekst_hash, _is_other(own)
        )
        return int((await self._session.execute(query)).scalar_one())

    @override
    async def sum_earlier(self, plafond_id: int, plaats: dt.datetime) -> int:
        query = select(func.coalesce(func.sum(col(AanvraagRij.aanspraak_cent)), 0)).where(
            col(AanvraagRij.plafond_id) == plafond_id,
            col(AanvraagRij.plaats) < plaats,
            col(AanvraagRij.status).in_(_OPEN),
        )
        return int((await self._session.execute(query)).scalar_one())

    @override
    async def list_equal(self, plafond_id: int, plaats: dt.datetime) -> Mapping[uuid.UUID, int]:
        query = select(col(AanvraagRij.id), col(AanvraagRij.aanspraak_cent)).where(
            col(AanvraagRij.plafond_id) == plafond_id,
            col(AanvraagRij.plaats) == plaats,
            col(AanvraagRij.status).in_(_OPEN),
            col(AanvraagRij.aanspraak_cent) > 0,
        )
        return {row.id: row.aanspraak_cent for row in await self._session.execute(query)}


def _is_other(own: AanvraagRij) -> ColumnElement[bool]:
    """Neither the same organisation or person, nor the same login."""
    return and_(
        col(AanvraagRij.aanvrager_hash) != own.aanvrager_hash, col(AanvraagRij.aanvrager_sub) != own.aanvrager_sub
    )
