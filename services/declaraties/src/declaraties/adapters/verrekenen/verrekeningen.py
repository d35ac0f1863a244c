"""Settlements, their tasks, and the facts that they are computed from."""

import dataclasses
import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from risb_kern.clock import Clock
from risb_kern.trace import current_trace_id
from sqlalchemy import RowMapping, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from declaraties.adapters.post.bestanden import SLOT
from declaraties.adapters.schema import Rij
from declaraties.adapters.toewijzen.projecties import ProjectieRepository
from declaraties.application.toewijzen.verrekenvraag import Verrekenvraag
from declaraties.application.verrekenen.verrekening_berekenen import Verrekening, Verrekentaak
from declaraties.domain.toewijzen.gevolg import Overeenkomst
from declaraties.domain.toewijzen.kolommen import Prijs
from declaraties.domain.toewijzen.prijsgeschiedenis import prijzen_per_dag
from declaraties.domain.verrekenen.verrekening import (
    Einde,
    Feiten,
    Goedgekeurd,
    Mutatie,
    Post,
    Reden,
    Sleutel,
    Stand,
    Versie,
    einde_van,
)
from declaraties.domain.verrekenen.woonplaats import Woonplaats, Woonplaatskeuze

_VRAAG = [veld.name for veld in dataclasses.fields(Verrekenvraag)]
_DAG = dt.timedelta(days=1)
KANAAL = "verrekentaak"
_HEEFT_GEDECLAREERD = "SELECT 1 FROM bestand WHERE agb_code = :agb_code AND wet = :wet AND soort = '323' AND telt"
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


