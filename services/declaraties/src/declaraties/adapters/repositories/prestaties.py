"""Judged lines by COPY, their clients, and what is paid for them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, cast

import psycopg
from chassis.privacy import Privacy
from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from declaraties.adapters.tables import Rij
from declaraties.domain.berichten.declaratie import GEEN_TARIEF
from declaraties.domain.berichten.waarden import datum_van
from declaraties.domain.bestand import Bestand
from declaraties.domain.betaalopdracht import Betaalopdracht
from declaraties.domain.kolomrekenen import sleutels
from declaraties.domain.prestatiedelen import Beoordeling
from declaraties.domain.toewijzingstand import Toewijzingstand

_KOLOMMEN = {
    "bestand_nummer": "int8",
    "regel": "int4",
    "client": "bytea",
    "referentie": "text",
    "vorige": "text",
    "toewijzing": "int4",
    "categorie": "text",
    "code": "text",
    "begin": "date",
    "eind": "date",
    "volume": "int4",
    "volume_maximum": "int8",
    "eenheid": "text",
    "tarief": "int4",
    "bedrag": "int4",
    "credit": "bool",
    "goedgekeurd": "bool",
    "retourcodes": "text",
}
_COPY = f"COPY prestatie ({', '.join(_KOLOMMEN)}) FROM STDIN (FORMAT binary)"


class PrestatieRepository:
    """Lines are written once and never changed."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    async def bewaar(self, nummer: int, beoordeling: Beoordeling) -> None:
        """Store all lines of a message and its clients, in the transaction of the session."""
        await self._bewaar_clienten(beoordeling)
        verbinding = await (await self._session.connection()).get_raw_connection()
        eigen = cast("psycopg.AsyncConnection[Any]", verbinding.driver_connection)
        async with eigen.cursor() as cursor, cursor.copy(_COPY) as copy:
            copy.set_types(list(_KOLOMMEN.values()))
            for rij in _rijen(nummer, beoordeling):
                await copy.write_row(rij)

    async def _bewaar_clienten(self, beoordeling: Beoordeling) -> None:
        """Only numbers that are new are encrypted: the cipher costs more than the look-up."""
        bsns = dict(zip(beoordeling.clienten, beoordeling.bericht.bsns, strict=True))
        vraag = text("SELECT pseudoniem FROM client WHERE pseudoniem = ANY(:alle)")
        bekend = set((await self._session.execute(vraag, {"alle": list(bsns)})).scalars())
        nieuw = [
            {"pseudoniem": pseudoniem, "bsn": self._privacy.encrypt(bsn)}
            for pseudoniem, bsn in sorted(bsns.items())
            if pseudoniem not in bekend
        ]
        if nieuw:
            await self._session.execute(insert(Rij.metadata.tables["client"]).on_conflict_do_nothing(), nieuw)

    async def bewaar_opdrachten(
        self, bestand: Bestand, opdrachten: Sequence[Betaalopdracht], *, nu: dt.datetime
    ) -> None:
        """Store the payables of a message."""
        rijen = [
            {
                "id": opdracht.id,
                "soort": "prestaties",
                "bron_id": bestand.id,
                "bestand_nummer": bestand.nummer,
                "bestand_id": bestand.id,
                "agb_code": bestand.kop.agb_code,
                "gemeente": bestand.kop.gemeente,
                "wet": bestand.kop.wet.value,
                "programmalijn": opdracht.programmalijn,
                "jaar": opdracht.jaar,
                "bedrag_cent": opdracht.bedrag_cent,
                "vervaldatum": opdracht.vervaldatum,
                "gemaakt_op": nu,
            }
            for opdracht in opdrachten
        ]
        if rijen:
            await self._session.execute(insert(Rij.metadata.tables["betaalopdracht"]), rijen)

    async def heeft_open_debet(self, stand: Toewijzingstand) -> bool:
        """True when an approved line on the toewijzing has not been credited (TR385)."""
        vraag = (
            "SELECT sum(CASE WHEN p.credit THEN -1 ELSE 1 END) FROM prestatie p"
            " JOIN bestand b ON b.nummer = p.bestand_nummer WHERE b.agb_code = :agb AND b.wet = :wet"
            " AND b.gemeente = :gemeente AND p.toewijzing = :nummer AND p.goedgekeurd"
        )
        waarden = {
            "agb": stand.agb_code,
            "wet": stand.wet.value,
            "gemeente": stand.gemeente,
            "nummer": stand.nummer,
        }
        return int((await self._session.execute(text(vraag), waarden)).scalar() or 0) > 0


def _rijen(nummer: int, beoordeling: Beoordeling) -> Iterator[tuple[Any, ...]]:
    p, oordeel = beoordeling.bericht.prestaties, beoordeling.oordeel
    dagen = {dag: datum_van(dag) for dag in {*p.begin.tolist(), *p.eind.tolist()}}
    kolommen = zip(
        (beoordeling.clienten[client] for client in p.client.tolist()),
        sleutels(p.referentie),
        (vorige if heeft else None for vorige, heeft in zip(sleutels(p.vorige), p.heeft_vorige.tolist(), strict=True)),
        p.toewijzing.tolist(),
        p.categorie.tolist(),
        p.code.tolist(),
        (dagen[dag] for dag in p.begin.tolist()),
        (dagen[dag] for dag in p.eind.tolist()),
        p.volume.tolist(),
        beoordeling.maximum.tolist(),
        p.eenheid.tolist(),
        (None if tarief == GEEN_TARIEF else tarief for tarief in p.tarief.tolist()),
        p.bedrag.tolist(),
        p.credit.tolist(),
        oordeel.toegekend.tolist(),
        beoordeling.codes,
        strict=True,
    )
    for regel, rij in enumerate(kolommen):
        yield (nummer, regel, *rij)
