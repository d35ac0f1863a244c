from collections.abc import Mapping, Sequence
from typing import Any, Self

from chassis.db import SqlUnitOfWork
from risb_kern.clock import Clock
from risb_kern.privacy import Privacy
from risb_zaak.agenda.sql import SqlAgenda
from risb_zaak.documents.sql import Archief, SqlDocumenten
from risb_zaak.timeline.sql import SqlTimeline
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from typing_extensions import override

from subsidies.adapters.aanvragen.queries import SqlAanvraagvragen
from subsidies.adapters.aanvragen.repository import SqlAanvragen
from subsidies.adapters.beoordelen.repository import SqlAandachtspunten
from subsidies.adapters.besluiten.repository import SqlBesluiten, SqlLotingen
from subsidies.adapters.dubbel.repository import SqlZorgcontracten
from subsidies.adapters.openbaar.queries import SqlRegistervragen
from subsidies.adapters.regelingen.queries import SqlRegelingvragen
from subsidies.adapters.regelingen.repository import SqlPlafonds, SqlRegelingen
from subsidies.application.uow import Uow


class SqlUow(SqlUnitOfWork, Uow):
    """One transaction on the database of subsidies; what people wrote in it is encrypted with `privacy`."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], clock: Clock, privacy: Privacy, archief: Archief
    ) -> None:
        super().__init__(sessions, clock)
        self._privacy = privacy
        self._archief = archief

    @override
    async def __aenter__(self) -> Self:
        await super().__aenter__()
        session, privacy = self.session, self._privacy
        self.regelingen = SqlRegelingen(session)
        self.plafonds = SqlPlafonds(session)
        self.aanvragen = SqlAanvragen(session, privacy)
        self.aandachtspunten = SqlAandachtspunten(session, privacy)
        self.besluiten = SqlBesluiten(session, privacy)
        self.lotingen = SqlLotingen(session)
        self.zorgcontracten = SqlZorgcontracten(session)
        self.regelingvragen = SqlRegelingvragen(session)
        self.aanvraagvragen = SqlAanvraagvragen(session, privacy)
        self.registervragen = SqlRegistervragen(session, privacy)
        self.documenten = SqlDocumenten(self, self._archief)
        self.timeline = SqlTimeline(session, self._clock)
        self.agenda = SqlAgenda(session)
        return self

    @override
    async def hold(self, events: Sequence[Mapping[str, Any]]) -> None:
        agb_codes = {one["agb_code"] for one in events}
        await self.serialize_all(f"agb:{one}" for one in agb_codes)
        stored = [await self.zorgcontracten.find_kvk(one) for one in agb_codes]
        told = [one.get("kvk_nummer") for one in events]
        await self.serialize_all(f"kvk:{one}" for one in {*stored, *told} if one)
