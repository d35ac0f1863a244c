"""Settlements, and the facts that they are computed from."""

import dataclasses
import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.toewijzen.contractfeiten import SqlContractfeiten
from declaraties.adapters.verrekenen.tables import VERREKENING, VERREKENINGREGEL, WOONPLAATS
from declaraties.application.verrekenen.ports import Verrekening, Verrekeningen, Verrekentaak, Woonplaatsen
from declaraties.domain.toewijzen.gevolg import Contractafspraak
from declaraties.domain.toewijzen.kolommen import Contracttarief
from declaraties.domain.toewijzen.prijsgeschiedenis import prijzen_per_dag
from declaraties.domain.verrekenen.verrekening import (
    Einde,
    Feiten,
    Goedgekeurd,
    Mutatie,
    Postsleutel,
    Verrekenpost,
    Verrekenreden,
    Verrekenstand,
    Versie,
    einde_van,
)
from declaraties.domain.verrekenen.woonplaats import Woonplaats, Woonplaatskeuze

_DAG = dt.timedelta(days=1)


_VAN_DE_AANBIEDER = (
    "FROM prestatie p JOIN bestand b ON b.nummer = p.bestand_nummer WHERE b.agb_code = :agb AND b.wet = :wet"
)


_REGELS = f"""
SELECT p.bestand_nummer, p.regel, b.gemeente, p.client, p.toewijzing, p.code, p.eenheid, p.begin, p.eind, p.volume,
  p.bedrag, p.referentie {_VAN_DE_AANBIEDER} AND b.soort = '323' AND b.telt
  AND b.nummer >= :tot_bestand AND (p.bestand_nummer, p.regel) > (:tot_bestand, :tot_regel)
  AND p.goedgekeurd AND NOT p.credit
  AND (CAST(:productcode AS text) IS NULL OR p.code = :productcode)
  AND (CAST(:gemeente AS text) IS NULL OR b.gemeente = :gemeente)
  AND (CAST(:toewijzing AS bigint) IS NULL OR p.toewijzing = :toewijzing)
  AND (CAST(:client AS bytea) IS NULL OR p.client = :client)
  AND (CAST(:vanaf AS date) IS NULL OR p.begin >= :vanaf)
  AND (CAST(:bestand_nummer AS bigint) IS NULL OR p.bestand_nummer = :bestand_nummer OR p.referentie IN (
    SELECT c.vorige FROM prestatie c WHERE c.bestand_nummer = :bestand_nummer AND c.credit AND c.goedgekeurd))
ORDER BY p.bestand_nummer, p.regel LIMIT :hoogstens
"""


_BEKEND = """
SELECT DISTINCT ON (v.bestand_nummer, v.regel, v.post, v.naar_gemeente) v.* FROM verrekeningregel v
JOIN unnest(CAST(:bestanden AS bigint[]), CAST(:regels AS int[])) AS s (bestand_nummer, regel)
  USING (bestand_nummer, regel)
ORDER BY v.bestand_nummer, v.regel, v.post, v.naar_gemeente, v.versie DESC
"""


_VERSIES = """
SELECT v.* FROM toewijzing_versie v
JOIN unnest(CAST(:gemeenten AS text[]), CAST(:nummers AS bigint[])) AS s (gemeente, nummer) USING (gemeente, nummer)
WHERE v.wet = :wet
"""