class VerrekeningRepository:
    """Settlements are only added to; a task knows how far it is."""

    def __init__(self, session: AsyncSession, clock: Clock, projecties: ProjectieRepository) -> None:
        self._session = session
        self._clock = clock
        self._projecties = projecties

    async def vraag(self, vraag: Verrekenvraag) -> None:
        """Put a task in the queue, when this aanbieder has declared anything under this wet."""
        await self._zet_klaar(vraag, f"EXISTS ({_HEEFT_GEDECLAREERD})")

    async def vraag_na_antwoord(self, agb_code: str, wet: str, nummer: int) -> None:
        """After an answer: its credits may touch settled lines, and its clients may belong to another gemeente."""
        vraag = Verrekenvraag(agb_code=agb_code, wet=wet, aanleiding="antwoord", bestand_nummer=nummer)
        await self._zet_klaar(
            vraag,
            "EXISTS (SELECT 1 FROM verrekening WHERE agb_code = :agb_code AND wet = :wet)"
            " OR EXISTS (SELECT 1 FROM woonplaats w JOIN toewijzing t ON t.client = w.client AND t.wet = w.wet"
            " WHERE w.wet = :wet AND t.agb_code = :agb_code)",
        )

    async def _zet_klaar(self, vraag: Verrekenvraag, als: str) -> None:
        soorten = {"toewijzing": "bigint", "bestand_nummer": "bigint", "client": "bytea", "vanaf": "date"}
        waarden = ", ".join(f"CAST(:{naam} AS {soorten.get(naam, 'text')})" for naam in _VRAAG)
        opdracht = (
            f"INSERT INTO verrekentaak ({', '.join(_VRAAG)}, trace_id, aangevraagd_op)"
            f" SELECT {waarden}, CAST(:trace_id AS text), CAST(:nu AS timestamptz) WHERE {als}"
        )
        invoer = {**dataclasses.asdict(vraag), "trace_id": current_trace_id(), "nu": self._clock.nu()}
        if (await self._session.execute(text(f"{opdracht} RETURNING 1"), invoer)).first():
            await self._session.execute(text("SELECT pg_notify(:kanaal, '')"), {"kanaal": KANAAL})

    async def open_taken(self, *, hoogstens: int = 50) -> list[int]:
        """Tasks that are not done, the oldest of each aanbieder and wet."""
        vraag = (
            "SELECT min(volgnummer) AS eerste FROM verrekentaak WHERE klaar_op IS NULL GROUP BY agb_code, wet"
            " ORDER BY eerste LIMIT :hoogstens"
        )
        return list((await self._session.execute(text(vraag), {"hoogstens": hoogstens})).scalars())

    async def neem(self, volgnummer: int) -> Verrekentaak | None:
        """Take a task for this transaction; None while somebody works for the same aanbieder and wet, or it is done."""
        slot = (
            "SELECT pg_try_advisory_xact_lock(:slot, hashtext(agb_code || '|' || wet))"
            " FROM verrekentaak WHERE volgnummer = :volgnummer"
        )
        wie = {"slot": SLOT, "volgnummer": volgnummer}
        if not (await self._session.execute(text(slot), wie)).scalar():
            return None
        vraag = "SELECT * FROM verrekentaak WHERE volgnummer = :volgnummer AND klaar_op IS NULL FOR UPDATE"
        rij = (await self._session.execute(text(vraag), wie)).mappings().first()
        return None if rij is None else _taak(rij)

    async def vorder(self, taak: Verrekentaak, *, regels: Sequence[Goedgekeurd], klaar_op: dt.datetime | None) -> None:
        """Store how far the task is."""
        tot = (regels[-1].bestand_nummer, regels[-1].regel) if regels else taak.tot
        opdracht = (
            "UPDATE verrekentaak SET tot_bestand = :bestand, tot_regel = :regel, bekeken = bekeken + :bekeken,"
            " klaar_op = :klaar_op WHERE volgnummer = :volgnummer"
        )
        waarden = {
            "bestand": tot[0],
            "regel": tot[1],
            "bekeken": len(regels),
            "klaar_op": klaar_op,
            "volgnummer": taak.volgnummer,
        }
        await self._session.execute(text(opdracht), waarden)

    async def regels(self, taak: Verrekentaak, *, hoogstens: int) -> list[Goedgekeurd]:
        """The next approved lines of the task, in order."""
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

    async def feiten(self, taak: Verrekentaak, regels: Sequence[Goedgekeurd]) -> tuple[Feiten, Sequence[Overeenkomst]]:
        """What these lines depend on, as committed now; without the choice of gemeenten."""
        agb_code, wet = taak.vraag.agb_code, taak.vraag.wet
        prijzen: dict[tuple[str, str], list[Prijs]] = defaultdict(list)
        for prijs in prijzen_per_dag(await self._projecties.prijsversies(agb_code)):
            if prijs.wet == wet:
                prijzen[prijs.gemeente, prijs.productcode].append(prijs)
        feiten = Feiten(
            prijzen=prijzen,
            eindes=await self._eindes(wet, regels),
            woonplaatsen=await self._woonplaatsen(wet, regels),
        )
        return feiten, await self._projecties.overeenkomsten(agb_code)

    async def _eindes(self, wet: str, regels: Sequence[Goedgekeurd]) -> dict[tuple[str, int], Einde]:
        plaatsen = sorted({(regel.gemeente, regel.toewijzing) for regel in regels})
        waarden = {"wet": wet, "gemeenten": [een for een, _ in plaatsen], "nummers": [nummer for _, nummer in plaatsen]}
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

    async def bekend(
        self, regels: Sequence[Goedgekeurd]
    ) -> Mapping[tuple[int, int], Mapping[Sleutel, tuple[int, Stand]]]:
        """What was settled before, per line and post."""
        waarden = {
            "bestanden": [regel.bestand_nummer for regel in regels],
            "regels": [regel.regel for regel in regels],
        }
        standen: dict[tuple[int, int], dict[Sleutel, tuple[int, Stand]]] = defaultdict(dict)
        for rij in (await self._session.execute(text(_BEKEND), waarden)).all():
            sleutel = Sleutel(
                bestand_nummer=rij.bestand_nummer,
                regel=rij.regel,
                post=Post(rij.post),
                naar_gemeente=rij.naar_gemeente,
            )
            stand = Stand(cent=rij.stand_cent, reden=Reden(rij.reden))
            standen[rij.bestand_nummer, rij.regel][sleutel] = (rij.versie, stand)
        return standen

    async def bewaar(self, verrekening: Verrekening, regels: Sequence[Mutatie], *, nu: dt.datetime) -> None:
        """Add a settlement with its lines; the same step of a post twice is an error of the database."""
        waarden = {**dataclasses.asdict(verrekening), "berekend_op": nu}
        tabel = Rij.metadata.tables["verrekening"]
        opdracht = insert(tabel).values(waarden).returning(tabel.c.volgnummer)
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
                "stand_cent": stap.stand.cent,
                "reden": stap.stand.reden.value,
            }
            for stap in regels
        ]
        await self._session.execute(insert(Rij.metadata.tables["verrekeningregel"]), rijen)

    async def bewaar_woonplaats(
        self, woonplaats: Woonplaats, *, kenmerk: uuid.UUID, door: str, nu: dt.datetime
    ) -> None:
        """Add a row to the history."""
        rij = {
            "id": kenmerk,
            "client": woonplaats.client,
            "wet": woonplaats.wet.value,
            "gemeente": woonplaats.gemeente,
            "vanaf": woonplaats.vanaf,
            "vastgelegd_door": door,
            "vastgelegd_op": nu,
        }
        await self._session.execute(insert(Rij.metadata.tables["woonplaats"]).values(rij))

    async def aanbieders_van(self, client: bytes, wet: str) -> list[str]:
        """AGB-codes of the aanbieders with a toewijzing for the client."""
        vraag = text("SELECT DISTINCT agb_code FROM toewijzing WHERE client = :client AND wet = :wet ORDER BY 1")
        return list((await self._session.execute(vraag, {"client": client, "wet": wet})).scalars())


def _taak(rij: RowMapping) -> Verrekentaak:
    return Verrekentaak(
        volgnummer=rij["volgnummer"],
        vraag=Verrekenvraag(**{naam: rij[naam] for naam in _VRAAG}),
        tot=(rij["tot_bestand"], rij["tot_regel"]),
        trace_id=rij["trace_id"],
    )


def _versie(rij: Mapping[Any, Any]) -> Versie:
    """A removed toewijzing counts as one that ended the day before it began."""
    weg = rij["ingangsdatum"] - _DAG
    return Versie(
        moment=(rij["toewijzingsdatum"], rij["toewijzingstijd"]),
        laatste_dag=weg if rij["verwijderd"] else rij["einddatum"],
        bekend_sinds=rij["bekend_sinds"],
    )
