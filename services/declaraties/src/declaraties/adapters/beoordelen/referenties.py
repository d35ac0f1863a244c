"""Everything that one 323 is compared with, read as committed now."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from risb_kern.privacy import PSEUDONYM_BYTES
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.beoordelen.geschiedenis import Geschiedenissen, Voorgeschiedenis
from declaraties.adapters.beoordelen.kolomverkeer import (
    EERSTE_DAG,
    Leeskolom,
    Tekst,
    Verbinding,
    bytes_van,
    dag,
    getal,
    groot_getal,
    read_columns,
    verbinding_van,
    vlag,
)
from declaraties.adapters.toewijzen.contractfeiten import SqlContractfeiten
from declaraties.application.beoordelen.ports import Gegevens, Referenties
from declaraties.domain.beoordelen.referentie import (
    EerdereDebet,
    EerdereDebetten,
    Referentiegegevens,
    Verbruiken,
    als_sleutel,
    als_sleutels,
)
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.waarden import datum_van
from declaraties.domain.standaard.profielen import DIENSTEN, Wet
from declaraties.domain.toewijzen.gevolg import TAAKGERICHT, Contractafspraak
from declaraties.domain.toewijzen.kolommen import Contracttarief, Contracttarieven, Taakgericht, Toewijzingen, partitie
from declaraties.domain.toewijzen.prijsgeschiedenis import prijzen_per_dag

_TOEWIJZING: dict[str, Leeskolom] = {
    "nummer": groot_getal("nummer"),
    "client": bytes_van("client", PSEUDONYM_BYTES),
    "categorie": Tekst(uitdrukking="coalesce(categorie, '')", breedte=2),
    "code": Tekst(uitdrukking="coalesce(code, '')", breedte=5),
    "eenheid": Tekst(uitdrukking="coalesce(eenheid, '')", breedte=2),
    "volume": getal("coalesce(volume, -1)"),
    "frequentie": Tekst(uitdrukking="coalesce(frequentie, '')", breedte=1),
    "budget": groot_getal("coalesce(budget_cent, -1)"),
    "ingang": dag("ingangsdatum"),
    "eind": dag(f"coalesce(einddatum, DATE '{dt.date.max}')"),
    "verwijderd": vlag("verwijderd"),
    "geldig": vlag("geldig"),
}


class SqlReferenties(Referenties):
    """Reads by aanbieder and wet; earlier lines are found through the messages that they belong to."""

    def __init__(self, session: AsyncSession, feiten: SqlContractfeiten) -> None:
        self._session = session
        self._feiten = feiten

    @override
    async def read(self, bericht: Bericht323) -> Gegevens:
        overeenkomsten = await self._feiten.list_overeenkomsten(bericht.aanbieder)
        db = await verbinding_van(self._session)
        voorgeschiedenis = await Geschiedenissen(db).read(bericht)
        prijzen = prijzen_per_dag(await self._feiten.list_prijsversies(bericht.aanbieder))
        zonder_prijs = _zonder_prijs(bericht, prijzen)
        referentie = Referentiegegevens(
            toewijzingen=await _toewijzingen(db, bericht),
            prijzen=Contracttarieven.van_rijen(prijzen),
            taakgericht=tuple(
                one for overeenkomst in overeenkomsten for one in _taakgericht(overeenkomst, zonder_prijs)
            ),
            gemeentecodes=await self._gemeentecodes(bericht),
            identificaties=await self._gebruikt(bericht, "identificatie", _identificatie(bericht)),
            declaratienummers=await self._gebruikt(bericht, "declaratienummer", bericht.declaratie_nummer),
            referentienummers=frozenset(rij["referentie"] for rij in voorgeschiedenis.regels),
            eerdere=_eerdere(voorgeschiedenis),
            verbruik=_verbruik(voorgeschiedenis),
            laatste_periode=await self._laatste_periode(bericht),
        )
        return Gegevens(referentie=referentie, overeenkomsten=overeenkomsten, redenen=await self._redenen(bericht))

    async def _redenen(self, bericht: Bericht323) -> dict[int, str]:
        """Per toewijzing of the aanbieder and gemeente that is not geldig: why."""
        vraag = (
            "SELECT nummer, reden_ongeldig FROM toewijzing WHERE agb_code = :agb AND wet = :wet"
            " AND gemeente = :gemeente AND NOT geldig AND reden_ongeldig IS NOT NULL"
        )
        return {rij.nummer: rij.reden_ongeldig for rij in (await self._session.execute(text(vraag), _wie(bericht)))}

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


async def _toewijzingen(db: Verbinding, bericht: Bericht323) -> Toewijzingen:
    """All toewijzingen of the aanbieder in this gemeente: TR304 asks for the clients of every one of them."""
    bron = "FROM toewijzing WHERE agb_code = %s AND wet = %s AND gemeente = %s"
    wie = _wie(bericht)
    kolommen: dict[str, Any] = await read_columns(db, _TOEWIJZING, bron, (wie["agb"], wie["wet"], wie["gemeente"]))
    volgorde = np.argsort(kolommen["nummer"])
    rij = {naam: kolom[volgorde] for naam, kolom in kolommen.items()}
    sleutel = partitie(bericht.wet, bericht.gemeente, bericht.aanbieder)
    ingang, eind = (rij.pop(naam).astype(np.int64) + EERSTE_DAG for naam in ("ingang", "eind"))
    return Toewijzingen(
        partitie=np.broadcast_to(np.array(sleutel), len(volgorde)),
        clientsleutel=als_sleutels(rij.pop("client").tobytes()),
        # a deleted toewijzing has its own code (9384); it does not lack a ground
        geldig=rij.pop("geldig") | rij["verwijderd"],
        ingang=ingang,
        eind=eind,
        **{naam: rij.pop(naam).astype(np.int64) for naam in ("nummer", "volume", "budget")},
        **rij,
    )


def _zonder_prijs(bericht: Bericht323, prijzen: Iterable[Contracttarief]) -> list[str]:
    """Declared products that no p*q agreement of this aanbieder prices for this gemeente, on whatever day."""
    plaats = (bericht.wet, bericht.gemeente)
    geprijsd = {prijs.productcode for prijs in prijzen if (prijs.wet, prijs.gemeente) == plaats}
    return sorted(set(bericht.prestaties.code.tolist()) - geprijsd)


def _taakgericht(overeenkomst: Contractafspraak, zonder_prijs: list[str]) -> list[Taakgericht]:
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


def _eerdere(voorgeschiedenis: Voorgeschiedenis) -> EerdereDebetten:
    """Approved debets among the lines."""
    return EerdereDebetten.van(
        _eerdere_debet(rij, gecrediteerd=rij["referentie"] in voorgeschiedenis.gecrediteerd)
        for rij in voorgeschiedenis.regels
        if rij["goedgekeurd"] and not rij["credit"]
    )


def _verbruik(voorgeschiedenis: Voorgeschiedenis) -> Verbruiken:
    """What earlier approved lines have taken of the toewijzingen that the message declares on (TR322, TR369)."""
    verbruik = voorgeschiedenis.verbruik
    return Verbruiken(
        toewijzing=verbruik["toewijzing"].astype(np.int64),
        eenheid=verbruik["eenheid"].astype("U2"),
        volume=verbruik["volume"].astype(np.int64),
        cent=verbruik["cent"].astype(np.int64),
    )


def _eerdere_debet(rij: Mapping[str, Any], *, gecrediteerd: bool) -> EerdereDebet:
    zelfde = ("gemeente", "referentie", "toewijzing", "categorie", "code", "begin", "eind", "volume", "eenheid")
    return EerdereDebet(
        **{naam: rij[naam] for naam in (*zelfde, "tarief", "bedrag")},
        clientsleutel=als_sleutel(rij["client"]),
        gecrediteerd=gecrediteerd,
    )
