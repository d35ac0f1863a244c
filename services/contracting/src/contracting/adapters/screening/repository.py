from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter
from risb_kern.privacy import Privacy, Sealed
from sqlalchemy import func, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.dossiers import SqlDossiers
from contracting.adapters.screening.tables import BibobonderzoekRij, SanctielijstRij, ScreeningRij
from contracting.application.screening.ports import Bibobonderzoeken, Sanctielijsten, Screeningen
from contracting.domain.screening.bibob import Bibobonderzoek
from contracting.domain.screening.screening import Sanctielijst, Screening

_SCREENING, _LIJST = TypeAdapter(Screening), TypeAdapter(Sanctielijst)
_BEELD, _VERSIE = Sealed("screening.inhoud"), Sealed("sanctielijst.inhoud")


class SqlScreeningen(Screeningen):
    """On PostgreSQL."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def find(self, kvk_nummer: str) -> Screening | None:
        return self._screening(await self._session.get(ScreeningRij, kvk_nummer))

    @override
    async def get(self, kvk_nummer: str) -> Screening | None:
        return self._screening(
            await self._session.get(ScreeningRij, kvk_nummer, with_for_update=True, populate_existing=True)
        )

    @override
    async def save(self, screening: Screening) -> None:
        inhoud = _BEELD.seal(self._privacy, screening.kvk_nummer, _SCREENING.dump_json(screening).decode())
        await self._session.merge(ScreeningRij(kvk_nummer=screening.kvk_nummer, inhoud=inhoud))
        await self._session.flush()

    @override
    async def list_kvk_nummers(self) -> Sequence[str]:
        query = select(ScreeningRij.kvk_nummer).order_by(col(ScreeningRij.kvk_nummer))
        return list((await self._session.scalars(query)).all())

    def _screening(self, rij: ScreeningRij | None) -> Screening | None:
        if rij is None:
            return None
        return _SCREENING.validate_json(_BEELD.open(self._privacy, rij.kvk_nummer, rij.inhoud))


class SqlSanctielijsten(Sanctielijsten):
    """On PostgreSQL."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def list(self) -> Sequence[Sanctielijst]:
        bron, versie = col(SanctielijstRij.bron), col(SanctielijstRij.versie)
        nieuwste = select(bron, func.max(versie)).group_by(bron)
        query = select(SanctielijstRij).where(tuple_(bron, versie).in_(nieuwste)).order_by(bron)
        rijen = (await self._session.scalars(query)).all()
        return [
            _LIJST.validate_json(_VERSIE.open(self._privacy, f"{one.bron}|{one.versie}", one.inhoud)) for one in rijen
        ]

    @override
    async def save(self, lijst: Sanctielijst) -> None:
        inhoud = _VERSIE.seal(self._privacy, f"{lijst.bron}|{lijst.versie}", _LIJST.dump_json(lijst).decode())
        await self._session.merge(SanctielijstRij(bron=lijst.bron, versie=lijst.versie, inhoud=inhoud))
        await self._session.flush()


class SqlBibobonderzoeken(SqlDossiers[Bibobonderzoek, BibobonderzoekRij], Bibobonderzoeken):
    """Bibob inquiries."""

    tabel = BibobonderzoekRij
    vorm = TypeAdapter(Bibobonderzoek)
    zegel = Sealed("bibobonderzoek.inhoud")

    @override
    def _kolommen(self, dossier: Bibobonderzoek) -> dict[str, Any]:
        return {"agb_code": dossier.agb_code}
