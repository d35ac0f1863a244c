"""The repositories of schemes, plafonds, applications, points and decisions on PostgreSQL."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence

from risb_kern.errors import DomainError, Fout, Kind
from sqlalchemy import ColumnElement, and_, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from subsidies.adapters import mapping
from subsidies.adapters.tables import AandachtspuntRij, AanvraagRij, BesluitRij, PlafondRij, RegelingRij
from subsidies.application.ports import Geheim
from subsidies.domain.aanvragen.aanvraag import VERLOOP, Aanvraag, Status
from subsidies.domain.beoordelen.aandachtspunt import Aandachtspunt
from subsidies.domain.besluiten.besluit import Besluit, Plafondstand
from subsidies.domain.regelingen.regeling import Plafond, Regeling

_OPEN = [status.value for status in VERLOOP.lopend]


class SqlRegelingen:
    """Scheme versions; rows are only ever added."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, regeling: Regeling, nu: dt.datetime) -> None:
        """Store a version; its number is unique."""
        inhoud = mapping.regeling_inhoud(regeling)
        row = RegelingRij(code=regeling.code, versie=regeling.versie, inhoud=inhoud, gepubliceerd_op=nu)
        self._session.add(row)
        await self._session.flush()

    async def newest(self, code: str) -> Regeling | None:
        """The latest version."""
        query = select(RegelingRij).where(col(RegelingRij.code) == code).order_by(col(RegelingRij.versie).desc())
        row = (await self._session.scalars(query.limit(1))).first()
        return mapping.regeling_of(row) if row else None

    async def find(self, code: str, versie: int) -> Regeling | None:
        """This version, if it exists."""
        row = await self._session.get(RegelingRij, (code, versie))
        return mapping.regeling_of(row) if row else None

    async def get(self, code: str, versie: int) -> Regeling:
        """A version that exists."""
        return mapping.regeling_of(await self._session.get_one(RegelingRij, (code, versie)))


class SqlPlafonds:
    """The ledger; `lock` is the one place where decisions on the same plafond wait for each other."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def put(self, code: str, plafond: Plafond) -> None:
        """Make or raise; lowering needs the three conditions of Awb 4:28 and is refused here."""
        gemeente, wijk, van, tot = plafond.sleutel
        values = {"regeling_code": code, "gemeente": gemeente, "wijk": wijk, "van": van, "tot": tot}
        new = insert(PlafondRij).values(**values, bedrag_cent=plafond.bedrag_cent, verleend_cent=0)
        upsert = new.on_conflict_do_update(
            constraint="uq_plafond_sleutel",
            set_={"bedrag_cent": new.excluded.bedrag_cent},
            where=col(PlafondRij.bedrag_cent) <= new.excluded.bedrag_cent,
        ).returning(col(PlafondRij.id))
        if (await self._session.execute(upsert)).first() is None:
            melding = "Een bekendgemaakt plafond verlagen kan hier niet (artikel 4:27 en 4:28 Awb)."
            fout = Fout("plafonds", "verlaagd", f"Het plafond van gemeente {gemeente} is lager dan het was.")
            raise DomainError(Kind.CONFLICT, "plafond-verlaagd", melding, fout)

    async def find_id(self, code: str, plafond: Plafond) -> int:
        """The ledger id of a published plafond."""
        gemeente, wijk, van, tot = plafond.sleutel
        query = select(col(PlafondRij.id)).where(
            col(PlafondRij.regeling_code) == code,
            col(PlafondRij.gemeente) == gemeente,
            col(PlafondRij.wijk) == wijk,
            col(PlafondRij.van) == van,
            col(PlafondRij.tot) == tot,
        )
        return (await self._session.execute(query)).scalar_one()

    async def lock(self, aanvraag: Aanvraag) -> Plafondstand | None:
        """The locked plafond, with what earlier complete and undecided applications may claim."""
        own = (
            select(PlafondRij)
            .join(AanvraagRij, col(AanvraagRij.plafond_id) == col(PlafondRij.id))
            .where(col(AanvraagRij.id) == aanvraag.id)
            .with_for_update(of=PlafondRij, key_share=True)
        )
        row = (await self._session.scalars(own)).first()
        if row is None:
            return None
        return Plafondstand(
            id=row.id,
            bedrag_cent=row.bedrag_cent,
            verleend_cent=row.verleend_cent,
            eerder_cent=await self._earlier(row.id, aanvraag),
        )

    async def _earlier(self, plafond_id: int, aanvraag: Aanvraag) -> int:
        """What undecided applications that were complete before this one may claim, in cents."""
        if aanvraag.volledig_op is None:
            return 0
        query = select(func.coalesce(func.sum(col(AanvraagRij.aanspraak_cent)), 0)).where(
            col(AanvraagRij.plafond_id) == plafond_id,
            col(AanvraagRij.volledig_op) < aanvraag.volledig_op,
            col(AanvraagRij.status).in_(_OPEN),
        )
        return int((await self._session.execute(query)).scalar_one())

    async def reserve(self, plafond_id: int, bedrag_cent: int) -> None:
        """Add a grant to a locked plafond."""
        verleend = col(PlafondRij.verleend_cent)
        query = update(PlafondRij).where(col(PlafondRij.id) == plafond_id).values(verleend_cent=verleend + bedrag_cent)
        await self._session.execute(query)


class SqlAanvragen:
    """Applications with their secrets."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, aanvraag: Aanvraag, regeling: Regeling, plafond_id: int | None, geheim: Geheim) -> None:
        """Store a new application."""
        values = mapping.aanvraag_values(aanvraag, regeling) | dataclasses.asdict(geheim)
        await self._session.execute(insert(AanvraagRij).values(id=aanvraag.id, plafond_id=plafond_id, **values))

    async def lock(self, aanvraag_id: uuid.UUID) -> Aanvraag | None:
        """The application, locked until the commit; new points may still refer to it."""
        query = select(AanvraagRij).where(col(AanvraagRij.id) == aanvraag_id).with_for_update(key_share=True)
        row = (await self._session.scalars(query)).first()
        return mapping.aanvraag_of(row) if row else None

    async def find(self, aanvraag_id: uuid.UUID) -> Aanvraag | None:
        """The application as it is now, for reading."""
        row = await self._session.get(AanvraagRij, aanvraag_id)
        return mapping.aanvraag_of(row) if row else None

    async def save(self, aanvraag: Aanvraag, regeling: Regeling) -> None:
        """Store the changed application."""
        values = mapping.aanvraag_values(aanvraag, regeling)
        await self._session.execute(update(AanvraagRij).where(col(AanvraagRij.id) == aanvraag.id).values(**values))

    async def geheim(self, aanvraag_id: uuid.UUID) -> Geheim:
        """The secrets of an application that exists."""
        return mapping.geheim_of(await self._session.get_one(AanvraagRij, aanvraag_id))

    async def save_geheim(self, aanvraag_id: uuid.UUID, geheim: Geheim) -> None:
        """Replace the secrets."""
        values = dataclasses.asdict(geheim)
        await self._session.execute(update(AanvraagRij).where(col(AanvraagRij.id) == aanvraag_id).values(**values))

    async def met_kvk(self, kvk_nummer: str) -> Sequence[Aanvraag]:
        """Undecided and granted applications of this organisation."""
        query = select(AanvraagRij).where(
            col(AanvraagRij.kvk_nummer) == kvk_nummer, col(AanvraagRij.status).in_([*_OPEN, Status.VERLEEND.value])
        )
        return [mapping.aanvraag_of(row) for row in await self._session.scalars(query)]

    async def met_iban(self, aanvraag: Aanvraag, sinds: dt.datetime) -> Sequence[Aanvraag]:
        """Applications since then with the same account, by another applicant from another login."""
        own = await self._session.get_one(AanvraagRij, aanvraag.id)
        query = select(AanvraagRij).where(
            col(AanvraagRij.iban_hash) == own.iban_hash, _is_other(own), col(AanvraagRij.ontvangen_op) >= sinds
        )
        return [mapping.aanvraag_of(row) for row in await self._session.scalars(query)]

    async def andere_met_tekst(self, aanvraag: Aanvraag) -> int:
        """How many other applicants, from other logins, used the same text."""
        own = await self._session.get_one(AanvraagRij, aanvraag.id)
        if own.tekst_hash is None:
            return 0
        query = select(func.count(func.distinct(col(AanvraagRij.aanvrager_hash)))).where(
            col(AanvraagRij.tekst_hash) == own.tekst_hash, _is_other(own)
        )
        return int((await self._session.execute(query)).scalar_one())


