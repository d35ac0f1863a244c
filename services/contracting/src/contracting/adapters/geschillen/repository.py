import uuid
from collections.abc import Sequence

from pydantic import TypeAdapter
from risb_kern.privacy import Privacy, Sealed
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.geschillen.tables import KlachtRij, KortgedingRij
from contracting.application.geschillen.ports import Klachten, Kortgedingen
from contracting.domain.geschillen.geschil import Klacht, Kortgeding

_KORTGEDING, _KLACHT = TypeAdapter(Kortgeding), TypeAdapter(Klacht)
_GEDING, _TEKST = Sealed("kortgeding.inhoud"), Sealed("klacht.inhoud")


class SqlKortgedingen(Kortgedingen):
    """On PostgreSQL."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def get(self, kortgeding_id: uuid.UUID) -> Kortgeding | None:
        rij = await self._session.get(KortgedingRij, kortgeding_id, with_for_update=True)
        return None if rij is None else self._kortgeding(rij)

    @override
    async def save(self, kortgeding: Kortgeding) -> None:
        inhoud = _GEDING.seal(self._privacy, kortgeding.id, _KORTGEDING.dump_json(kortgeding).decode())
        await self._session.merge(KortgedingRij(id=kortgeding.id, perceel_code=kortgeding.perceel_code, inhoud=inhoud))
        await self._session.flush()

    @override
    async def list(self, perceel_code: str) -> Sequence[Kortgeding]:
        query = select(KortgedingRij).where(col(KortgedingRij.perceel_code) == perceel_code)
        gevonden = [self._kortgeding(one) for one in (await self._session.scalars(query)).all()]
        return sorted(gevonden, key=lambda one: (one.aanhangig_op, one.id))

    def _kortgeding(self, rij: KortgedingRij) -> Kortgeding:
        return _KORTGEDING.validate_json(_GEDING.open(self._privacy, rij.id, rij.inhoud))


class SqlKlachten(Klachten):
    """On PostgreSQL."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def get(self, klacht_id: uuid.UUID) -> Klacht | None:
        rij = await self._session.get(KlachtRij, klacht_id, with_for_update=True)
        return None if rij is None else _KLACHT.validate_json(_TEKST.open(self._privacy, rij.id, rij.inhoud))

    @override
    async def save(self, klacht: Klacht) -> None:
        inhoud = _TEKST.seal(self._privacy, klacht.id, _KLACHT.dump_json(klacht).decode())
        await self._session.merge(KlachtRij(id=klacht.id, aanbesteding_id=klacht.aanbesteding_id, inhoud=inhoud))
        await self._session.flush()
