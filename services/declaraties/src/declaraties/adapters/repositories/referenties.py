"""Everything that one 323 is compared with, read as committed now."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncSession

from declaraties.adapters.repositories.projecties import ProjectieRepository
from declaraties.application.poorten import Gegevens
from declaraties.domain.berichten.declaratie import Bericht323
from declaraties.domain.berichten.profielen import Wet
from declaraties.domain.berichten.waarden import datum_van
from declaraties.domain.clientsleutel import als_sleutel
from declaraties.domain.kolomrekenen import sleutels
from declaraties.domain.prijsgeschiedenis import prijzen_per_dag
from declaraties.domain.referentie import (
    EerdereDebet,
    Prijs,
    Prijzen,
    Referentiegegevens,
    Taakgericht,
    Toewijzing,
    Toewijzingen,
    Verbruik,
)
from declaraties.domain.toewijzingsgevolg import TAAKGERICHT, Overeenkomst

# Which service of the bureau stands behind a wet; OMNV is support under the Wmo.
DIENSTEN = {Wet.WMO: ["wmo", "omnv"], Wet.JW: ["jw"]}
_REGELS = "FROM prestatie p JOIN bestand b ON b.nummer = p.bestand_nummer WHERE b.agb_code = :agb AND b.wet = :wet"


class ReferentieRepository:
    """Reads by aanbieder and wet; earlier lines are found through the messages that they belong to."""

    def __init__(self, session: AsyncSession, projecties: ProjectieRepository) -> None:
        self._session = session
        self._projecties = projecties

    async def voor(self, bericht: Bericht323) -> Gegevens:
        """The reference data of the message's aanbieder, wet and gemeente."""
        overeenkomsten = await self._projecties.overeenkomsten(bericht.aanbieder)
        toewijzingen = await self._toewijzingen(bericht)
        prijzen = prijzen_per_dag(await self._projecties.prijsversies(bericht.aanbieder))
        zonder_prijs = _zonder_prijs(bericht, prijzen)
        referentie = Referentiegegevens(
            toewijzingen=Toewijzingen.van(_toewijzing(rij) for rij in toewijzingen),
            prijzen=Prijzen.van_rijen(prijzen),
            taakgericht=tuple(
                een for overeenkomst in overeenkomsten for een in _taakgericht(overeenkomst, zonder_prijs)
            ),
            gemeentecodes=await self._gemeentecodes(bericht),
            identificaties=await self._gebruikt(bericht, "identificatie", _identificatie(bericht)),
            declaratienummers=await self._gebruikt(bericht, "declaratienummer", bericht.declaratie_nummer),
            referentienummers=await self._referentienummers(bericht),
            eerdere=await self._eerdere(bericht),
            verbruik=await self._verbruik(bericht),
            laatste_periode=await self._laatste_periode(bericht),
        )
        redenen = {rij.nummer: rij.reden_ongeldig for rij in toewijzingen if rij.reden_ongeldig and not rij.geldig}
        return Gegevens(referentie=referentie, overeenkomsten=overeenkomsten, redenen=redenen)

    async def neemt_deel(self, wet: Wet, gemeente: str, *, dag: dt.date) -> bool:
        """True when the gemeente takes a service for this wet from the bureau on that day."""
        vraag = (
            "SELECT EXISTS (SELECT 1 FROM regio_deelname WHERE gemeente = :gemeente AND dienst = ANY(:diensten)"
            " AND van <= :dag AND (tot IS NULL OR tot >= :dag))"
        )
        waarden = {"gemeente": gemeente, "diensten": DIENSTEN[wet], "dag": dag}
        return bool((await self._session.execute(text(vraag), waarden)).scalar())

    async def _toewijzingen(self, bericht: Bericht323) -> list[Row[Any]]:
        vraag = "SELECT * FROM toewijzing WHERE agb_code = :agb AND wet = :wet AND gemeente = :gemeente"
        return list((await self._session.execute(text(vraag), _wie(bericht))).all())

    async def _gemeentecodes(self, bericht: Bericht323) -> dict[str, dt.date]:
        """First day of each gemeente that takes part in some part of the DeclaratiePeriode or later (TR378)."""
        vraag = (
            "SELECT gemeente, min(van) AS van FROM regio_deelname WHERE dienst = ANY(:diensten)"
            " AND (tot IS NULL OR tot >= :begin) GROUP BY gemeente"
        )
        waarden = {"diensten": DIENSTEN[bericht.wet], "begin": _oudste_dag(bericht)}
        return {rij.gemeente: rij.van for rij in (await self._session.execute(text(vraag), waarden)).all()}

    async def _gebruikt(self, bericht: Bericht323, kolom: str, waarde: str) -> frozenset[str]:
        vraag = (
            f"SELECT {kolom} FROM bestand WHERE agb_code = :agb AND wet = :wet AND soort = '323' AND telt"
            f" AND {kolom} = :waarde LIMIT 1"
        )
        gevonden = await self._session.execute(text(vraag), {**_wie(bericht), "waarde": waarde})
        return frozenset(gevonden.scalars())

    async def _referentienummers(self, bericht: Bericht323) -> frozenset[str]:
        vraag = f"SELECT DISTINCT p.referentie {_REGELS} AND p.referentie = ANY(:nummers)"
        waarden = {**_wie(bericht), "nummers": sleutels(bericht.prestaties.referentie)}
        return frozenset((await self._session.execute(text(vraag), waarden)).scalars())

    async def _eerdere(self, bericht: Bericht323) -> tuple[EerdereDebet, ...]:
        """Approved debets that this message credits or whose billing slot it may declare again."""
        p = bericht.prestaties
        vraag = (
            f"SELECT p.*, b.gemeente {_REGELS} AND p.goedgekeurd AND NOT p.credit"
            " AND (p.referentie = ANY(:vorige) OR (b.gemeente = :gemeente AND p.toewijzing = ANY(:toewijzingen)))"
        )
        waarden = {
            **_wie(bericht),
            "vorige": sorted(set(sleutels(p.vorige[p.heeft_vorige]))),
            "toewijzingen": sorted(set(p.toewijzing.tolist())),
        }
        rijen = (await self._session.execute(text(vraag), waarden)).all()
        gecrediteerd = await self._gecrediteerd(bericht) if rijen else frozenset()
        return tuple(_eerdere_debet(rij, gecrediteerd=rij.referentie in gecrediteerd) for rij in rijen)

    async def _gecrediteerd(self, bericht: Bericht323) -> frozenset[str]:
        vraag = f"SELECT p.vorige {_REGELS} AND p.goedgekeurd AND p.credit"
        return frozenset((await self._session.execute(text(vraag), _wie(bericht))).scalars())

    async def _verbruik(self, bericht: Bericht323) -> tuple[Verbruik, ...]:
        """What earlier approved lines have taken of the toewijzingen that this message declares on (TR322, TR369)."""
        vraag = (
            "SELECT p.toewijzing, p.eenheid, sum(CASE WHEN p.credit THEN -p.volume ELSE p.volume END) AS volume,"
            f" sum(CASE WHEN p.credit THEN -p.bedrag ELSE p.bedrag END) AS cent {_REGELS} AND b.gemeente = :gemeente"
            " AND p.goedgekeurd AND p.toewijzing = ANY(:toewijzingen) GROUP BY p.toewijzing, p.eenheid"
        )
        waarden = {**_wie(bericht), "toewijzingen": sorted(set(bericht.prestaties.toewijzing.tolist()))}
        return tuple(
            Verbruik(toewijzing=rij.toewijzing, eenheid=rij.eenheid, volume=int(rij.volume), cent=int(rij.cent))
            for rij in (await self._session.execute(text(vraag), waarden)).all()
        )

    async def _laatste_periode(self, bericht: Bericht323) -> dt.date | None:
        vraag = (
            "SELECT max(periode) FROM bestand WHERE agb_code = :agb AND wet = :wet AND gemeente = :gemeente"
            " AND soort = '323' AND telt"
        )
        laatste: dt.date | None = (await self._session.execute(text(vraag), _wie(bericht))).scalar()
        return laatste


