"""Terms of taakgerichte budgets, and payments on request, on PostgreSQL."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from declaraties.application.betalen.termijnen_betaalbaar_maken import Termijnstand
from declaraties.domain.betalen.betaalopdracht import LosseOpdracht
from declaraties.domain.betalen.betaaltermijn import Termijn, Termijnkorting
from declaraties.domain.betalen.vergoeding import Stap, Stapsoort, Vergoeding, Vergoedingsoort, Vergoedingstatus

_VERVALLEND = (
    "SELECT t.*, o.wet, EXISTS (SELECT 1 FROM maatregel m LEFT JOIN maatregel_einde e USING (maatregel_id)"
    " WHERE m.agb_code = t.agb_code AND m.soort = 'korting' AND (m.gemeenten = '{}' OR t.gemeente = ANY(m.gemeenten))"
    " AND m.van <= t.vervaldatum AND (least(m.tot, e.einddatum) IS NULL"
    " OR least(m.tot, e.einddatum) >= t.vervaldatum)) AS onder_korting,"
    " ARRAY(SELECT b.bedrag_cent FROM termijnbetaling b WHERE (b.overeenkomst_id, b.gemeente, b.jaar, b.termijn)"
    " = (t.overeenkomst_id, t.gemeente, t.jaar, t.termijn) ORDER BY b.volgnummer) AS gemaakt"
    " FROM betaaltermijn t JOIN overeenkomst o USING (overeenkomst_id)"
    " WHERE t.gemeente = :gemeente AND t.vervaldatum <= :dag ORDER BY t.overeenkomst_id, t.jaar, t.termijn"
)
_KORTINGVELDEN = ", ".join(veld.name for veld in dataclasses.fields(Termijnkorting))


class TermijnRepository:
    """The projection of terms beside what was decided and made payable of them here."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def vervallend(self, gemeente: str, *, tot_en_met: dt.date) -> Sequence[Termijnstand]:
        """Terms of the gemeente that are due on the day; one whose overeenkomst is not known yet waits."""
        rijen = (await self._session.execute(text(_VERVALLEND), {"gemeente": gemeente, "dag": tot_en_met})).mappings()
        return [
            Termijnstand(
                termijn=Termijn(**{veld.name: rij[veld.name] for veld in dataclasses.fields(Termijn)}),
                gemaakt=tuple(rij["gemaakt"]),
                onder_korting=rij["onder_korting"],
            )
            for rij in rijen
        ]

    async def kortingen(self, gemeente: str | None = None) -> Sequence[Termijnkorting]:
        """Decisions that may cut terms of the gemeente; all of them without one."""
        vraag = (
            f"SELECT {_KORTINGVELDEN} FROM termijnkorting WHERE CAST(:gemeente AS text) IS NULL OR gemeente IS NULL"
            " OR gemeente = :gemeente ORDER BY van, id"
        )
        rijen = (await self._session.execute(text(vraag), {"gemeente": gemeente})).mappings()
        return [Termijnkorting(**rij) for rij in rijen]

    async def besluit_korting(self, korting: Termijnkorting, *, door: str, nu: dt.datetime) -> None:
        """Store a decision to cut terms."""
        invoegen = (
            f"INSERT INTO termijnkorting ({_KORTINGVELDEN}, besloten_door, besloten_op)"
            " VALUES (:id, :overeenkomst_id, :gemeente, :percentage, :van, :tot, :reden, :door, :nu)"
        )
        await self._session.execute(text(invoegen), {**dataclasses.asdict(korting), "door": door, "nu": nu})

    async def boek(self, termijn: Termijn, volgnummer: int, opdracht: LosseOpdracht, reden: str) -> None:
        """Remember that this was made payable of the term."""
        invoegen = (
            "INSERT INTO termijnbetaling (overeenkomst_id, gemeente, jaar, termijn, volgnummer, opdracht_id,"
            " bedrag_cent, reden) VALUES (:overeenkomst_id, :gemeente, :jaar, :termijn, :volgnummer, :opdracht_id,"
            " :cent, :reden)"
        )
        waarden = {
            "overeenkomst_id": termijn.overeenkomst_id,
            "gemeente": termijn.gemeente,
            "jaar": termijn.jaar,
            "termijn": termijn.termijn,
            "volgnummer": volgnummer,
            "opdracht_id": opdracht.id,
            "cent": opdracht.bedrag_cent,
            "reden": reden,
        }
        await self._session.execute(text(invoegen), waarden)


