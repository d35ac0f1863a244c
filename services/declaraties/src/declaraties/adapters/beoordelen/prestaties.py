"""Judged lines by COPY, their clients, and what is paid for them."""

from collections.abc import Iterable, Mapping

import numpy as np
from risb_kern.privacy import PSEUDONYM_BYTES, Privacy
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.beoordelen.geschiedenis import Geschiedenissen
from declaraties.adapters.beoordelen.kolomverkeer import (
    EERSTE_DAG,
    Schrijfkolom,
    als_copy,
)
from declaraties.adapters.rij import client_binding
from declaraties.adapters.verbinding import Verbinding, verbinding_van
from declaraties.application.beoordelen.ports import Prestaties
from declaraties.domain.beoordelen.geschiedenis import Regelkolommen, geschiedenis_van
from declaraties.domain.beoordelen.prestatiedelen import Beoordeling
from declaraties.domain.standaard.berichten.declaratie import GEEN_TARIEF
from declaraties.domain.standaard.kolomrekenen import gelijk, kaal
from declaraties.domain.toewijzen.toewijzing import Toewijzingstand

_KOLOMMEN = (
    "bestand_nummer, regel, client, referentie, vorige, toewijzing, categorie, code, begin, eind, volume,"
    " volume_maximum, eenheid, tarief, bedrag, credit, goedgekeurd, retourcodes"
)
_COPY = f"COPY prestatie ({_KOLOMMEN}) FROM STDIN (FORMAT binary)"
_BEKEND = "SELECT pseudoniem FROM client WHERE pseudoniem = ANY(%s)"
_NIEUW = "INSERT INTO client (pseudoniem, bsn) SELECT * FROM unnest(%s::bytea[], %s::bytea[]) ON CONFLICT DO NOTHING"


class SqlPrestaties(Prestaties):
    """Lines are written once and never changed."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def add(self, beoordelingen: Mapping[int, Beoordeling]) -> None:
        db = await verbinding_van(self._session)
        await self._add_clients(db, beoordelingen.values())
        async with db.cursor() as cursor, cursor.copy(_COPY) as copy:
            for stuk in als_copy(_copy_columns(nummer, one) for nummer, one in beoordelingen.items()):
                await copy.write(stuk)
        await Geschiedenissen(db).add(
            {nummer: (one.bericht, geschiedenis_van(_regelkolommen(one))) for nummer, one in beoordelingen.items()}
        )

    async def _add_clients(self, db: Verbinding, beoordelingen: Iterable[Beoordeling]) -> None:
        """Only numbers that are new are encrypted: who has a toewijzing here was stored with it."""
        onzeker = {
            one.clienten[client]: one.bericht.bsns[client]
            for one in beoordelingen
            # TR304 refuses every client without a toewijzing
            for client in np.flatnonzero(one.oordeel.client_afgekeurd).tolist()
        }
        if not onzeker:
            return
        cursor = await db.execute(_BEKEND, (list(onzeker),), binary=True)
        for (bekend,) in await cursor.fetchall():
            onzeker.pop(bytes(bekend))
        # in one order, so that two workers that store the same persons never wait for each other in a circle
        nieuw = sorted(onzeker)
        await db.execute(_NIEUW, (nieuw, [self._privacy.encrypt(onzeker[one], client_binding(one)) for one in nieuw]))

    @override
    async def has_open_debet(self, stand: Toewijzingstand) -> bool:
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


def _regelkolommen(beoordeling: Beoordeling) -> Regelkolommen:
    p = beoordeling.bericht.prestaties
    return Regelkolommen(
        referentie=p.referentie,
        vorige=p.vorige,
        toewijzing=p.toewijzing,
        categorie=p.categorie,
        code=p.code,
        begin=p.begin,
        eind=p.eind,
        volume=p.volume,
        eenheid=p.eenheid,
        bedrag=p.bedrag,
        credit=p.credit,
        goedgekeurd=beoordeling.oordeel.toegekend,
    )


def _copy_columns(nummer: int, beoordeling: Beoordeling) -> list[Schrijfkolom]:
    """In the order of _KOLOMMEN."""
    p = beoordeling.bericht.prestaties
    clienten = np.frombuffer(b"".join(beoordeling.clienten), f"V{PSEUDONYM_BYTES}")
    codes = np.array(beoordeling.uitkomsten, np.str_)[beoordeling.uitkomst]
    return [
        Schrijfkolom(waarden=np.full(len(p), nummer), soort=">i8"),
        Schrijfkolom(waarden=np.arange(len(p)), soort=">i4"),
        Schrijfkolom(waarden=clienten[p.client], soort=clienten.dtype.str),
        Schrijfkolom(waarden=kaal(p.referentie), soort="S"),
        Schrijfkolom(waarden=kaal(p.vorige), soort="S", leeg=~p.heeft_vorige),
        Schrijfkolom(waarden=p.toewijzing, soort=">i4"),
        Schrijfkolom(waarden=p.categorie, soort="S"),
        Schrijfkolom(waarden=p.code, soort="S"),
        Schrijfkolom(waarden=p.begin - EERSTE_DAG, soort=">i4"),
        Schrijfkolom(waarden=p.eind - EERSTE_DAG, soort=">i4"),
        Schrijfkolom(waarden=p.volume, soort=">i4"),
        Schrijfkolom(waarden=beoordeling.maximum, soort=">i8"),
        Schrijfkolom(waarden=p.eenheid, soort="S"),
        Schrijfkolom(waarden=p.tarief, soort=">i4", leeg=gelijk(p.tarief, GEEN_TARIEF)),
        Schrijfkolom(waarden=p.bedrag, soort=">i4"),
        Schrijfkolom(waarden=p.credit, soort="?"),
        Schrijfkolom(waarden=beoordeling.oordeel.toegekend, soort="?"),
        Schrijfkolom(waarden=codes, soort="S"),
    ]