def _wie(bericht: Bericht323) -> dict[str, str]:
    return {"agb": bericht.aanbieder, "wet": bericht.wet.value, "gemeente": bericht.gemeente}


def _identificatie(bericht: Bericht323) -> str:
    return bericht.header.bericht_identificatie.identificatie


def _oudste_dag(bericht: Bericht323) -> dt.date:
    """Care from before a gemeente left the region may still be declared."""
    return min(datum_van(int(bericht.prestaties.begin.min())), bericht.declaratie_periode.begindatum)


def _toewijzing(rij: Row[Any]) -> Toewijzing:
    return Toewijzing(
        wet=Wet(rij.wet),
        gemeente=rij.gemeente,
        aanbieder=rij.agb_code,
        nummer=rij.nummer,
        clientsleutel=als_sleutel(rij.client),
        categorie=rij.categorie,
        code=rij.code,
        eenheid=rij.eenheid,
        volume=rij.volume,
        frequentie=rij.frequentie,
        budget=rij.budget_cent,
        ingangsdatum=rij.ingangsdatum,
        einddatum=rij.einddatum,
        verwijderd=rij.verwijderd,
        # a deleted toewijzing has its own code (9384); it does not lack a ground
        geldig=rij.geldig or rij.verwijderd,
    )


def _zonder_prijs(bericht: Bericht323, prijzen: Iterable[Prijs]) -> list[str]:
    """Declared products that no p*q agreement of this aanbieder prices for this gemeente, on whatever day."""
    plaats = (bericht.wet, bericht.gemeente)
    geprijsd = {prijs.productcode for prijs in prijzen if (prijs.wet, prijs.gemeente) == plaats}
    return sorted(set(bericht.prestaties.code.tolist()) - geprijsd)


def _taakgericht(overeenkomst: Overeenkomst, zonder_prijs: list[str]) -> list[Taakgericht]:
    """A taakgerichte agreement that names no products covers what is not priced: an aanbieder may have both kinds."""
    if overeenkomst.variant != TAAKGERICHT:
        return []
    return [
        Taakgericht(
            wet=Wet(overeenkomst.wet),
            gemeente=gemeente,
            aanbieder=overeenkomst.agb_code,
            productcode=code,
            geldig_van=overeenkomst.ingangsdatum,
            geldig_tot=overeenkomst.einddatum,
        )
        for gemeente in sorted(overeenkomst.gemeenten)
        for code in sorted(overeenkomst.productcodes) or zonder_prijs
    ]


def _eerdere_debet(rij: Row[Any], *, gecrediteerd: bool) -> EerdereDebet:
    return EerdereDebet(
        gemeente=rij.gemeente,
        clientsleutel=als_sleutel(rij.client),
        referentie=rij.referentie,
        toewijzing=rij.toewijzing,
        categorie=rij.categorie,
        code=rij.code,
        begin=rij.begin,
        eind=rij.eind,
        volume=rij.volume,
        eenheid=rij.eenheid,
        tarief=rij.tarief,
        bedrag=rij.bedrag,
        gecrediteerd=gecrediteerd,
    )
