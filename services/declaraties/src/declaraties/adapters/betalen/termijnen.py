"""Terms of taakgerichte budgets on PostgreSQL."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence

from risb_kern.privacy import Privacy
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.betalen.vergoeding_tables import KORTING_REDEN, TERMIJN_REDEN
from declaraties.application.betalen.ports import Termijnen, Termijnstand
from declaraties.domain.betalen.betaalopdracht import LosseOpdracht
from declaraties.domain.betalen.betaaltermijn import Budgettermijn, Kortingstatus, Termijnkorting

_KORTING = (
    "FROM maatregel m LEFT JOIN maatregel_einde e USING (maatregel_id)"
    " WHERE m.agb_code = t.agb_code AND m.soort = 'korting' AND (m.gemeenten = '{}' OR t.gemeente = ANY(m.gemeenten))"
    " AND m.van <= t.vervaldatum AND (least(m.tot, e.einddatum) IS NULL OR least(m.tot, e.einddatum) >= t.vervaldatum)"
)
_VERVALLEND = (
    f"SELECT t.*, o.wet, EXISTS (SELECT 1 {_KORTING} AND m.percentage IS NULL) AS onder_korting,"
    f" (SELECT CAST(least(100, coalesce(sum(m.percentage), 0)) AS integer) {_KORTING}) AS procent,"
    " ARRAY(SELECT b.bedrag_cent FROM termijnbetaling b WHERE (b.overeenkomst_id, b.gemeente, b.jaar, b.termijn)"
    " = (t.overeenkomst_id, t.gemeente, t.jaar, t.termijn) ORDER BY b.volgnummer) AS gemaakt"
    " FROM betaaltermijn t JOIN overeenkomst o USING (overeenkomst_id)"
    " WHERE t.gemeente = :gemeente AND t.vervaldatum <= :dag ORDER BY t.overeenkomst_id, t.jaar, t.termijn"
)


_KORTINGVELDEN = ", ".join(veld.name for veld in dataclasses.fields(Termijnkorting))


class SqlTermijnen(Termijnen):
    """The projection of terms beside what was decided and made payable of them here."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def list_vervallend(self, gemeente: str, *, tot_en_met: dt.date) -> Sequence[Termijnstand]:
        rijen = (await self._session.execute(text(_VERVALLEND), {"gemeente": gemeente, "dag": tot_en_met})).mappings()
        return [
            Termijnstand(
                termijn=Budgettermijn(**{veld.name: rij[veld.name] for veld in dataclasses.fields(Budgettermijn)}),
                gemaakt=tuple(rij["gemaakt"]),
                onder_korting=rij["onder_korting"],
                procent=rij["procent"],
            )
            for rij in rijen
        ]

    @override
    async def list_kortingen(self, gemeente: str | None = None) -> Sequence[Termijnkorting]:
        vraag = (
            f"SELECT {_KORTINGVELDEN} FROM termijnkorting WHERE CAST(:gemeente AS text) IS NULL OR gemeente IS NULL"
            " OR gemeente = :gemeente ORDER BY van, id"
        )
        rijen = (await self._session.execute(text(vraag), {"gemeente": gemeente})).mappings()
        return [_korting(rij, self._privacy) for rij in rijen]

    @override
    async def get_korting(self, korting_id: uuid.UUID) -> Termijnkorting | None:
        vraag = f"SELECT {_KORTINGVELDEN} FROM termijnkorting WHERE id = :id FOR UPDATE"
        rij = (await self._session.execute(text(vraag), {"id": korting_id})).mappings().first()
        return _korting(rij, self._privacy) if rij else None

    @override
    async def find_aanbieder(self, overeenkomst_id: uuid.UUID) -> str | None:
        # A term may be told before its overeenkomst is.
        vraag = (
            "SELECT agb_code FROM overeenkomst WHERE overeenkomst_id = :id"
            " UNION ALL SELECT agb_code FROM betaaltermijn WHERE overeenkomst_id = :id LIMIT 1"
        )
        gevonden: str | None = await self._session.scalar(text(vraag), {"id": overeenkomst_id})
        return gevonden

    @override
    async def add_korting(self, korting: Termijnkorting, *, door: str, nu: dt.datetime) -> None:
        invoegen = (
            f"INSERT INTO termijnkorting ({_KORTINGVELDEN}, voorgesteld_door, voorgesteld_op)"
            " VALUES (:id, :overeenkomst_id, :gemeente, :percentage, :van, :tot, :reden, :status, :door, :nu)"
        )
        waarden = {
            **dataclasses.asdict(korting),
            "reden": KORTING_REDEN.seal(self._privacy, korting.id, korting.reden),
            "door": door,
            "nu": nu,
        }
        await self._session.execute(text(invoegen), waarden)

    @override
    async def save_korting(self, korting: Termijnkorting, *, door: str, nu: dt.datetime) -> None:
        vraag = "UPDATE termijnkorting SET status = :status, besloten_door = :door, besloten_op = :nu WHERE id = :id"
        waarden = {"id": korting.id, "status": korting.status.value, "door": door, "nu": nu}
        await self._session.execute(text(vraag), waarden)

    @override
    async def book(self, termijn: Budgettermijn, volgnummer: int, opdracht: LosseOpdracht, reden: str) -> None:
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
            "reden": TERMIJN_REDEN.seal(self._privacy, opdracht.id, reden),
        }
        await self._session.execute(text(invoegen), waarden)


def _korting(rij: RowMapping, privacy: Privacy) -> Termijnkorting:
    reden = KORTING_REDEN.open(privacy, rij["id"], rij["reden"])
    return Termijnkorting(**{**rij, "status": Kortingstatus(rij["status"]), "reden": reden})
