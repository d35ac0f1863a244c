"""Kortingen on payables of judged messages, on PostgreSQL."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from risb_recht.periode import Periode
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.application.betalen.ports import Prestatiekortingen
from declaraties.domain.betalen.betaalopdracht import Betreft, LosseOpdracht, Opdrachtsoort
from declaraties.domain.betalen.prestatiekorting import Gekortbaar, Kortingstand, Prestatiekorting

_KORTINGEN = (
    "SELECT m.agb_code, m.percentage, m.van, least(m.tot, e.einddatum) AS tot FROM maatregel m"
    " LEFT JOIN maatregel_einde e USING (maatregel_id) WHERE m.soort = 'korting' AND m.percentage IS NOT NULL"
    " AND (m.gemeenten = '{}' OR :gemeente = ANY(m.gemeenten)) ORDER BY m.agb_code, m.van, m.maatregel_id"
)
_GEKORT = (
    "SELECT DISTINCT o.agb_code FROM prestatiekorting k JOIN betaalopdracht o ON o.id = k.opdracht_id"
    " WHERE o.gemeente = :gemeente"
)
_OPDRACHTEN = (
    "SELECT o.*, ARRAY(SELECT k.bedrag_cent FROM prestatiekorting k WHERE k.opdracht_id = o.id ORDER BY k.volgnummer)"
    " AS gemaakt FROM betaalopdracht o WHERE o.soort = 'prestaties' AND o.gemeente = :gemeente AND o.agb_code = :agb"
    " AND o.vervaldatum <= :dag ORDER BY o.volgnummer"
)
_REGELS = (
    "SELECT begin, eind, volume, tarief, bedrag FROM prestatie WHERE bestand_nummer = :bestand AND goedgekeurd"
    " AND extract(year FROM begin) = :jaar"
)


class SqlPrestatiekortingen(Prestatiekortingen):
    """The projection of measures beside the judged lines and the table `prestatiekorting`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def list_kortingen(self, gemeente: str) -> Mapping[str, Sequence[Prestatiekorting]]:
        gekort = (await self._session.execute(text(_GEKORT), {"gemeente": gemeente})).scalars()
        found: dict[str, list[Prestatiekorting]] = {agb: [] for agb in sorted(gekort)}
        for rij in await self._session.execute(text(_KORTINGEN), {"gemeente": gemeente}):
            if rij.tot is None or rij.tot >= rij.van:
                periode = Periode(van=rij.van, tot=rij.tot)
                korting = Prestatiekorting(percentage=rij.percentage, periode=periode)
                found.setdefault(rij.agb_code, []).append(korting)
        return found

    @override
    async def list_standen(self, gemeente: str, agb_code: str, *, tot_en_met: dt.date) -> Sequence[Kortingstand]:
        waarden = {"gemeente": gemeente, "agb": agb_code, "dag": tot_en_met}
        per_bericht: dict[tuple[int, int], list[LosseOpdracht]] = {}
        gemaakt: dict[str, tuple[int, ...]] = {}
        for rij in (await self._session.execute(text(_OPDRACHTEN), waarden)).mappings():
            velden = {naam: rij[naam] for naam in LosseOpdracht.__dataclass_fields__ if naam in rij}
            soort = {"soort": Opdrachtsoort(rij["soort"]), "betreft": Betreft.ZORG}
            opdracht = LosseOpdracht(**{**velden, **soort})
            per_bericht.setdefault((rij["bestand_nummer"], rij["jaar"]), []).append(opdracht)
            gemaakt[str(opdracht.id)] = tuple(rij["gemaakt"])
        return [
            Kortingstand(opdrachten=tuple(eigen), regels=await self._regels(bestand, jaar), gemaakt=gemaakt)
            for (bestand, jaar), eigen in per_bericht.items()
        ]

    async def _regels(self, bestand: int, jaar: int) -> Sequence[Gekortbaar]:
        rijen = await self._session.execute(text(_REGELS), {"bestand": bestand, "jaar": jaar})
        return [
            Gekortbaar(
                begin=rij.begin, eind=rij.eind, volume=rij.volume, tarief_cent=rij.tarief, bedrag_cent=rij.bedrag
            )
            for rij in rijen
        ]

    @override
    async def book(self, opdracht_id: uuid.UUID, volgnummer: int, correctie: LosseOpdracht) -> None:
        invoegen = (
            "INSERT INTO prestatiekorting (opdracht_id, volgnummer, correctie_id, bedrag_cent)"
            " VALUES (:opdracht, :volgnummer, :correctie, :cent)"
        )
        waarden = {
            "opdracht": opdracht_id,
            "volgnummer": volgnummer,
            "correctie": correctie.id,
            "cent": correctie.bedrag_cent,
        }
        await self._session.execute(text(invoegen), waarden)
