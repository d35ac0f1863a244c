"""The reads of the API on PostgreSQL."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Text, cast, func, or_, text
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from contracting.adapters.mapping import aanmelding_uit, maatregel_uit, overeenkomst_uit, perceel_uit
from contracting.adapters.tables import (
    AanbiederRij,
    AanmeldingRij,
    BoekregelRij,
    BudgetRij,
    MaatregelRij,
    OvereenkomstRij,
    PerceelRij,
    PrijsRij,
    TermijnRij,
)
from contracting.application.lezen import Bereik, Blad
from contracting.domain.maatregelen.maatregel import Maatregel
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.sturing.grootboek import Budget, Plek, open_vanaf
from contracting.domain.taakgericht.taakbudget import Termijn
from contracting.domain.toelating.aanbieder import Aanbieder
from contracting.domain.toelating.aanmelding import Aanmelding
from contracting.domain.toelating.perceel import Perceel

R = TypeVar("R")
_OPEN = """
SELECT gemeente, programmalijn, sum((2 * verplicht_cent * greatest(0, tot - greatest(van, vanaf) + 1) + dagen)
  / (2 * dagen)) AS open_cent
FROM (
  SELECT gemeente, programmalijn, verplicht_cent, b.van, b.tot, (b.tot - b.van + 1)::bigint AS dagen,
    CASE WHEN soort = 'toewijzing' THEN CAST(:zorg AS date) ELSE CAST(:vandaag AS date) END AS vanaf
  FROM boekregel r, LATERAL (SELECT coalesce(r.van, make_date(r.jaar, 1, 1)) AS van,
    greatest(coalesce(r.van, make_date(r.jaar, 1, 1)), coalesce(r.tot, make_date(r.jaar, 12, 31))) AS tot) b
  WHERE jaar = :jaar AND soort IN ('toewijzing', 'termijn')
    AND (CAST(:gemeenten AS text[]) IS NULL OR gemeente = ANY(:gemeenten))
) regels
GROUP BY gemeente, programmalijn
"""


class SqlLeesvragen:
    """Implements Leesvragen."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def _alle(self, query: Any) -> Sequence[Any]:
        return (await self._session.execute(query)).scalars().all()

    async def aanbieders(self, bereik: Bereik, blad: Blad) -> Sequence[Aanbieder]:
        """Aanbieders by AGB-code."""
        query = _blad(_van_aanbieder(select(AanbiederRij), AanbiederRij, bereik), AanbiederRij.agb_code, blad)
        return [Aanbieder(**one.model_dump()) for one in await self._alle(query)]

    async def percelen(self, wet: str | None, blad: Blad) -> Sequence[Perceel]:
        """Percelen by code."""
        query = select(PerceelRij)
        if wet is not None:
            query = query.where(col(PerceelRij.wet) == wet)
        return [perceel_uit(one) for one in await self._alle(_blad(query, PerceelRij.code, blad))]

    async def aanmelding(self, aanmelding_id: uuid.UUID) -> Aanmelding | None:
        """One application, or None."""
        rij = await self._session.get(AanmeldingRij, aanmelding_id)
        return None if rij is None else aanmelding_uit(rij)

    async def aanmeldingen(
        self, bereik: Bereik, blad: Blad, *, perceel: str | None, staat: str | None
    ) -> Sequence[Aanmelding]:
        """Applications by id."""
        query = _van_aanbieder(select(AanmeldingRij), AanmeldingRij, bereik)
        if perceel is not None:
            query = query.where(col(AanmeldingRij.perceel_code) == perceel)
        if staat is not None:
            query = query.where(col(AanmeldingRij.staat) == staat)
        return [aanmelding_uit(one) for one in await self._alle(_blad(query, AanmeldingRij.id, blad))]

    async def overeenkomst(self, overeenkomst_id: uuid.UUID) -> Overeenkomst | None:
        """One agreement with every price version, or None."""
        rij = await self._session.get(OvereenkomstRij, overeenkomst_id)
        return None if rij is None else (await self._met_prijzen([rij]))[0]

    async def overeenkomsten(self, bereik: Bereik, blad: Blad, *, datum: dt.date | None) -> Sequence[Overeenkomst]:
        """Agreements by id, with their prices; with a day only those that run on it."""
        query = _van_aanbieder(select(OvereenkomstRij), OvereenkomstRij, bereik)
        if bereik.gemeenten is not None:
            gezocht = cast(array(sorted(bereik.gemeenten)), ARRAY(Text))
            query = query.where(col(OvereenkomstRij.gemeenten).op("&&")(gezocht))
        if datum is not None:
            query = query.where(*_loopt_op(datum))
        return await self._met_prijzen(await self._alle(_blad(query, OvereenkomstRij.id, blad)))

    async def _met_prijzen(self, rijen: Sequence[OvereenkomstRij]) -> list[Overeenkomst]:
        query = select(PrijsRij).where(col(PrijsRij.overeenkomst_id).in_([one.id for one in rijen]))
        per_overeenkomst: dict[uuid.UUID, list[PrijsRij]] = {}
        volgorde = (col(PrijsRij.productcategorie), col(PrijsRij.productcode), col(PrijsRij.versie))
        for prijs in await self._alle(query.order_by(*volgorde)):
            per_overeenkomst.setdefault(prijs.overeenkomst_id, []).append(prijs)
        return [overeenkomst_uit(one, per_overeenkomst.get(one.id, [])) for one in rijen]

    async def termijnen(self, overeenkomst_id: uuid.UUID) -> Sequence[tuple[Termijn, bool]]:
        """The terms by due date and gemeente, each with whether it lapsed."""
        query = select(TermijnRij).where(col(TermijnRij.overeenkomst_id) == overeenkomst_id)
        rijen = await self._alle(query.order_by(col(TermijnRij.vervaldatum), col(TermijnRij.gemeente)))
        return [(Termijn(**one.model_dump(exclude={"overeenkomst_id", "vervallen"})), one.vervallen) for one in rijen]

    async def maatregelen(self, bereik: Bereik) -> Sequence[Maatregel]:
        """Measures of the aanbieders, newest first; one whose end alone is known is left out."""
        query = _van_aanbieder(select(MaatregelRij), MaatregelRij, bereik)
        rijen = await self._alle(query.order_by(col(MaatregelRij.van).desc(), col(MaatregelRij.id)))
        return [one for one in map(maatregel_uit, rijen) if one is not None]

    async def budget(self, plek: Plek, jaar: int) -> Budget | None:
        """One budget, or None."""
        rij = await self._session.get(BudgetRij, (*plek, jaar))
        return None if rij is None else Budget(**rij.model_dump())

    async def budgetten(self, jaar: int, bereik: Bereik) -> Mapping[Plek, int]:
        """The budgets of a year in eurocents."""
        query = _van_gemeente(select(BudgetRij).where(col(BudgetRij.jaar) == jaar), BudgetRij, bereik)
        return {(one.gemeente, one.programmalijn): one.bedrag_cent for one in await self._alle(query)}

    async def geboekt(self, jaar: int, bereik: Bereik) -> Mapping[Plek, tuple[int, int]]:
        """Booked in a year: obliged and paid eurocents."""
        query = select(
            BoekregelRij.gemeente,
            BoekregelRij.programmalijn,
            func.sum(BoekregelRij.verplicht_cent),
            func.sum(BoekregelRij.betaald_cent),
        ).group_by(col(BoekregelRij.gemeente), col(BoekregelRij.programmalijn))
        query = _van_gemeente(query.where(col(BoekregelRij.jaar) == jaar), BoekregelRij, bereik)
        return {
            (gemeente, lijn): (int(verplicht), int(betaald))
            for gemeente, lijn, verplicht, betaald in await self._session.execute(query)
        }

    async def open_verplichting(self, jaar: int, bereik: Bereik, *, vandaag: dt.date) -> Mapping[Plek, int]:
        """The part of the obligations of a year that may still be declared or falls due (`open_deel`), in SQL."""
        gemeenten = None if bereik.gemeenten is None else sorted(bereik.gemeenten)
        waarden = {"jaar": jaar, "zorg": open_vanaf(vandaag), "vandaag": vandaag, "gemeenten": gemeenten}
        rijen = (await self._session.execute(text(_OPEN), waarden)).all()
        return {(rij.gemeente, rij.programmalijn): int(rij.open_cent) for rij in rijen}

    async def lopend_per_variant(self, dag: dt.date) -> Mapping[str, int]:
        """How many agreements run on a day."""
        query = select(OvereenkomstRij.variant, func.count()).where(*_loopt_op(dag)).group_by(OvereenkomstRij.variant)
        return {str(variant): int(aantal) for variant, aantal in await self._session.execute(query)}


def _blad(query: Any, sleutel: Any, blad: Blad) -> Any:
    if blad.na is not None:
        query = query.where(col(sleutel) > blad.na)
    return query.order_by(col(sleutel)).limit(blad.limiet)


def _van_aanbieder(query: Any, rij: Any, bereik: Bereik) -> Any:
    return query if bereik.agb_codes is None else query.where(rij.agb_code.in_(sorted(bereik.agb_codes)))


def _van_gemeente(query: Any, rij: Any, bereik: Bereik) -> Any:
    return query if bereik.gemeenten is None else query.where(rij.gemeente.in_(sorted(bereik.gemeenten)))


def _loopt_op(dag: dt.date) -> tuple[Any, Any]:
    einde = col(OvereenkomstRij.einddatum)
    return col(OvereenkomstRij.ingangsdatum) <= dag, or_(einde.is_(None), einde >= dag)
