"""The running chain that is measured: engines, processes, prepared uploads, and what their surroundings cost."""

import datetime as dt
import hashlib
import json
import re
import time
import urllib.request
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Self

import numpy as np
import psutil
import psycopg
from declaraties.adapters.beoordelen.kolomverkeer import Schrijfkolom, als_copy
from declaraties.adapters.post.opslag import Opslag
from declaraties.adapters.rij import client_binding
from declaraties.domain.standaard.profielen import DIENSTEN, Wet
from declaraties.settings import Settings
from devstack.databases import as_owner
from devstack.environment import Devstack
from devstack.ports import free_port
from devstack.processes import ServiceProcess, wait_until_ready
from risb_kern.privacy import PSEUDONYM_BYTES, Privacy

from tools.bench.bestanden import Plaats, Proefbestand, Toegewezen, maak_bestand, tarieflijst
from tools.bench.regio import Paar

KLOK = "2026-06-01"
REGELS = 20_000
DELEN_PER_BESTAND = 20
_DAG_2000 = 10_957
_GEVOLG = "prestatie, bestand, antwoord, geschiedenis, poging, outbox, gebeurtenis, betaalopdracht"
_BRON = "toewijzing, client, overeenkomst, prijs, regio_deelname"
_AANBIEDERS = 15
_DIENSTEN = {"declaraties": ["api", "relay"], "toezicht": ["stream"]}
_VERWERKT = re.compile(r'risb_berichten_verwerkt_total\{[^}]*topic="declaraties-prestaties"[^}]*\} ([0-9.e+]+)')


class Opstelling:
    """Engines and the processes of the chain; `workers` workers judge, one stream looks for anomalies."""

    def __init__(self, folder: Path, *, workers: int, diensten: Mapping[str, Iterable[str]] = _DIENSTEN) -> None:
        self._stack = Devstack(
            folder,
            services=diensten,
            vrije_poorten=True,
            vers=True,
            extra_env={"KLOK": KLOK},
            say=lambda _: None,
        )
        self._aantal = workers
        self.workers: list[ServiceProcess] = []
        self.folder = folder

    def __enter__(self) -> Self:
        self._stack.start()
        self.url = self._stack.database_url("declaraties")
        env = self._stack._environment("declaraties", self.url, management_port=1)  # noqa: SLF001
        waarden = {naam: env.get(f"DECLARATIES_{naam.upper()}") for naam in Settings.model_fields}
        # As the settings read them from their environment: what is no plain text is JSON there.
        eigen: dict[str, Any] = {
            naam: json.loads(waarde) if waarde.startswith("{") else waarde for naam, waarde in waarden.items() if waarde
        }
        self.settings = Settings(**eigen)
        self.opslag = Opslag(self.settings.opslag_dir, self.settings.key)
        # Making and emptying tables is for the owner; the processes have the rights of the service alone.
        self.eigenaar_url = as_owner(self.url)
        self.db = psycopg.connect(self.eigenaar_url, autocommit=True)
        self.privacy = Privacy(self.settings.key)
        self.start_workers()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop_workers()
        self.db.close()
        self._stack.stop()

    def start_workers(self, aantal: int | None = None) -> None:
        """Fresh workers, so that their memory is their own."""
        for nummer in range(self._aantal if aantal is None else aantal):
            port = free_port()
            env = self._stack._environment("declaraties", self.url, management_port=port)  # noqa: SLF001
            log = self.folder / f"worker-{nummer}.log"
            worker = ServiceProcess("declaraties", "worker", env=env, management_port=port, log=log)
            worker.launch()
            self.workers.append(worker)
        wait_until_ready(self.workers)

    def stop_workers(self) -> None:
        """Let them end by themselves."""
        for worker in self.workers:
            worker.ask_to_stop()
        for worker in self.workers:
            worker.stop()
        self.workers.clear()

    def token(self) -> str:
        """Of somebody who may read everything."""
        return self._stack.token("financien")

    def token_van(self, rol: str, voor: str) -> str:
        """Of an aanbieder (AGB-code) or of somebody of a gemeente."""
        if rol == "aanbieder":
            return self._stack.token(rol, agb=[voor])
        return self._stack.token(rol, gemeenten=[voor])

    def metingen(self, dienst: str, proces: str) -> str:
        """The metrics of a process, as Prometheus reads them."""
        return self._stack.metingen(dienst, proces)

    @property
    def api(self) -> str:
        """Address of the API of declaraties."""
        return self._stack.api_url("declaraties")

    def leeg(self, *, alles: bool = False) -> None:
        """Without anything that judging left behind; `alles` also takes the uploads, contracts and toewijzingen."""
        self.db.execute(f"TRUNCATE {_GEVOLG} RESTART IDENTITY")
        if alles:
            self.db.execute(f"TRUNCATE {_BRON}")
            for bestand in Path(self.settings.opslag_dir).glob("*"):
                bestand.unlink()

    def getal(self, vraag: str) -> int:
        """The one number that a query gives."""
        rij = self.db.execute(vraag).fetchone()
        return int(rij[0]) if rij else 0

    def verwerkte_delen(self) -> int:
        """Parts that the stream has handled since it started."""
        tekst = self.metingen("toezicht", "stream")
        return int(sum(float(waarde) for waarde in _VERWERKT.findall(tekst)))

    def wachtend(self) -> int:
        """Messages that still have no end."""
        return self.getal("SELECT count(*) FROM bestand WHERE status = 'ontvangen'")

    def processen(self) -> dict[str, int]:
        """Our own processes by name."""
        eigen = {str(proces): proces.pid for proces in self._stack.processes}
        return eigen | {f"worker {nummer + 1}": worker.pid for nummer, worker in enumerate(self.workers)}

    def cpu(self, *, met_meting: bool = False) -> dict[str, float]:
        """CPU seconds so far: per process of ours, PostgreSQL and Kafka with their children.

        `met_meting` counts what this object itself asks of PostgreSQL, for a floor that runs over its connection.
        """
        motoren = {"PostgreSQL": self._stack.postgres, "Kafka": self._stack.kafka}
        gebruik = {naam: _boom(motor._child.pid) for naam, motor in motoren.items()}  # type: ignore[union-attr]  # noqa: SLF001
        # the questions of the measurement itself are no work of the chain
        if not met_meting:
            gebruik["PostgreSQL"] -= _tijd(self.db.info.backend_pid)
        return gebruik | {naam: _tijd(pid) for naam, pid in self.processen().items()}

    def geheugen(self) -> dict[str, float]:
        """Highest resident memory of our processes in MB since they started."""
        return {naam: _hoogste_mb(pid) for naam, pid in self.processen().items()}


