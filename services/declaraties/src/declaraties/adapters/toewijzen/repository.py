"""The store of toewijzingen, their grounds and their clients."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from risb_kern.privacy import Privacy
from risb_kern.projections import upsert_newest
from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.rij import client_binding
from declaraties.adapters.toewijzen.contractfeiten import SqlContractfeiten
from declaraties.adapters.toewijzen.tables import CLIENT, GRONDSLAG, TOEWIJZING, TOEWIJZING_VERSIE
from declaraties.application.toewijzen.ports import Bekend, Plaats, Toewijzingen, Toewijzingsleutel
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.gevolg import Omgeving, Toewijzingsgevolg, per_product
from declaraties.domain.toewijzen.grondslag import Grondslag
from declaraties.domain.toewijzen.prijsgeschiedenis import prijzen_per_dag
from declaraties.domain.toewijzen.toewijzing import Toewijzingstand

# First keys of the advisory locks: of a toewijzing or of an aanbieder in a gemeente, and of the contracts of an
# aanbieder. Second keys are taken in one order, so that nobody waits in a circle; two that are equal only wait.
_SLOT, _CONTRACTSLOT = 301, 302
_LOCK = "SELECT {} FROM (SELECT DISTINCT hashtext(u) AS sleutel FROM unnest(CAST(:wat AS text[])) AS u ORDER BY 1) AS s"
_EXCLUSIVE = _LOCK.format("pg_advisory_xact_lock(:slot, sleutel)")
_SHARED = _LOCK.format("pg_advisory_xact_lock_shared(:slot, sleutel)")


_SLEUTELS = (
    "unnest(CAST(:gemeenten AS text[]), CAST(:wetten AS text[]), CAST(:nummers AS bigint[]))"
    " AS s (gemeente, wet, nummer)"
)


class SqlToewijzingen(Toewijzingen):
    """Rows by (gemeente, wet, nummer)."""

    def __init__(self, session: AsyncSession, privacy: Privacy, feiten: SqlContractfeiten) -> None:
        self._session = session
        self._privacy = privacy
        self._feiten = feiten

    @override
    async def lock(self, sleutels: Sequence[Toewijzingsleutel], plaatsen: Collection[Plaats] = ()) -> None:
        nummers = [f"{gemeente}|{wet.value}|{nummer}" for gemeente, wet, nummer in sleutels]
        wat = nummers + [f"{gemeente}|{agb_code}" for gemeente, agb_code in plaatsen]
        await self._session.execute(text(_EXCLUSIVE), {"slot": _SLOT, "wat": wat})

    @override
    async def lock_contracten(self, agb_codes: Collection[str], *, shared: bool = False) -> None:
        lock = text(_SHARED if shared else _EXCLUSIVE)
        await self._session.execute(lock, {"slot": _CONTRACTSLOT, "wat": list(agb_codes)})

    @override
    async def list_by_key(self, sleutels: Sequence[Toewijzingsleutel]) -> list[Bekend]:
        vraag = f"SELECT t.* FROM toewijzing t JOIN {_SLEUTELS} USING (gemeente, wet, nummer)"
        return [_bekend(rij) for rij in (await self._session.execute(text(vraag), _kolommen(sleutels))).mappings()]

    @override
    async def list_of_aanbieder(self, agb_code: str, productcode: str | None = None) -> list[Bekend]:
        vraag = (
            "SELECT * FROM toewijzing WHERE agb_code = :agb AND (CAST(:code AS text) IS NULL OR code = :code)"
            " ORDER BY gemeente, wet, nummer"
        )
        waarden = {"agb": agb_code, "code": productcode}
        return [_bekend(rij) for rij in (await self._session.execute(text(vraag), waarden)).mappings()]

    @override
    async def list_of_client(self, stand: Toewijzingstand) -> list[Toewijzingstand]:
        vraag = (
            "SELECT * FROM toewijzing WHERE client = :client AND agb_code = :agb AND gemeente = :gemeente"
            " AND wet = :wet ORDER BY nummer"
        )
        wie = {"client": stand.client, "agb": stand.agb_code, "gemeente": stand.gemeente, "wet": stand.wet.value}
        return [_bekend(rij)[0] for rij in (await self._session.execute(text(vraag), wie)).mappings()]

    @override
    async def add_versie(self, stand: Toewijzingstand, *, bekend_sinds: dt.date) -> None:
        rij = {
            "gemeente": stand.gemeente,
            "wet": stand.wet.value,
            "nummer": stand.nummer,
            "toewijzingsdatum": stand.toewijzingsdatum,
            "toewijzingstijd": stand.toewijzingstijd,
            "ingangsdatum": stand.ingangsdatum,
            "einddatum": stand.einddatum,
            "verwijderd": stand.verwijderd,
            "bekend_sinds": bekend_sinds,
        }
        await self._session.execute(insert(TOEWIJZING_VERSIE).values(rij).on_conflict_do_nothing())

    @override
    async def save(self, stand: Toewijzingstand, gevolg: Toewijzingsgevolg) -> None:
        waarden = {
            "gemeente": stand.gemeente,
            "wet": stand.wet.value,
            "nummer": stand.nummer,
            "agb_code": stand.agb_code,
            "client": stand.client,
            "categorie": stand.categorie,
            "code": stand.code,
            "volume": stand.volume,
            "eenheid": stand.eenheid,
            "frequentie": stand.frequentie,
            "budget_cent": stand.budget_cent,
            "ingangsdatum": stand.ingangsdatum,
            "einddatum": stand.einddatum,
            "verwijderd": stand.verwijderd,
            "toewijzingsdatum": stand.toewijzingsdatum,
            "toewijzingstijd": stand.toewijzingstijd,
            "grondslag": gevolg.grondslag,
            "geldig": gevolg.geldig,
            "reden_ongeldig": gevolg.reden_ongeldig,
            "verplichting_cent": gevolg.verplichting_cent,
            "programmalijn": gevolg.programmalijn,
        }
        await upsert_newest(self._session, TOEWIJZING, waarden)

    @override
    async def add_client(self, bsn: str) -> bytes:
        pseudoniem = self._privacy.pseudonym(bsn)
        rij = {"pseudoniem": pseudoniem, "bsn": self._privacy.encrypt(bsn, client_binding(pseudoniem))}
        await self._session.execute(insert(CLIENT).values(rij).on_conflict_do_nothing())
        return pseudoniem

    @override
    async def save_grondslagen(self, grondslagen: Sequence[Grondslag], *, door: str, nu: dt.datetime) -> None:
        rijen = [
            {
                "gemeente": one.gemeente,
                "wet": one.wet.value,
                "toewijzing_nummer": one.toewijzing_nummer,
                "soort": one.soort.value,
                "kenmerk": one.kenmerk,
                "datum": one.datum,
                "vastgelegd_door": door,
                "vastgelegd_op": nu,
            }
            for one in grondslagen
        ]
        invoegen = insert(GRONDSLAG).values(rijen)
        sleutel = [kolom.name for kolom in invoegen.table.primary_key]
        nieuw = {naam: invoegen.excluded[naam] for naam in rijen[0] if naam not in sleutel}
        await self._session.execute(invoegen.on_conflict_do_update(index_elements=sleutel, set_=nieuw))

    @override
    async def read_omgeving(self, agb_code: str, sleutels: Sequence[Toewijzingsleutel]) -> Omgeving:
        return Omgeving(
            grondslagen=await self._grondslagen(sleutels),
            stops=await self._feiten.list_stops(agb_code),
            prijzen=per_product(prijzen_per_dag(await self._feiten.list_prijsversies(agb_code))),
            overeenkomsten=await self._feiten.list_overeenkomsten(agb_code),
        )

    async def _grondslagen(self, sleutels: Sequence[Toewijzingsleutel]) -> dict[Toewijzingsleutel, str]:
        vraag = (
            "SELECT g.gemeente, g.wet, g.toewijzing_nummer, g.soort FROM grondslag g"
            f" JOIN {_SLEUTELS} ON (g.gemeente, g.wet, g.toewijzing_nummer) = (s.gemeente, s.wet, s.nummer)"
        )
        rijen = (await self._session.execute(text(vraag), _kolommen(sleutels))).all()
        return {(rij.gemeente, Wet(rij.wet), rij.toewijzing_nummer): rij.soort for rij in rijen}

    @override
    async def list_aanbieders(self, client: bytes, wet: Wet) -> list[str]:
        vraag = text("SELECT DISTINCT agb_code FROM toewijzing WHERE client = :client AND wet = :wet ORDER BY 1")
        return list((await self._session.execute(vraag, {"client": client, "wet": wet.value})).scalars())


def _kolommen(sleutels: Sequence[Toewijzingsleutel]) -> dict[str, list[Any]]:
    return {
        "gemeenten": [gemeente for gemeente, _, _ in sleutels],
        "wetten": [wet.value for _, wet, _ in sleutels],
        "nummers": [nummer for _, _, nummer in sleutels],
    }


def _bekend(rij: Mapping[Any, Any]) -> Bekend:
    velden = dict(rij)
    gevolg = Toewijzingsgevolg(**{veld.name: velden.pop(veld.name) for veld in dataclasses.fields(Toewijzingsgevolg)})
    return Toewijzingstand(**{**velden, "wet": Wet(velden["wet"])}), gevolg
