import uuid
from collections.abc import Collection

from risb_kern.privacy import Privacy, Sealed
from risb_kern.projections import upsert_newest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from toezicht.adapters.database import columns
from toezicht.adapters.signalen.rows import signaal_of
from toezicht.adapters.signalen.tables import BeoordelingRij, SignaalRij
from toezicht.application.signalen.ports import Signalen
from toezicht.domain.signalen.signaal import Signaal, Signaalbeoordeling

_REDEN = Sealed("beoordeling.reden")
_STAYS = {"trace_id", "uitkomst", "zaak_id"}


class SqlSignalen(Signalen):
    """Signals in PostgreSQL."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def find(self, signaal_id: uuid.UUID, soorten: Collection[str]) -> Signaal | None:
        return await self._read(signaal_id, soorten, lock=False)

    @override
    async def get(self, signaal_id: uuid.UUID, soorten: Collection[str]) -> Signaal | None:
        return await self._read(signaal_id, soorten, lock=True)

    async def _read(self, signaal_id: uuid.UUID, soorten: Collection[str], *, lock: bool) -> Signaal | None:
        row = await self._session.get(SignaalRij, signaal_id, with_for_update=lock, populate_existing=True)
        return signaal_of(row) if row is not None and row.soort in soorten else None

    @override
    async def put(self, signaal: Signaal) -> None:
        await upsert_newest(self._session, SignaalRij, columns(signaal), rang="bijgewerkt_op", once=_STAYS)

    @override
    async def save(self, signaal: Signaal) -> None:
        work = {"zaak_id": signaal.zaak_id, "uitkomst": signaal.uitkomst}
        await self._session.execute(update(SignaalRij).where(col(SignaalRij.id) == signaal.id).values(**work))

    @override
    async def add_beoordeling(self, beoordeling: Signaalbeoordeling) -> None:
        reden = _REDEN.seal(self._privacy, beoordeling.id, beoordeling.reden)
        self._session.add(BeoordelingRij(**{**columns(beoordeling), "reden": reden}))
        await self._session.flush()