def _tijd(pid: int) -> float:
    tijden = psutil.Process(pid).cpu_times()
    return tijden.user + tijden.system


def _boom(pid: int) -> float:
    """Of a process with its children, also those that have ended."""
    proces = psutil.Process(pid)
    tijden = proces.cpu_times()
    kinderen = sum(_tijd(kind.pid) for kind in proces.children(recursive=True) if kind.is_running())
    return tijden.user + tijden.system + tijden.children_user + tijden.children_system + kinderen


def _hoogste_mb(pid: int) -> float:
    regels = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(regel.split()[1]) for regel in regels if regel.startswith("VmHWM")) / 1024


def plaats_van(nummer: int) -> Plaats:
    """Every file has a gemeente of its own, several have the same aanbieder."""
    return Plaats(aanbieder=f"4242{nummer % _AANBIEDERS:04d}", gemeente=f"{1_000 + nummer:04d}", nummer=nummer + 1)


@cache
def sjabloon(regels: int) -> tuple[Proefbestand, bytes]:
    """One message that the others are made of."""
    bestand = maak_bestand(regels, seed=regels, plaats=Plaats())
    return bestand, bestand.xml()


def bericht(nummer: int, regels: int) -> bytes:
    """The template between other parties, with numbers of its own."""
    basis, xml = sjabloon(regels)
    plaats = plaats_van(nummer)
    kop, midden, rest = xml.partition(b"<wmo323:Clienten>")
    vervangen = (
        (basis.plaats.aanbieder, plaats.aanbieder),
        (f"Ontvanger>{basis.plaats.gemeente}", f"Ontvanger>{plaats.gemeente}"),
        ("Identificatie>B1<", f"Identificatie>B{plaats.nummer}<"),
        ("DeclaratieNummer>D1<", f"DeclaratieNummer>D{plaats.nummer}<"),
    )
    for oud, nieuw in vervangen:
        kop = kop.replace(oud.encode(), nieuw.encode())
    return kop + midden + rest.replace(b">P202604-1-", f">P202604-{plaats.nummer}-".encode())


