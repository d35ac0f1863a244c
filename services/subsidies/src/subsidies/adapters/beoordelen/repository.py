import uuid
from collections.abc import Sequence

from pydantic import TypeAdapter
from risb_kern.privacy import Privacy, Sealed
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from subsidies.adapters.beoordelen.tables import AandachtspuntRij
from subsidies.application.beoordelen.ports import Aandachtspunten
from subsidies.domain.beoordelen.aandachtspunt import Aandachtspunt

_PUNT = TypeAdapter(Aandachtspunt)
_INHOUD = Sealed("aandachtspunt.inhoud")


class SqlAandachtspunten(Aandachtspunten):
    """One row per finding; its key follows from the finding."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def add_new(self, punt: Aandachtspunt) -> bool:
        new = insert(AandachtspuntRij).values(
            id=punt.id, aanvraag_id=punt.aanvraag_id, ontstaan_op=punt.ontstaan_op, inhoud=self._sealed(punt)
        )
        query = new.on_conflict_do_nothing().returning(col(AandachtspuntRij.id))
        return (await self._session.execute(query)).first() is not None

    @override
    async def save(self, punt: Aandachtspunt) -> None:
        query = update(AandachtspuntRij).where(col(AandachtspuntRij.id) == punt.id)
        await self._session.execute(query.values(inhoud=self._sealed(punt)))

    @override
    async def list(self, aanvraag_id: uuid.UUID) -> Sequence[Aandachtspunt]:
        query = select(AandachtspuntRij).where(col(AandachtspuntRij.aanvraag_id) == aanvraag_id)
        rows = await self._session.scalars(query)
        punten = [_PUNT.validate_json(_INHOUD.open(self._privacy, one.id, one.inhoud)) for one in rows]
        return sorted(punten, key=lambda one: one.volgorde)

    def _sealed(self, punt: Aandachtspunt) -> bytes:
        return _INHOUD.seal(self._privacy, punt.id, _PUNT.dump_json(punt).decode())
