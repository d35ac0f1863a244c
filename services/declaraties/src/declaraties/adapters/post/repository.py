"""Received messages, their queue, their answers and the envelopes around them."""

import asyncio
import dataclasses
import datetime as dt
import json
import uuid
from collections.abc import Mapping, Sequence

from risb_kern.privacy import Privacy
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.standaard.xml.schrijven import write_325
from declaraties.adapters.verbinding import verbinding_van
from declaraties.application.post.ports import Antwoorden, Bestanden, Deelnames, Enveloppen, Ontvangst
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtkop, Berichtstatus, Bestand
from declaraties.domain.standaard.berichten.antwoord import Antwoord325
from declaraties.domain.standaard.berichten.retour import Retour
from declaraties.domain.standaard.profielen import DIENSTEN, Soort, Wet

KANAAL = "bestand"


SLOT = 323  # first key of the advisory locks that keep the order per aanbieder and wet


# A message above this many bytes has its own transaction: it gains nothing from company, and others would wait.
_KLEIN_BYTES = 64 * 1024
# A worker takes one in so many of the lines that wait, so that others have work too.
_DEEL = 2
_ANTWOORDEN = (
    "INSERT INTO antwoord (bestand_nummer, identificatie, inhoud, gemaakt_op)"
    " SELECT nummer, identificatie, inhoud, %s FROM unnest(%s::bigint[], %s::text[], %s::bytea[])"
    " AS u (nummer, identificatie, inhoud)"
)


_KOLOMMEN = "nummer, id, soort, wet, afzender, agb_code, gemeente, opslag, trace_id, ontvangen_op"
_ONTVANGST = (
    "id, soort, wet, afzender, agb_code, gemeente, bron, sha256, grootte, opslag, ingediend_door, trace_id,"
    " ontvangen_op, status"
)
_BEWAAR = text(
    f"WITH nieuw AS (INSERT INTO bestand ({_ONTVANGST}, telt) VALUES (:{_ONTVANGST.replace(', ', ', :')}, false)"
    f" ON CONFLICT (afzender, sha256) DO NOTHING RETURNING {_KOLOMMEN})"
    " SELECT nieuw.*, (SELECT count(*) FROM bestand o WHERE o.status = 'ontvangen' AND o.agb_code = nieuw.agb_code"
    f" AND o.wet = nieuw.wet AND o.nummer < nieuw.nummer) AS voor_u, pg_notify('{KANAAL}', '') FROM nieuw"
)
_APART = "(grootte > :klein OR EXISTS (SELECT 1 FROM poging p WHERE p.bestand_nummer = nummer))"
# The lines of aanbieder and wet that nobody has, the one that waits longest first. The lock is tried row by row, and
# no further than the limit.
_RIJEN = (
    "WITH eersten AS MATERIALIZED (SELECT * FROM (SELECT DISTINCT ON (agb_code, wet) agb_code, wet, nummer,"
    f" {_APART} AS apart FROM bestand WHERE status = 'ontvangen' ORDER BY agb_code, wet, nummer) e ORDER BY nummer)"
    " SELECT agb_code, wet, apart, (SELECT count(*) FROM eersten) AS rijen FROM eersten"
    " WHERE pg_try_advisory_xact_lock(:slot, hashtext(agb_code || '|' || wet))"
)
_AAN_DE_BEURT = (
    f"SELECT * FROM (SELECT {_KOLOMMEN}, {_APART} AS apart,"
    " row_number() OVER (PARTITION BY agb_code, wet ORDER BY nummer) AS plaats FROM bestand"
    " JOIN unnest(CAST(:agb AS text[]), CAST(:wet AS text[])) AS u (agb_code, wet) USING (agb_code, wet)"
    " WHERE status = 'ontvangen') b WHERE plaats <= :diep ORDER BY plaats, nummer"
)