def zet_klaar(op: Opstelling, nummers: Sequence[int], regels: int) -> None:
    """Uploads on disk, and the contracts, clients and toewijzingen behind them; nothing is in the queue yet."""
    basis, _ = sjabloon(regels)
    _contracten(op, nummers)
    personen = {een.bsn: op.privacy.pseudonym(een.bsn) for een in basis.toegewezen}
    _copy(op, "client (pseudoniem, bsn)", _clienten(op, personen))
    for nummer in nummers:
        _copy(
            op, f"toewijzing ({', '.join(_TOEWIJZING)})", _toewijzingen(basis.toegewezen, personen, plaats_van(nummer))
        )
        upload = op.opslag.new(f"bench-{nummer}")
        upload.write(bericht(nummer, regels))
        upload.keep()
    op.db.execute("ANALYZE")


def zet_regio_klaar(op: Opstelling, regio: Sequence[Paar]) -> None:
    """Contracts, clients and toewijzingen of every pair; messages come in by themselves."""
    for aanbieder in sorted({one.aanbieder for one in regio}):
        eigen = [one for one in regio if one.aanbieder == aanbieder]
        _contract(op, aanbieder, [one.gemeente for one in eigen], eigen[0].wet)
    _deelnames(op, {(one.gemeente, one.wet) for one in regio})
    personen = {een.bsn: op.privacy.pseudonym(een.bsn) for paar in regio for een in paar.bestand.toegewezen}
    _copy(op, "client (pseudoniem, bsn)", _clienten(op, personen))
    for paar in regio:
        kolommen = _toewijzingen(paar.bestand.toegewezen, personen, paar.bestand.plaats)
        _copy(op, f"toewijzing ({', '.join(_TOEWIJZING)})", kolommen)
    op.db.execute("ANALYZE")


def bied_aan(op: Opstelling, nummers: Iterable[int], *, opslag: str | None = None) -> None:
    """Put prepared uploads in the queue, all at once; `opslag` is another upload than that of the number."""
    with op.db.transaction():
        for nummer in nummers:
            plaats = plaats_van(nummer)
            waarden = (uuid.uuid4(), plaats.aanbieder, plaats.aanbieder, plaats.gemeente)
            naam = opslag or f"bench-{nummer}"
            op.db.execute(_BESTAND, (*waarden, hashlib.sha256(naam.encode()).digest(), naam, uuid.uuid4().hex))
        op.db.execute("SELECT pg_notify('bestand', '')")


_BESTAND = (
    "INSERT INTO bestand (id, soort, wet, afzender, agb_code, gemeente, bron, sha256, grootte, opslag, ingediend_door,"
    " trace_id, ontvangen_op, status, telt) VALUES (%s, '323', 'wmo', %s, %s, %s, 'xml', %s, 10000000, %s, 'bench', %s,"
    " now(), 'ontvangen', false)"
)


def _contracten(op: Opstelling, nummers: Sequence[int]) -> None:
    plaatsen = [plaats_van(nummer) for nummer in nummers]
    for aanbieder in sorted({een.aanbieder for een in plaatsen}):
        _contract(op, aanbieder, [een.gemeente for een in plaatsen if een.aanbieder == aanbieder], "wmo")
    _deelnames(op, {(een.gemeente, "wmo") for een in plaatsen})


def _contract(op: Opstelling, aanbieder: str, gemeenten: Sequence[str], wet: str) -> None:
    overeenkomst = uuid.uuid5(uuid.NAMESPACE_OID, aanbieder)
    with op.db.cursor() as cursor:
        cursor.execute(
            "INSERT INTO overeenkomst (overeenkomst_id, agb_code, wet, variant, programmalijn, gemeenten,"
            " productcodes, ingangsdatum)"
            " VALUES (%s, %s, %s, 'inspanningsgericht', '2.1', %s, '{}', '2023-01-01')",
            (overeenkomst, aanbieder, wet, gemeenten),
        )
        cursor.executemany(
            "INSERT INTO prijs (prijs_id, overeenkomst_id, agb_code, wet, versie, productcode, eenheid,"
            " tarief_cent, geldig_van, gemeenten)"
            " VALUES (gen_random_uuid(), %s, %s, %s, 1, %s, %s, %s, '2023-01-01', %s)",
            [(overeenkomst, aanbieder, wet, een.code, een.eenheid, een.cent, gemeenten) for een in tarieflijst(wet)],
        )


