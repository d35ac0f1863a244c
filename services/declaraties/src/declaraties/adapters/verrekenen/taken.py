"""The queue of what must be looked at again after the answer."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from risb_kern.clock import Clock
from risb_kern.trace import current_trace_id
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.post.repository import SLOT
from declaraties.application.toewijzen.verrekenvraag import Verrekenvraag
from declaraties.application.verrekenen.ports import Verrekentaak, Verrekentaken
from declaraties.domain.post.bestand import Bestand
from declaraties.domain.verrekenen.verrekening import Goedgekeurd

_VRAAG = [veld.name for veld in dataclasses.fields(Verrekenvraag)]


KANAAL = "verrekentaak"
_IN_LINE = 50


_HEEFT_GEDECLAREERD = "SELECT 1 FROM bestand WHERE agb_code = :agb_code AND wet = :wet AND soort = '323' AND telt"


class SqlVerrekentaken(Verrekentaken):
    """The table `verrekentaak`."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    @override
    async def add(self, vraag: Verrekenvraag) -> None:
        await self._queue(vraag, f"EXISTS ({_HEEFT_GEDECLAREERD})")

    @override
    async def add_na_antwoord(self, bestanden: Sequence[Bestand]) -> None:
        opdracht = (
            "INSERT INTO verrekentaak (agb_code, wet, aanleiding, bestand_nummer, trace_id, aangevraagd_op)"
            " SELECT b.agb_code, b.wet, 'antwoord', b.nummer, b.trace_id, CAST(:nu AS timestamptz) FROM bestand b"
            " WHERE b.nummer = ANY(:nummers) AND (EXISTS (SELECT 1 FROM verrekening v WHERE v.agb_code = b.agb_code"
            " AND v.wet = b.wet) OR EXISTS (SELECT 1 FROM woonplaats w JOIN toewijzing t ON t.client = w.client"
            " AND t.wet = w.wet WHERE w.wet = b.wet AND t.agb_code = b.agb_code)) ORDER BY b.nummer RETURNING 1"
        )
        invoer = {"nummers": [one.nummer for one in bestanden], "nu": self._clock.nu()}
        if bestanden and (await self._session.execute(text(opdracht), invoer)).first():
            await self._session.execute(text("SELECT pg_notify(:kanaal, '')"), {"kanaal": KANAAL})

    async def _queue(self, vraag: Verrekenvraag, als: str) -> None:
        soorten = {"toewijzing": "bigint", "bestand_nummer": "bigint", "client": "bytea", "vanaf": "date"}
        waarden = ", ".join(f"CAST(:{naam} AS {soorten.get(naam, 'text')})" for naam in _VRAAG)
        opdracht = (
            f"INSERT INTO verrekentaak ({', '.join(_VRAAG)}, trace_id, aangevraagd_op)"
            f" SELECT {waarden}, CAST(:trace_id AS text), CAST(:nu AS timestamptz) WHERE {als}"
        )
        invoer = {**dataclasses.asdict(vraag), "trace_id": current_trace_id(), "nu": self._clock.nu()}
        if (await self._session.execute(text(f"{opdracht} RETURNING 1"), invoer)).first():
            await self._session.execute(text("SELECT pg_notify(:kanaal, '')"), {"kanaal": KANAAL})

    @override
    async def list_open(self) -> list[int]:
        vraag = (
            "SELECT min(volgnummer) AS eerste FROM verrekentaak WHERE klaar_op IS NULL GROUP BY agb_code, wet"
            " ORDER BY eerste LIMIT :hoogstens"
        )
        return list((await self._session.execute(text(vraag), {"hoogstens": _IN_LINE})).scalars())

    @override
    async def take(self, volgnummer: int) -> Verrekentaak | None:
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

    @override
    async def save(self, taak: Verrekentaak, *, regels: Sequence[Goedgekeurd], klaar_op: dt.datetime | None) -> None:
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


def _taak(rij: RowMapping) -> Verrekentaak:
    return Verrekentaak(
        volgnummer=rij["volgnummer"],
        vraag=Verrekenvraag(**{naam: rij[naam] for naam in _VRAAG}),
        tot=(rij["tot_bestand"], rij["tot_regel"]),
        trace_id=rij["trace_id"],
    )