class SqlBestanden(Bestanden):
    """The table `bestand` and what hangs on it; SQL that two workers may run at once."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def add(self, ontvangst: Ontvangst) -> tuple[Bestand, bool]:
        kop = ontvangst.kop
        waarden = {
            "id": uuid.uuid4(),
            "soort": kop.soort.value,
            "wet": kop.wet.value,
            "afzender": kop.afzender,
            "agb_code": kop.agb_code,
            "gemeente": kop.gemeente,
            "bron": ontvangst.bron.value,
            "sha256": ontvangst.sha256,
            "grootte": ontvangst.grootte,
            "opslag": ontvangst.opslag,
            "ingediend_door": ontvangst.ingediend_door,
            "trace_id": ontvangst.trace_id,
            "ontvangen_op": ontvangst.ontvangen_op,
            "status": Berichtstatus.ONTVANGEN.value,
        }
        rij = (await self._session.execute(_BEWAAR, waarden)).mappings().first()
        if rij is not None:
            return _bestand(rij), True
        zoeken = f"SELECT {_KOLOMMEN} FROM bestand WHERE afzender = :afzender AND sha256 = :sha256"
        return _bestand((await self._session.execute(text(zoeken), waarden)).mappings().one()), False

    @override
    async def take(self, hoogstens: int) -> Sequence[Bestand]:
        waarden = {"slot": SLOT, "klein": _KLEIN_BYTES}
        eerste = (await self._session.execute(text(f"{_RIJEN} LIMIT 1"), waarden)).first()
        if eerste is None:
            return []
        rijen = [eerste]
        if hoogstens > 1 and not eerste.apart:
            # This transaction may take its own lock again, so the line that it has is left out by name.
            anders = "NOT apart AND (agb_code, wet) <> (:agb, :wet_zelf)"
            meer = {"agb": eerste.agb_code, "wet_zelf": eerste.wet, "meer": -(-eerste.rijen // _DEEL) - 1}
            rijen += (await self._session.execute(text(f"{_RIJEN} AND {anders} LIMIT :meer"), waarden | meer)).all()
        # A fresh look, now that nobody else can take them.
        wie = {"agb": [rij.agb_code for rij in rijen], "wet": [rij.wet for rij in rijen], "diep": hoogstens}
        gevonden = (await self._session.execute(text(_AAN_DE_BEURT), waarden | wie)).mappings().all()
        return [_bestand(rij) for rij in _samen(gevonden, hoogstens)]

    @override
    async def finish(self, nummer: int, afloop: Afloop, *, nu: dt.datetime) -> None:
        await self.finish_all({nummer: afloop}, nu=nu)

    @override
    async def finish_all(self, aflopen: Mapping[int, Afloop], *, nu: dt.datetime) -> None:
        velden = [veld.name for veld in dataclasses.fields(Afloop)]
        rijen = [{"nummer": nummer, **dataclasses.asdict(afloop)} for nummer, afloop in aflopen.items()]
        zetten = ", ".join(f"{naam} = a.{naam}" for naam in velden)
        opdracht = (
            f"UPDATE bestand b SET {zetten}, verwerkt_op = :nu"
            " FROM jsonb_populate_recordset(CAST(NULL AS bestand), CAST(:rijen AS jsonb)) a WHERE b.nummer = a.nummer"
        )
        await self._session.execute(text(opdracht), {"rijen": json.dumps(rijen, default=str), "nu": nu})

    @override
    async def retry(self, nummer: int) -> bool:
        waarden = {"nummer": nummer, "kanaal": KANAAL}
        terug = (
            "UPDATE bestand SET status = 'ontvangen', reden = NULL, verwerkt_op = NULL"
            " WHERE nummer = :nummer AND status = 'apart-gezet' RETURNING nummer"
        )
        if (await self._session.execute(text(terug), waarden)).first() is None:
            return False
        await self._session.execute(text("DELETE FROM poging WHERE bestand_nummer = :nummer"), waarden)
        await self._session.execute(text("SELECT pg_notify(:kanaal, '')"), waarden)
        return True

    @override
    async def start_tries(self, nummers: Sequence[int], *, nu: dt.datetime) -> Mapping[int, int]:
        tellen = (
            "INSERT INTO poging (bestand_nummer, aantal, begonnen_op) SELECT nummer, 1, :nu"
            " FROM unnest(CAST(:nummers AS bigint[])) AS u (nummer)"
            " ON CONFLICT (bestand_nummer) DO UPDATE SET aantal = poging.aantal + 1, begonnen_op = :nu"
            " RETURNING bestand_nummer, aantal"
        )
        rijen = await self._session.execute(text(tellen), {"nummers": list(nummers), "nu": nu})
        return {rij.bestand_nummer: rij.aantal for rij in rijen}

    @override
    async def withdraw_tries(self, nummers: Sequence[int]) -> None:
        intrekken = text("UPDATE poging SET aantal = aantal - 1 WHERE bestand_nummer = ANY(:nummers) AND aantal > 0")
        await self._session.execute(intrekken, {"nummers": list(nummers)})

    @override
    async def note_fault(self, nummer: int, fout: str) -> None:
        noteren = text("UPDATE poging SET fout = :fout WHERE bestand_nummer = :nummer")
        await self._session.execute(noteren, {"nummer": nummer, "fout": fout})

    @override
    async def read_queue(self) -> tuple[int, list[dt.datetime]]:
        vraag = "SELECT soort, ontvangen_op FROM bestand WHERE status = 'ontvangen'"
        rijen = (await self._session.execute(text(vraag))).all()
        return len(rijen), [rij.ontvangen_op for rij in rijen if rij.soort == Soort.DECLARATIE]

    @override
    async def was_received(self, bestand: Bestand, identificatie: str) -> bool:
        vraag = (
            "SELECT EXISTS (SELECT 1 FROM bestand WHERE afzender = :afzender AND wet = :wet AND soort = :soort"
            " AND telt AND identificatie = :identificatie AND nummer <> :nummer)"
        )
        waarden = {
            "afzender": bestand.kop.afzender,
            "wet": bestand.kop.wet.value,
            "soort": bestand.kop.soort.value,
            "identificatie": identificatie,
            "nummer": bestand.nummer,
        }
        return bool((await self._session.execute(text(vraag), waarden)).scalar())

    @override
    async def next_kenmerk(self) -> str:
        nummer = (await self._session.execute(text("SELECT nextval('bericht_uit_nummer')"))).scalar_one()
        return f"RISB{nummer:08d}"

    @override
    async def list_needed(self, opslag: Sequence[str], *, since: dt.datetime) -> frozenset[str]:
        vraag = (
            "SELECT opslag FROM bestand WHERE opslag = ANY(:opslag) AND (verwerkt_op IS NULL OR verwerkt_op >= :since"
            " OR status = 'apart-gezet')"
        )
        gevonden = await self._session.execute(text(vraag), {"opslag": list(opslag), "since": since})
        return frozenset(gevonden.scalars())

    @override
    async def find_opslag(self, nummer: int) -> str:
        vraag = text("SELECT opslag FROM bestand WHERE nummer = :nummer")
        return str((await self._session.execute(vraag, {"nummer": nummer})).scalar_one())

    @override
    async def add_betrokkene(self, nummer: int, client: bytes) -> None:
        invoegen = "INSERT INTO betrokkene (bestand_nummer, client) VALUES (:nummer, :client) ON CONFLICT DO NOTHING"
        await self._session.execute(text(invoegen), {"nummer": nummer, "client": client})

    @override
    async def list_betrokkenen(self, nummer: int) -> Sequence[bytes]:
        vraag = text("SELECT client FROM betrokkene WHERE bestand_nummer = :nummer")
        return list((await self._session.execute(vraag, {"nummer": nummer})).scalars())


class SqlAntwoorden(Antwoorden):
    """The table `antwoord`."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def add_325(self, antwoorden: Mapping[int, Antwoord325], *, nu: dt.datetime) -> None:
        def write() -> list[bytes]:
            return [self._privacy.encrypt_file(write_325(one), _binding(nummer)) for nummer, one in antwoorden.items()]

        db = await verbinding_van(self._session)
        kenmerken = [one.header.bericht_identificatie.identificatie for one in antwoorden.values()]
        await db.execute(_ANTWOORDEN, (nu, list(antwoorden), kenmerken, await asyncio.to_thread(write)), binary=True)

    @override
    async def find(self, nummer: int) -> bytes | None:
        vraag = text("SELECT inhoud FROM antwoord WHERE bestand_nummer = :nummer")
        inhoud = (await self._session.execute(vraag, {"nummer": nummer})).scalar()
        return None if inhoud is None else self._privacy.decrypt_file(inhoud, _binding(nummer))

    @override
    async def add_retour(self, nummer: int, retour: Retour, inhoud: bytes, *, nu: dt.datetime) -> None:
        invoegen = (
            "INSERT INTO antwoord (bestand_nummer, identificatie, inhoud, gemaakt_op)"
            " VALUES (:nummer, :identificatie, :inhoud, :nu)"
        )
        waarden = {
            "nummer": nummer,
            "identificatie": retour.identificatie,
            "inhoud": self._privacy.encrypt_file(inhoud, _binding(nummer)),
            "nu": nu,
        }
        await self._session.execute(text(invoegen), waarden)