class SqlVerrekeningen(Verrekeningen):
    """The tables `verrekening` and `verrekeningregel`, and the facts."""

    def __init__(self, session: AsyncSession, feiten: SqlContractfeiten) -> None:
        self._session = session
        self._feiten = feiten

    @override
    async def list_goedgekeurd(self, taak: Verrekentaak, *, hoogstens: int) -> list[Goedgekeurd]:
        vraag = dataclasses.asdict(taak.vraag)
        waarden = {**vraag, "agb": vraag["agb_code"], "tot_bestand": taak.tot[0], "tot_regel": taak.tot[1]}
        gevonden = (await self._session.execute(text(_REGELS), {**waarden, "hoogstens": hoogstens})).mappings().all()
        gecrediteerd = await self._gecrediteerd(taak, [rij["referentie"] for rij in gevonden])
        return [
            Goedgekeurd(
                **{naam: waarde for naam, waarde in rij.items() if naam != "referentie"},
                gecrediteerd=rij["referentie"] in gecrediteerd,
            )
            for rij in gevonden
        ]

    async def _gecrediteerd(self, taak: Verrekentaak, referenties: list[str]) -> frozenset[str]:
        if not referenties:
            return frozenset()
        vraag = f"SELECT p.vorige {_VAN_DE_AANBIEDER} AND p.goedgekeurd AND p.credit AND p.vorige = ANY(:referenties)"
        waarden = {"agb": taak.vraag.agb_code, "wet": taak.vraag.wet, "referenties": referenties}
        return frozenset((await self._session.execute(text(vraag), waarden)).scalars())

    @override
    async def read_feiten(
        self, taak: Verrekentaak, regels: Sequence[Goedgekeurd]
    ) -> tuple[Feiten, Sequence[Contractafspraak]]:
        agb_code, wet = taak.vraag.agb_code, taak.vraag.wet
        prijzen: dict[tuple[str, str], list[Contracttarief]] = defaultdict(list)
        for prijs in prijzen_per_dag(await self._feiten.list_prijsversies(agb_code)):
            if prijs.wet == wet:
                prijzen[prijs.gemeente, prijs.productcode].append(prijs)
        feiten = Feiten(
            prijzen=prijzen,
            eindes=await self._eindes(wet, regels),
            woonplaatsen=await self._woonplaatsen(wet, regels),
        )
        return feiten, await self._feiten.list_overeenkomsten(agb_code)

    async def _eindes(self, wet: str, regels: Sequence[Goedgekeurd]) -> dict[tuple[str, int], Einde]:
        plaatsen = sorted({(regel.gemeente, regel.toewijzing) for regel in regels})
        waarden = {"wet": wet, "gemeenten": [one for one, _ in plaatsen], "nummers": [nummer for _, nummer in plaatsen]}
        versies: dict[tuple[str, int], list[Versie]] = defaultdict(list)
        for rij in (await self._session.execute(text(_VERSIES), waarden)).mappings():
            versies[rij["gemeente"], rij["nummer"]].append(_versie(rij))
        eindes = {plaats: einde_van(alle) for plaats, alle in versies.items()}
        return {plaats: einde for plaats, einde in eindes.items() if einde is not None}

    async def _woonplaatsen(self, wet: str, regels: Sequence[Goedgekeurd]) -> dict[bytes, list[Woonplaatskeuze]]:
        vraag = (
            "SELECT client, volgnummer, vanaf, gemeente FROM woonplaats WHERE wet = :wet AND client = ANY(:clienten)"
        )
        waarden = {"wet": wet, "clienten": sorted({regel.client for regel in regels})}
        keuzes: dict[bytes, list[Woonplaatskeuze]] = defaultdict(list)
        for rij in (await self._session.execute(text(vraag), waarden)).all():
            keuze = Woonplaatskeuze(volgnummer=rij.volgnummer, vanaf=rij.vanaf, gemeente=rij.gemeente)
            keuzes[rij.client].append(keuze)
        return keuzes

    @override
    async def list_bekend(
        self, regels: Sequence[Goedgekeurd]
    ) -> Mapping[tuple[int, int], Mapping[Postsleutel, tuple[int, Verrekenstand]]]:
        waarden = {
            "bestanden": [regel.bestand_nummer for regel in regels],
            "regels": [regel.regel for regel in regels],
        }
        standen: dict[tuple[int, int], dict[Postsleutel, tuple[int, Verrekenstand]]] = defaultdict(dict)
        for rij in (await self._session.execute(text(_BEKEND), waarden)).all():
            sleutel = Postsleutel(
                bestand_nummer=rij.bestand_nummer,
                regel=rij.regel,
                post=Verrekenpost(rij.post),
                naar_gemeente=rij.naar_gemeente,
            )
            stand = Verrekenstand(cent=rij.stand_cent, reden=Verrekenreden(rij.reden))
            standen[rij.bestand_nummer, rij.regel][sleutel] = (rij.versie, stand)
        return standen

    @override
    async def add(self, verrekening: Verrekening, regels: Sequence[Mutatie], *, nu: dt.datetime) -> None:
        waarden = {**dataclasses.asdict(verrekening), "berekend_op": nu}
        opdracht = insert(VERREKENING).values(waarden).returning(VERREKENING.c.volgnummer)
        volgnummer = (await self._session.execute(opdracht)).scalar_one()
        rijen = [
            {
                "bestand_nummer": stap.sleutel.bestand_nummer,
                "regel": stap.sleutel.regel,
                "post": stap.sleutel.post.value,
                "naar_gemeente": stap.sleutel.naar_gemeente,
                "versie": stap.versie,
                "verrekening": volgnummer,
                "bedrag_cent": stap.cent,
                "stand_cent": stap.daarna.cent,
                "reden": stap.daarna.reden.value,
            }
            for stap in regels
        ]
        if rijen:
            await self._session.execute(insert(VERREKENINGREGEL), rijen)


class SqlWoonplaatsen(Woonplaatsen):
    """The table `woonplaats`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def add(self, woonplaats: Woonplaats, *, kenmerk: uuid.UUID, door: str, nu: dt.datetime) -> None:
        rij = {
            "id": kenmerk,
            "client": woonplaats.client,
            "wet": woonplaats.wet.value,
            "gemeente": woonplaats.gemeente,
            "vanaf": woonplaats.vanaf,
            "vastgelegd_door": door,
            "vastgelegd_op": nu,
        }
        await self._session.execute(insert(WOONPLAATS).values(rij))


def _versie(rij: Mapping[Any, Any]) -> Versie:
    """A removed toewijzing counts as one that ended the day before it began."""
    weg = rij["ingangsdatum"] - _DAG
    return Versie(
        moment=(rij["toewijzingsdatum"], rij["toewijzingstijd"]),
        laatste_dag=weg if rij["verwijderd"] else rij["einddatum"],
        bekend_sinds=rij["bekend_sinds"],
    )
