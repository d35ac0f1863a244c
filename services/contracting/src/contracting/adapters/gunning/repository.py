import uuid

from pydantic import TypeAdapter
from risb_kern.privacy import Privacy, Sealed
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from contracting.adapters.database import insert_new
from contracting.adapters.gunning.tables import GunningRij
from contracting.application.gunning.ports import Gunningen
from contracting.domain.gunning.gunning import Gunning

_GUNNING = TypeAdapter(Gunning)
_INHOUD = Sealed("gunning.inhoud")


class SqlGunningen(Gunningen):
    """On PostgreSQL."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def find(self, aanbesteding_id: uuid.UUID, perceel_code: str) -> Gunning | None:
        return self._gunning(await self._session.get(GunningRij, (aanbesteding_id, perceel_code)))

    @override
    async def get(self, aanbesteding_id: uuid.UUID, perceel_code: str) -> Gunning | None:
        key = (aanbesteding_id, perceel_code)
        return self._gunning(await self._session.get(GunningRij, key, with_for_update=True, populate_existing=True))

    @override
    async def start(self, aanbesteding_id: uuid.UUID, perceel_code: str) -> Gunning:
        nieuw = Gunning(aanbesteding_id=aanbesteding_id, perceel_code=perceel_code)
        await insert_new(self._session, self._rij(nieuw))
        return await self.get(aanbesteding_id, perceel_code) or nieuw

    @override
    async def save(self, gunning: Gunning) -> None:
        await self._session.merge(self._rij(gunning))
        await self._session.flush()

    def _rij(self, gunning: Gunning) -> GunningRij:
        inhoud = _INHOUD.seal(self._privacy, gunning.zaak, _GUNNING.dump_json(gunning).decode())
        return GunningRij(aanbesteding_id=gunning.aanbesteding_id, perceel_code=gunning.perceel_code, inhoud=inhoud)

    def _gunning(self, rij: GunningRij | None) -> Gunning | None:
        if rij is None:
            return None
        zaak = Gunning(aanbesteding_id=rij.aanbesteding_id, perceel_code=rij.perceel_code).zaak
        return _GUNNING.validate_json(_INHOUD.open(self._privacy, zaak, rij.inhoud))
