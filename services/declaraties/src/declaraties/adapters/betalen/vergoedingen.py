"""Payments on request, on PostgreSQL."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence

from risb_kern.lists import Bereik, Blad
from risb_kern.privacy import Privacy
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.betalen.vergoeding_tables import MOTIVERING, TOELICHTING, stap_key
from declaraties.application.betalen.ports import Vergoedingen
from declaraties.application.betalen.queries import Vergoedingvragen
from declaraties.domain.betalen.vergoeding import Stap, Stapsoort, Vergoeding, Vergoedingsoort, Vergoedingstatus

_FIELDS = [veld.name for veld in dataclasses.fields(Vergoeding) if veld.name != "stappen"]


class SqlVergoedingvragen(Vergoedingvragen):
    """Rows that the caller may see, with their steps."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def list(self, bereik: Bereik, blad: Blad) -> Sequence[Vergoeding]:
        return await self._read(bereik, na=blad.na[0] if blad.na else None, limit=blad.take)

    @override
    async def find(self, bereik: Bereik, vergoeding_id: uuid.UUID) -> Vergoeding | None:
        gevonden = await self._read(bereik, only=vergoeding_id)
        return gevonden[0] if gevonden else None

    async def _read(
        self, bereik: Bereik, *, only: uuid.UUID | None = None, na: uuid.UUID | None = None, limit: int = 1
    ) -> Sequence[Vergoeding]:
        vraag = (
            "SELECT * FROM vergoeding WHERE (CAST(:agb AS text[]) IS NULL OR agb_code = ANY(:agb))"
            " AND (CAST(:alleen AS uuid) IS NULL OR id = :alleen) AND (CAST(:na AS uuid) IS NULL OR id > :na)"
            " ORDER BY id LIMIT :limiet"
        )
        waarden = {"agb": None if bereik.alles else sorted(bereik.agb_codes), "alleen": only, "na": na, "limiet": limit}
        rijen = (await self._session.execute(text(vraag), waarden)).mappings().all()
        stappen = await self._stappen([rij["id"] for rij in rijen])
        return [
            Vergoeding(
                **{
                    **{naam: rij[naam] for naam in _FIELDS},
                    "soort": Vergoedingsoort(rij["soort"]),
                    "status": Vergoedingstatus(rij["status"]),
                    "toelichting": TOELICHTING.open(self._privacy, rij["id"], rij["toelichting"]),
                    "stappen": stappen.get(rij["id"], ()),
                }
            )
            for rij in rijen
        ]

    async def _stappen(self, welke: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[Stap, ...]]:
        volgorde = "array_position(ARRAY['advies', 'besluit', 'vaststelling'], stap)"
        vraag = text(f"SELECT * FROM vergoedingstap WHERE vergoeding_id = ANY(:ids) ORDER BY {volgorde}")
        gevonden: dict[uuid.UUID, tuple[Stap, ...]] = {}
        for rij in await self._session.execute(vraag, {"ids": list(welke)}):
            stap = Stap(
                soort=Stapsoort(rij.stap),
                bedrag_cent=rij.bedrag_cent,
                motivering=MOTIVERING.open(self._privacy, stap_key(rij.vergoeding_id, rij.stap), rij.motivering),
                door=rij.door,
                op=rij.op,
            )
            gevonden[rij.vergoeding_id] = (*gevonden.get(rij.vergoeding_id, ()), stap)
        return gevonden

    @override
    async def sum_gedeclareerd(self, vergoeding: Vergoeding) -> int:
        vraag = (
            "SELECT coalesce(sum(toegekend_cent), 0) FROM bestand WHERE soort = '323' AND telt AND agb_code = :agb"
            " AND gemeente = :gemeente AND wet = :wet AND periode BETWEEN date_trunc('month', CAST(:van AS date))"
            " AND :tot"
        )
        waarden = {
            "agb": vergoeding.agb_code,
            "gemeente": vergoeding.gemeente,
            "wet": vergoeding.wet,
            "van": vergoeding.van,
            "tot": vergoeding.tot,
        }
        return int((await self._session.execute(text(vraag), waarden)).scalar_one())


class SqlVergoedingen(Vergoedingen):
    """The tables `vergoeding`, `vergoedingstap` and `vergoedingboeking`."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def add(self, vergoeding: Vergoeding) -> None:
        toelichting = TOELICHTING.seal(self._privacy, vergoeding.id, vergoeding.toelichting)
        waarden = {naam: getattr(vergoeding, naam) for naam in _FIELDS} | {"toelichting": toelichting}
        kolommen, plaatsen = ", ".join(waarden), ", ".join(f":{naam}" for naam in waarden)
        await self._session.execute(text(f"INSERT INTO vergoeding ({kolommen}) VALUES ({plaatsen})"), waarden)

    @override
    async def get(self, vergoeding_id: uuid.UUID) -> Vergoeding | None:
        slot = text("SELECT 1 FROM vergoeding WHERE id = :id FOR UPDATE")
        await self._session.execute(slot, {"id": vergoeding_id})
        return await SqlVergoedingvragen(self._session, self._privacy).find(Bereik(alles=True), vergoeding_id)

    @override
    async def save(self, vergoeding: Vergoeding) -> None:
        stap = vergoeding.stappen[-1]
        invoegen = (
            "INSERT INTO vergoedingstap (vergoeding_id, stap, bedrag_cent, motivering, door, op)"
            " VALUES (:id, :stap, :cent, :motivering, :door, :op)"
        )
        key = stap_key(vergoeding.id, stap.soort.value)
        waarden = {
            "id": vergoeding.id,
            "stap": stap.soort.value,
            "cent": stap.bedrag_cent,
            "motivering": MOTIVERING.seal(self._privacy, key, stap.motivering),
            "door": stap.door,
            "op": stap.op,
        }
        await self._session.execute(text(invoegen), waarden)
        zetten = text("UPDATE vergoeding SET status = :status WHERE id = :id")
        await self._session.execute(zetten, {"id": vergoeding.id, "status": vergoeding.status.value})

    @override
    async def book(
        self, vergoeding: Vergoeding, bedrag_cent: int, opdracht_id: uuid.UUID | None, *, nu: dt.datetime
    ) -> None:
        invoegen = (
            "INSERT INTO vergoedingboeking (vergoeding_id, soort, bedrag_cent, opdracht_id, op)"
            " VALUES (:id, :soort, :cent, :opdracht, :nu)"
        )
        waarden = {
            "id": vergoeding.id,
            "soort": vergoeding.stappen[-1].soort.value,
            "cent": bedrag_cent,
            "opdracht": opdracht_id,
            "nu": nu,
        }
        await self._session.execute(text(invoegen), waarden)