def _deelnames(op: Opstelling, wie: Iterable[tuple[str, str]]) -> None:
    with op.db.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO regio_deelname (gemeente, dienst, van) VALUES (%s, %s, '2015-01-01') ON CONFLICT DO NOTHING",
            [(gemeente, DIENSTEN[Wet(wet)][0]) for gemeente, wet in wie],
        )


def _clienten(op: Opstelling, personen: dict[str, bytes]) -> list[Schrijfkolom]:
    versleuteld = [op.privacy.encrypt(bsn, client_binding(wie)) for bsn, wie in personen.items()]
    breedte = len(versleuteld[0])
    return [
        Schrijfkolom(waarden=_vast(list(personen.values()), PSEUDONYM_BYTES), soort=f"V{PSEUDONYM_BYTES}"),
        Schrijfkolom(waarden=_vast(versleuteld, breedte), soort=f"V{breedte}"),
    ]


_TOEWIJZING = (
    "gemeente",
    "wet",
    "nummer",
    "agb_code",
    "client",
    "categorie",
    "code",
    "eenheid",
    "volume",
    "frequentie",
    "ingangsdatum",
    "verwijderd",
    "toewijzingsdatum",
    "toewijzingstijd",
    "geldig",
    "verplichting_cent",
)


def _toewijzingen(alle: Sequence[Toegewezen], personen: dict[str, bytes], plaats: Plaats) -> list[Schrijfkolom]:
    def tekst(waarden: Iterable[str]) -> Schrijfkolom:
        return Schrijfkolom(waarden=np.array(list(waarden), np.str_), soort="S")

    def vast(waarde: Any, soort: str) -> Schrijfkolom:
        return Schrijfkolom(waarden=np.full(len(alle), waarde), soort=soort)

    dag = (dt.date(2023, 1, 1) - dt.date(2000, 1, 1)).days
    return [
        vast(plaats.gemeente, "S"),
        vast(plaats.wet, "S"),
        Schrijfkolom(waarden=np.array([een.nummer for een in alle]), soort=">i8"),
        vast(plaats.aanbieder, "S"),
        Schrijfkolom(waarden=_vast([personen[een.bsn] for een in alle], PSEUDONYM_BYTES), soort=f"V{PSEUDONYM_BYTES}"),
        tekst(een.categorie for een in alle),
        tekst(een.code for een in alle),
        tekst(een.eenheid for een in alle),
        Schrijfkolom(waarden=np.array([een.volume for een in alle]), soort=">i4"),
        tekst(een.frequentie for een in alle),
        vast(dag, ">i4"),
        vast(waarde=False, soort="?"),
        vast(dag, ">i4"),
        vast(0, ">i8"),
        vast(waarde=True, soort="?"),
        vast(0, ">i8"),
    ]


def _vast(waarden: Sequence[bytes], breedte: int) -> Any:
    return np.frombuffer(b"".join(waarden), f"V{breedte}")


def _copy(op: Opstelling, doel: str, kolommen: list[Schrijfkolom]) -> None:
    with op.db.cursor() as cursor, cursor.copy(f"COPY {doel} FROM STDIN (FORMAT binary)") as copy:
        for stuk in als_copy([kolommen]):
            copy.write(stuk)


@contextmanager
def klok() -> Iterator[list[float]]:
    """Seconds that the block took, as the only element afterwards."""
    uit: list[float] = []
    begin = time.perf_counter()
    yield uit
    uit.append(time.perf_counter() - begin)


def haal(url: str, token: str) -> float:
    """Milliseconds of one GET."""
    verzoek = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})
    begin = time.perf_counter()
    with urllib.request.urlopen(verzoek, timeout=30) as antwoord:
        antwoord.read()
    return (time.perf_counter() - begin) * 1000