def _is_other(own: AanvraagRij) -> ColumnElement[bool]:
    """Neither the same organisation or person, nor the same login."""
    return and_(
        col(AanvraagRij.aanvrager_hash) != own.aanvrager_hash, col(AanvraagRij.aanvrager_sub) != own.aanvrager_sub
    )


class SqlAandachtspunten:
    """Points to look at."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add_new(self, punt: Aandachtspunt) -> bool:
        """Store the point unless it is there; an outcome that was given stays."""
        new = insert(AandachtspuntRij).values(
            id=punt.id,
            aanvraag_id=punt.aanvraag_id,
            ontstaan_op=punt.ontstaan_op,
            inhoud=mapping.punt_inhoud(punt),
        )
        query = new.on_conflict_do_nothing().returning(col(AandachtspuntRij.id))
        return (await self._session.execute(query)).first() is not None

    async def of(self, aanvraag_id: uuid.UUID) -> Sequence[Aandachtspunt]:
        """Every point of the application, oldest first."""
        row = AandachtspuntRij
        query = select(row).where(col(row.aanvraag_id) == aanvraag_id)
        punten = [mapping.punt_of(one) for one in await self._session.scalars(query)]
        return sorted(punten, key=lambda one: (one.ontstaan_op, one.signaal.regel, one.signaal.sleutel))

    async def save(self, punt: Aandachtspunt) -> None:
        """Store the outcome."""
        query = update(AandachtspuntRij).where(col(AandachtspuntRij.id) == punt.id)
        await self._session.execute(query.values(inhoud=mapping.punt_inhoud(punt)))


class SqlBesluiten:
    """Decisions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, besluit: Besluit) -> None:
        """Store a decision."""
        self._session.add(mapping.besluit_row(besluit))
        await self._session.flush()

    async def of(self, aanvraag_id: uuid.UUID) -> Besluit | None:
        """The decision on an application, if there is one."""
        query = select(BesluitRij).where(col(BesluitRij.aanvraag_id) == aanvraag_id)
        row = (await self._session.scalars(query)).first()
        return mapping.besluit_of(row) if row else None


async def serialize(session: AsyncSession, onderwerp: str) -> None:
    """An advisory lock on the subject until the end of the transaction."""
    query = text("SELECT pg_advisory_xact_lock(hashtextextended(:onderwerp, 0))")
    await session.execute(query, {"onderwerp": onderwerp})
