"""The store of toewijzingen, their grounds and their clients."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from risb_kern.privacy import Privacy
from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from declaraties.adapters.schema import Rij
from declaraties.adapters.toewijzen.projecties import ProjectieRepository
from declaraties.application.post.poorten import Bekend, Toewijzingsleutel
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.gevolg import Omgeving, Toewijzingsgevolg, per_product
from declaraties.domain.toewijzen.grondslag import Grondslag
from declaraties.domain.toewijzen.prijsgeschiedenis import prijzen_per_dag
from declaraties.domain.toewijzen.toewijzing import Toewijzingstand

_SLOT = 301
# Everybody who decides about toewijzingen takes this one lock, so that ground, price, measure and 301 always see each
# other, in whatever order they arrive. It is held for milliseconds.
_VERGRENDEL = "SELECT pg_advisory_xact_lock(:slot, 0)"
_SLEUTELS = (
    "unnest(CAST(:gemeenten AS text[]), CAST(:wetten AS text[]), CAST(:nummers AS bigint[]))"
    " AS s (gemeente, wet, nummer)"
)


class ToewijzingRepository:
    """Rows by (gemeente, wet, nummer)."""

    def __init__(self, session: AsyncSession, privacy: Privacy, projecties: ProjectieRepository) -> None:
        self._session = session
        self._privacy = privacy
        self._projecties = projecties

    async def vergrendel(self) -> None:
        """Wait until nobody else changes toewijzingen, until the end of the transaction."""
        await self._session.execute(text(_VERGRENDEL), {"slot": _SLOT})

    async def met_sleutels(self, sleutels: Sequence[Toewijzingsleutel]) -> list[Bekend]:
        """The known ones among these."""
        vraag = f"SELECT t.* FROM toewijzing t JOIN {_SLEUTELS} USING (gemeente, wet, nummer)"
        return [_bekend(rij) for rij in (await self._session.execute(text(vraag), _kolommen(sleutels))).mappings()]

    async def van_aanbieder(self, agb_code: str, productcode: str | None = None) -> list[Bekend]:
        """All toewijzingen of an aanbieder, or those for one product."""
        vraag = (
            "SELECT * FROM toewijzing WHERE agb_code = :agb AND (CAST(:code AS text) IS NULL OR code = :code)"
            " ORDER BY gemeente, wet, nummer"
        )
        waarden = {"agb": agb_code, "code": productcode}
        return [_bekend(rij) for rij in (await self._session.execute(text(vraag), waarden)).mappings()]

    async def van_client(self, stand: Toewijzingstand) -> list[Toewijzingstand]:
        """All toewijzingen of the same client, aanbieder, gemeente and wet."""
        vraag = (
            "SELECT * FROM toewijzing WHERE client = :client AND agb_code = :agb AND gemeente = :gemeente"
            " AND wet = :wet ORDER BY nummer"
        )
        wie = {"client": stand.client, "agb": stand.agb_code, "gemeente": stand.gemeente, "wet": stand.wet.value}
        return [_bekend(rij)[0] for rij in (await self._session.execute(text(vraag), wie)).mappings()]

    async def onthoud_versie(self, stand: Toewijzingstand, *, bekend_sinds: dt.date) -> None:
        """Add a version to the history of its number; the same moment again changes nothing."""
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
        versies = Rij.metadata.tables["toewijzing_versie"]
        await self._session.execute(insert(versies).values(rij).on_conflict_do_nothing())

    async def bewaar(self, stand: Toewijzingstand, gevolg: Toewijzingsgevolg) -> None:
        """Insert or replace the newest version."""
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
        await self._projecties.zet("toewijzing", waarden)

    async def bewaar_client(self, bsn: str) -> bytes:
        """Remember the person and give the pseudonym."""
        pseudoniem = self._privacy.pseudonym(bsn)
        rij = {"pseudoniem": pseudoniem, "bsn": self._privacy.encrypt(bsn)}
        await self._session.execute(insert(Rij.metadata.tables["client"]).values(rij).on_conflict_do_nothing())
        return pseudoniem

    async def bewaar_grondslag(self, grondslag: Grondslag, *, door: str, nu: dt.datetime) -> None:
        """Insert or replace the ground of a toewijzing, which need not exist yet."""
        waarden = {
            "gemeente": grondslag.gemeente,
            "wet": grondslag.wet.value,
            "toewijzing_nummer": grondslag.toewijzing_nummer,
            "soort": grondslag.soort.value,
            "kenmerk": grondslag.kenmerk,
            "datum": grondslag.datum,
            "vastgelegd_door": door,
            "vastgelegd_op": nu,
        }
        await self._projecties.zet("grondslag", waarden)

    async def omgeving(self, agb_code: str, sleutels: Sequence[Toewijzingsleutel]) -> Omgeving:
        """Grounds, stops, prices and agreements that decide what follows from these toewijzingen of an aanbieder."""
        return Omgeving(
            grondslagen=await self._grondslagen(sleutels),
            stops=await self._projecties.stops(agb_code),
            prijzen=per_product(prijzen_per_dag(await self._projecties.prijsversies(agb_code))),
            overeenkomsten=await self._projecties.overeenkomsten(agb_code),
        )

    async def _grondslagen(self, sleutels: Sequence[Toewijzingsleutel]) -> dict[Toewijzingsleutel, str]:
        vraag = (
            "SELECT g.gemeente, g.wet, g.toewijzing_nummer, g.soort FROM grondslag g"
            f" JOIN {_SLEUTELS} ON (g.gemeente, g.wet, g.toewijzing_nummer) = (s.gemeente, s.wet, s.nummer)"
        )
        rijen = (await self._session.execute(text(vraag), _kolommen(sleutels))).all()
        return {(rij.gemeente, Wet(rij.wet), rij.toewijzing_nummer): rij.soort for rij in rijen}


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
