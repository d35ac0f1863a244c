import uuid
from collections.abc import Sequence

from pydantic import TypeAdapter
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from subsidies.adapters.beoordelen.tables import AandachtspuntRij
from subsidies.application.beoordelen.ports import Aandachtspunten
from subsidies.domain.beoordelen.aandachtspunt import Aandachtspunt

_PUNT = TypeAdapter(Aandachtspunt)


class SqlAandachtspunten(Aandachtspunten):
    """One row per finding; its key follows from the finding."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def add_new(self, punt: Aandachtspunt) -> bool:
        new = insert(AandachtspuntRij).values(
            id=punt.id, aanvraag_id=punt.aanvraag_id, ontstaan_op=punt.ontstaan_op, inhoud=_inhoud(punt)
        )
        query = new.on_conflict_do_nothing().returning(col(AandachtspuntRij.id))
        return (await self._session.execute(query)).first() is not None

    @override
    async def save(self, punt: Aandachtspunt) -> None:
        query = update(AandachtspuntRij).where(col(AandachtspuntRij.id) == punt.id)
        await self._session.execute(query.values(inhoud=_inhoud(punt)))

    @override
    async def list(self, aanvraag_id: uuid.UUID) -> Sequence[Aandachtspunt]:
        query = select(AandachtspuntRij).where(col(AandachtspuntRij.aanvraag_id) == aanvraag_id)
        punten = [_PUNT.validate_python(one.inhoud) for one in await self._session.scalars(query)]
        return sorted(punten, key=lambda one: one.volgorde)


def _inhoud(punt: Aandachtspunt) -> dict[str, object]:
    return dict(_PUNT.dump_python(punt, mode="json"))