def _binding(nummer: int) -> str:
    return f"antwoord|{nummer}"


class SqlEnveloppen(Enveloppen):
    """The table `envelop`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def add(self, zender: str, referentienummer: uuid.UUID, nummer: int, *, nu: dt.datetime) -> tuple[int, bool]:
        waarden = {"zender": zender, "ref": referentienummer, "nummer": nummer, "nu": nu}
        invoegen = (
            "INSERT INTO envelop (zender, referentienummer, bestand_nummer, ontvangen_op)"
            " VALUES (:zender, :ref, :nummer, :nu) ON CONFLICT DO NOTHING RETURNING bestand_nummer"
        )
        if (await self._session.execute(text(invoegen), waarden)).first():
            return nummer, True
        vraag = "SELECT bestand_nummer FROM envelop WHERE zender = :zender AND referentienummer = :ref"
        return int((await self._session.execute(text(vraag), waarden)).scalar_one()), False

    @override
    async def find(self, nummer: int) -> uuid.UUID | None:
        vraag = text(
            "SELECT referentienummer FROM envelop WHERE bestand_nummer = :nummer ORDER BY ontvangen_op LIMIT 1"
        )
        gevonden: uuid.UUID | None = (await self._session.execute(vraag, {"nummer": nummer})).scalar()
        return gevonden


class SqlDeelnames(Deelnames):
    """The projection `regio_deelname` of contracting."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def has(self, wet: Wet, gemeente: str, *, dag: dt.date) -> bool:
        vraag = (
            "SELECT EXISTS (SELECT 1 FROM regio_deelname WHERE gemeente = :gemeente AND dienst = ANY(:diensten)"
            " AND van <= :dag AND (tot IS NULL OR tot >= :dag))"
        )
        waarden = {"gemeente": gemeente, "diensten": DIENSTEN[wet], "dag": dag}
        return bool((await self._session.execute(text(vraag), waarden)).scalar())


def _samen(rijen: Sequence[RowMapping], hoogstens: int) -> list[RowMapping]:
    """Those that may share a transaction, each line up to what goes apart; the first alone when that is apart."""
    dicht: set[tuple[str, str]] = set()
    groep = []
    for rij in rijen:
        lijn = (rij["agb_code"], rij["wet"])
        if rij["apart"]:
            dicht.add(lijn)
        if lijn not in dicht:
            groep.append(rij)
    return groep[:hoogstens] or list(rijen[:1])


def _bestand(rij: RowMapping) -> Bestand:
    soort = Soort(rij["soort"])
    partijen = (rij["gemeente"], rij["agb_code"])
    afzender, ontvanger = partijen if soort.van_gemeente else partijen[::-1]
    return Bestand(
        nummer=rij["nummer"],
        id=rij["id"],
        kop=Berichtkop(wet=Wet(rij["wet"]), soort=soort, afzender=afzender, ontvanger=ontvanger),
        opslag=rij["opslag"],
        trace_id=rij["trace_id"],
        ontvangen_op=rij["ontvangen_op"],
        voor_u=rij.get("voor_u", 0),
    )
