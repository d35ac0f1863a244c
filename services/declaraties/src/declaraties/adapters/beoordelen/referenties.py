"""Everything that one 323 is compared with, read as committed now."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from risb_kern.privacy import PSEUDONYM_BYTES
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.beoordelen.begrenzingen import SqlBegrenzingen
from declaraties.adapters.beoordelen.geschiedenis import Geschiedenissen, Voorgeschiedenis
from declaraties.adapters.beoordelen.kolomverkeer import (
    EERSTE_DAG,
    Leeskolom,
    Tekst,
    bytes_van,
    dag,
    getal,
    groot_getal,
    read_columns,
    vlag,
)
from declaraties.adapters.toewijzen.contractfeiten import SqlContractfeiten
from declaraties.adapters.verbinding import Verbinding, verbinding_van
from declaraties.application.beoordelen.ports import Gegevens, Referenties
from declaraties.domain.beoordelen.referentie import (
    Begrenzing,
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


# Whom the messages are of and for, in the order of the messages; every read of a group starts from this.
_PER_BERICHT = "unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY AS s (agb_code, wet, gemeente, n)"
_WIE = "t.agb_code = s.agb_code AND t.wet = s.wet AND t.gemeente = s.gemeente"
_REDENEN = (
    f"SELECT n, nummer, reden_ongeldig FROM {_PER_BERICHT} JOIN toewijzing t ON {_WIE}"
    " WHERE NOT geldig AND reden_ongeldig IS NOT NULL"
)
# First day of each gemeente that takes part in some part of the DeclaratiePeriode or later (TR378).
_GEMEENTEN = (
    "SELECT n, d.gemeente, min(d.van) FROM unnest(%s::text[], %s::date[]) WITH ORDINALITY AS s (wet, begin, n)"
    " JOIN unnest(%s::text[], %s::text[]) AS m (wet, dienst) ON m.wet = s.wet"
    " JOIN regio_deelname d ON d.dienst = m.dienst AND (d.tot IS NULL OR d.tot >= s.begin) GROUP BY 1, 2"
)
_TELT = "SELECT 1 FROM bestand b WHERE b.agb_code = s.agb_code AND b.wet = s.wet AND b.soort = '323' AND b.telt"
_EERDER = (
    f"SELECT EXISTS ({_TELT} AND b.identificatie = s.identificatie),"
    f" EXISTS ({_TELT} AND b.declaratienummer = s.nummer),"
    f" (SELECT max(periode) FROM bestand b WHERE b.gemeente = s.gemeente AND {_TELT.partition(' WHERE ')[2]})"
    " FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[]) WITH ORDINALITY"
    " AS s (agb_code, wet, gemeente, identificatie, nummer, n) ORDER BY n"
)
_DIENSTEN = [(wet.value, dienst) for wet, diensten in DIENSTEN.items() for dienst in diensten]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Eerder:
    """What earlier messages that count took: numbers, and the last period for the gemeente."""

    identificatie: bool
    declaratienummer: bool
    laatste_periode: dt.date | None


class SqlReferenties(Referenties):
    """Reads by aanbieder and wet, for all messages at once; earlier lines are found through their messages."""

    def __init__(self, session: AsyncSession, feiten: SqlContractfeiten, begrenzingen: SqlBegrenzingen) -> None:
        self._session = session
        self._feiten = feiten
        self._begrenzingen = begrenzingen

    @override
    async def read(self, berichten: Sequence[Bericht323]) -> list[Gegevens]:
        db = await verbinding_van(self._session)
        wie = _kolommen((one.aanbieder, one.wet.value, one.gemeente) for one in berichten)
        overeenkomsten = await self._feiten.list_overeenkomsten(*sorted(set(wie[0])))
        versies = await self._feiten.list_prijsversies_op(wie, [set(one.prestaties.code.tolist()) for one in berichten])
        voor = await Geschiedenissen(db).read(berichten)
        toewijzingen = await read_columns(db, _TOEWIJZING, f"FROM toewijzing t WHERE {_WIE}", _PER_BERICHT, wie)
        redenen = await _per_bericht(db, _REDENEN, wie, len(berichten))
        gemeenten = await _gemeenten(db, berichten)
        eerder = await _eerder(db, berichten)
        # Asked only where an agreement has a ceiling: most aanbieders have none.
        begrensd = any(one.begrensd for one in overeenkomsten)
        begrenzingen = await self._begrenzingen.read(*wie) if begrensd else [()] * len(berichten)
        return [
            _gegevens(
                bericht,
                tuple(one for one in overeenkomsten if one.agb_code == bericht.aanbieder),
                prijzen_per_dag(versies[n]),
                voorgeschiedenis=voor[n],
                toewijzingen=_toewijzingen(bericht, toewijzingen[n]),
                redenen=redenen[n],
                gemeenten=gemeenten[n],
                eerder=eerder[n],
                begrenzingen=begrenzingen[n],
            )
            for n, bericht in enumerate(berichten)
        ]


def _gegevens(
    bericht: Bericht323,
    overeenkomsten: tuple[Contractafspraak, ...],
    prijzen: list[Contracttarief],
    *,
    voorgeschiedenis: Voorgeschiedenis,
    toewijzingen: Toewijzingen,
    redenen: dict[Any, Any],
    gemeenten: dict[Any, Any],
    eerder: _Eerder,
    begrenzingen: tuple[Begrenzing, ...],
) -> Gegevens:
    zonder_prijs = _zonder_prijs(bericht, prijzen)
    identificatie = bericht.header.bericht_identificatie.identificatie
    referentie = Referentiegegevens(
        toewijzingen=toewijzingen,
        prijzen=Contracttarieven.van_rijen(prijzen),
        taakgericht=tuple(one for overeenkomst in overeenkomsten for one in _taakgericht(overeenkomst, zonder_prijs)),
        gemeentecodes=gemeenten,
        identificaties=frozenset([identificatie] if eerder.identificatie else []),
        declaratienummers=frozenset([bericht.declaratie_nummer] if eerder.declaratienummer else []),
        referentienummers=frozenset(rij["referentie"] for rij in voorgeschiedenis.regels),
        eerdere=_eerdere(voorgeschiedenis),
        verbruik=_verbruik(voorgeschiedenis),
        laatste_periode=eerder.laatste_periode,
        begrenzingen=begrenzingen,
    )
    return Gegevens(referentie=referentie, overeenkomsten=overeenkomsten, redenen=redenen)


async def _per_bericht(db: Verbinding, vraag: str, waarden: Sequence[Any], aantal: int) -> list[dict[Any, Any]]:
    """Rows of message, key and value, as a mapping per message."""
    gevonden: list[dict[Any, Any]] = [{} for _ in range(aantal)]
    for n, sleutel, waarde in await (await db.execute(vraag.encode(), waarden)).fetchall():
        gevonden[n - 1][sleutel] = waarde
    return gevonden


async def _gemeenten(db: Verbinding, berichten: Sequence[Bericht323]) -> list[dict[Any, Any]]:
    wie = _kolommen((one.wet.value, _oudste_dag(one)) for one in berichten)
    return await _per_bericht(db, _GEMEENTEN, [*wie, *_kolommen(_DIENSTEN)], len(berichten))


async def _eerder(db: Verbinding, berichten: Sequence[Bericht323]) -> list[_Eerder]:
    waarden = _kolommen(
        (
            one.aanbieder,
            one.wet.value,
            one.gemeente,
            one.header.bericht_identificatie.identificatie,
            one.declaratie_nummer,
        )
        for one in berichten
    )
    rijen = await (await db.execute(_EERDER.encode(), waarden)).fetchall()
    return [
        _Eerder(identificatie=identificatie, declaratienummer=nummer, laatste_periode=periode)
        for identificatie, nummer, periode in rijen
    ]


def _kolommen(rijen: Iterable[Sequence[Any]]) -> list[list[Any]]:
    return [list(kolom) for kolom in zip(*rijen, strict=True)]


def _oudste_dag(bericht: Bericht323) -> dt.date:
    """Care from before a gemeente left the region may still be declared."""
    return min(datum_van(int(bericht.prestaties.begin.min())), bericht.declaratie_periode.begindatum)


def _toewijzingen(bericht: Bericht323, kolommen: Mapping[str, Any]) -> Toewijzingen:
    """All toewijzingen of the aanbieder in this gemeente: TR304 asks for the clients of every one of them."""
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