class VergoedingRepository:
    """The tables `vergoeding`, `vergoedingstap` and `vergoedingboeking`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def voeg_toe(self, vergoeding: Vergoeding) -> None:
        """Store a new request."""
        waarden = {naam: getattr(vergoeding, naam) for naam in _VERGOEDINGVELDEN}
        kolommen, plaatsen = ", ".join(waarden), ", ".join(f":{naam}" for naam in waarden)
        await self._session.execute(text(f"INSERT INTO vergoeding ({kolommen}) VALUES ({plaatsen})"), waarden)

    async def get(self, vergoeding_id: uuid.UUID) -> Vergoeding | None:
        """The request with its steps, locked until the end of the transaction; or None."""
        slot = text("SELECT 1 FROM vergoeding WHERE id = :id FOR UPDATE")
        await self._session.execute(slot, {"id": vergoeding_id})
        gevonden = await self.lijst(agb=None, alleen=vergoeding_id)
        return gevonden[0] if gevonden else None

    async def lijst(
        self,
        *,
        agb: Sequence[str] | None,
        alleen: uuid.UUID | None = None,
        na: uuid.UUID | None = None,
        limiet: int = 1,
    ) -> list[Vergoeding]:
        """Requests by id with their steps; None is of every aanbieder."""
        vraag = (
            "SELECT * FROM vergoeding WHERE (CAST(:agb AS text[]) IS NULL OR agb_code = ANY(:agb))"
            " AND (CAST(:alleen AS uuid) IS NULL OR id = :alleen) AND (CAST(:na AS uuid) IS NULL OR id > :na)"
            " ORDER BY id LIMIT :limiet"
        )
        waarden = {"agb": agb if agb is None else list(agb), "alleen": alleen, "na": na, "limiet": limiet}
        rijen = (await self._session.execute(text(vraag), waarden)).mappings().all()
        stappen = await self._stappen([rij["id"] for rij in rijen])
        return [
            Vergoeding(
                **{
                    **{naam: rij[naam] for naam in _VERGOEDINGVELDEN},
                    "soort": Vergoedingsoort(rij["soort"]),
                    "status": Vergoedingstatus(rij["status"]),
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
                motivering=rij.motivering,
                door=rij.door,
                op=rij.op,
            )
            gevonden[rij.vergoeding_id] = (*gevonden.get(rij.vergoeding_id, ()), stap)
        return gevonden

    async def zet(self, vergoeding: Vergoeding) -> None:
        """Store the newest step and the status."""
        stap = vergoeding.stappen[-1]
        invoegen = (
            "INSERT INTO vergoedingstap (vergoeding_id, stap, bedrag_cent, motivering, door, op)"
            " VALUES (:id, :stap, :cent, :motivering, :door, :op)"
        )
        waarden = {
            "id": vergoeding.id,
            "stap": stap.soort.value,
            "cent": stap.bedrag_cent,
            "motivering": stap.motivering,
            "door": stap.door,
            "op": stap.op,
        }
        await self._session.execute(text(invoegen), waarden)
        zetten = text("UPDATE vergoeding SET status = :status WHERE id = :id")
        await self._session.execute(zetten, {"id": vergoeding.id, "status": vergoeding.status.value})

    async def boek(
        self, vergoeding: Vergoeding, bedrag_cent: int, opdracht_id: uuid.UUID | None, *, nu: dt.datetime
    ) -> None:
        """Add to the ledger what the newest step pays or takes back."""
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

    async def gedeclareerd_cent(self, vergoeding: Vergoeding) -> int:
        """What was awarded to the aanbieder by the gemeente for months within the period."""
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


_VERGOEDINGVELDEN = [veld.name for veld in dataclasses.fields(Vergoeding) if veld.name != "stappen"]
