"""Reads every store of a running product into a `Dossier`, with plain SQL, the `avro` library and the file system."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg
from aiokafka import AIOKafkaConsumer, TopicPartition
from devstack.environment import Devstack
from devstack.postgres import Postgres

from .avrotaal import decode
from .dossier import Bericht, Bestandrij, Betaling, Boeking, Dossier, Indiening, Lijnrij, Opdracht, Vastgelegd

_CATALOGUE = Path(__file__).parents[2] / "schemas" / "topics"
TOPICS = tuple(sorted(path.stem for path in _CATALOGUE.glob("declaraties-*.yaml") if path.stem != "declaraties-dlq"))


_connections: dict[str, psycopg.Connection[tuple[Any, ...]]] = {}


def rows(stack: Devstack, dienst: str, query: str) -> list[tuple[Any, ...]]:
    """Over a connection that stays open, because looking must be quick; PostgreSQL that fell over is waited for."""
    url = stack.postgres.url(dienst)
    for _ in range(2):
        try:
            if url not in _connections:
                _connections[url] = psycopg.connect(url, autocommit=True, connect_timeout=10)
            return _connections[url].execute(query.encode()).fetchall()
        except psycopg.OperationalError:
            _connections.pop(url, None)
            # Only an engine of our own is made to fall over.
            assert isinstance(stack.postgres, Postgres)
            stack.postgres.wait_ready()
    raise RuntimeError(f"the database of {dienst} does not answer")


@dataclass
class Topiclezer:
    """Reads topics to their end, each time from where it was: what was read once does not change."""

    bootstrap: str
    topics: Sequence[str] = TOPICS
    berichten: list[Bericht] = field(default_factory=list)
    _verder: dict[TopicPartition, int] = field(default_factory=dict)

    async def lees(self) -> list[Bericht]:
        """Everything on the topics up to now, per partition in order."""
        reader = AIOKafkaConsumer(
            *self.topics, bootstrap_servers=self.bootstrap, auto_offset_reset="earliest", enable_auto_commit=False
        )
        await reader.start()
        try:
            for partition, end in (await reader.end_offsets(sorted(reader.assignment()))).items():
                if (verder := self._verder.get(partition)) is not None:
                    reader.seek(partition, verder)
                while await reader.position(partition) < end:
                    batch = await reader.getmany(partition, timeout_ms=500)
                    self.berichten += [_bericht(record) for record in batch.get(partition, [])]
                self._verder[partition] = await reader.position(partition)
        finally:
            await reader.stop()
        return self.berichten


def _bericht(record: Any) -> Bericht:
    naam, data = decode(record.value)
    koppen = b"".join(name.encode() + value for name, value in record.headers)
    return Bericht(
        topic=record.topic,
        partitie=record.partition,
        plaats=record.offset,
        id=dict(record.headers)["ce_id"].decode(),
        naam=naam,
        sleutel=record.key,
        data=data,
        ruw=(record.key or b"") + record.value + koppen,
    )


async def lees_dossier(stack: Devstack, lezer: Topiclezer, indieningen: list[Indiening]) -> Dossier:
    """The run as it stands now; only at rest do all stores tell the same moment."""
    berichten = list(await lezer.lees())
    dossier = await asyncio.to_thread(_dossier, stack, berichten, indieningen)
    dossier.betaalbestanden = [await _betaalbestand(stack, run) for run in sorted({b.run for b in dossier.betalingen})]
    return dossier


_files: dict[str, bytes] = {}


async def _betaalbestand(stack: Devstack, run: str) -> bytes:
    """As the bank gets it; a released file does not change, so it is fetched once."""
    if run not in _files:
        koppen = {"Authorization": f"Bearer {stack.token('financien')}"}
        async with httpx.AsyncClient(base_url=stack.api_url("declaraties"), timeout=30) as client:
            antwoord = await client.get(f"/v1/betaalruns/{run}/bestand", headers=koppen)
        assert antwoord.status_code == httpx.codes.OK, antwoord.text
        _files[run] = antwoord.content
    return _files[run]


def _betalingen(stack: Devstack) -> Iterator[Betaling]:
    """Payments of released runs; the register names a run and its file by the id without dashes."""
    query = (
        "SELECT r.id, u.id, r.bedrag_cent, r.status, array_agg(o.opdracht_id) FROM betaalregel r"
        " JOIN betaalrun u ON u.id = r.run_id JOIN betaalregel_opdracht o ON o.regel_id = r.id"
        " WHERE u.status = 'vrijgegeven' GROUP BY r.id, u.id, u.nummer ORDER BY u.nummer"
    )
    for regel, run, cent, status, opdrachten in rows(stack, "declaraties", query):
        yield Betaling(
            id=regel.hex,
            msg_id=run.hex,
            run=str(run),
            opdrachten=[str(een) for een in opdrachten],
            cent=cent,
            teruggekomen=status == "geweigerd",
        )


def _register(stack: Devstack) -> list[str]:
    bestand = stack.directory / "opslag" / "declaraties" / "betaalregister" / "register.jsonl"
    regels = [json.loads(regel) for regel in bestand.read_text().splitlines()] if bestand.exists() else []
    return [regel["msg_id"] for regel in regels if regel["soort"] == "vrijgave"]


def _dossier(stack: Devstack, berichten: list[Bericht], indieningen: list[Indiening]) -> Dossier:
    aanbieders = {een.agb for een in indieningen}
    bestanden = [een for een in _bestanden(stack) if een.agb in aanbieders]
    return Dossier(
        indieningen=indieningen,
        bestanden=bestanden,
        lijnen=list(_lijnen(stack)),
        opdrachten=[
            Opdracht(id=str(a), bestand=None if b is None else str(b), agb=c, gemeente=d, cent=e)
            for a, b, c, d, e in rows(
                stack, "declaraties", "SELECT id, bestand_id, agb_code, gemeente, bedrag_cent FROM betaalopdracht"
            )
        ],
        vastgelegd=list(_vastgelegd(stack)),
        berichten=berichten,
        boekingen=[
            Boeking(kenmerk=a, cent=b)
            for a, b in rows(
                stack,
                "contracting",
                "SELECT kenmerk, betaalbaar_cent FROM boekregel WHERE betaalbaar_cent <> 0 AND soort = 'betaalopdracht'",
            )
        ],
        betalingen=list(_betalingen(stack)),
        register=_register(stack),
        opgeslagen={path.name for path in (stack.directory / "opslag" / "declaraties").iterdir()},
    )


def _bestanden(stack: Devstack) -> Iterator[Bestandrij]:
    query = (
        "SELECT b.id, b.agb_code, b.gemeente, b.sha256, b.opslag, b.status, b.telt, b.declaratienummer,"
        " b.ingediend_cent, b.toegekend_cent, (SELECT count(*) FROM antwoord a WHERE a.bestand_nummer = b.nummer)"
        " FROM bestand b WHERE b.soort = '323' ORDER BY b.nummer"
    )
    for rij in rows(stack, "declaraties", query):
        yield Bestandrij(
            id=str(rij[0]),
            agb=rij[1],
            gemeente=rij[2],
            sha256=bytes(rij[3]),
            opslag=rij[4],
            status=rij[5],
            telt=rij[6],
            nummer=rij[7],
            ingediend=rij[8],
            toegekend=rij[9],
            antwoorden=rij[10],
        )


def _lijnen(stack: Devstack) -> Iterator[Lijnrij]:
    query = (
        "SELECT b.id, p.regel, p.referentie, p.vorige, p.toewijzing, p.volume, abs(p.bedrag), p.credit, p.goedgekeurd,"
        " p.retourcodes, concat_ws(' ', p.toewijzing, p.categorie, p.code, p.begin, p.eind)"
        " FROM prestatie p JOIN bestand b ON b.nummer = p.bestand_nummer ORDER BY b.nummer, p.regel"
    )
    for bestand, regel, referentie, vorige, toewijzing, volume, cent, credit, goed, codes, slot in rows(
        stack, "declaraties", query
    ):
        yield Lijnrij(
            bestand=str(bestand),
            slot=slot,
            regel=regel,
            referentie=_tekst(referentie),
            vorige=None if vorige is None else _tekst(vorige),
            toewijzing=toewijzing,
            volume=volume,
            cent=-cent if credit else cent,
            credit=credit,
            goed=goed,
            codes=codes,
        )


def _tekst(waarde: Any) -> str:
    return waarde if isinstance(waarde, str) else bytes(waarde).decode()


def _vastgelegd(stack: Devstack) -> Iterator[Vastgelegd]:
    """Sent events in order of sending, then those that wait."""
    for query in (
        "SELECT id, topic FROM gebeurtenis ORDER BY positie",
        "SELECT id, topic FROM outbox ORDER BY volgnummer",
    ):
        for gebeurtenis, topic in rows(stack, "declaraties", query):
            yield Vastgelegd(id=str(gebeurtenis), topic=topic)
