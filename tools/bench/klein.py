"""`make bench-klein`: what an ordinary message costs, through the real processes, beside a floor of its own.

A message is posted, judged, relayed, and read by the stream and the consumer of toezicht. CPU counts all of them with
PostgreSQL and Kafka; the sender is left out. The floor of the same messages is parsing, the XSD, and one transaction
with the rows that the chain stored for them.
"""

import datetime as dt
import http.client
import os
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from declaraties.adapters.standaard.xml.xsd import schema
from declaraties.domain.standaard.profielen import Soort, Wet
from lxml import etree

from tools.bench.meting import Doel, schrijf, toon, wacht
from tools.bench.opstelling import Opstelling, zet_regio_klaar
from tools.bench.regio import Paar, Post, paren

_AANBIEDERS, _RONDES, _ZENDERS, _LOSSE = 24, 5, 4, 10
_HANDLED = re.compile(r"^risb_berichten_verwerkt_total\{([^}]*)\} ([0-9.e+]+)$", re.MULTILINE)
_TOPIC = re.compile(r'topic="([^"]+)"')
_LEZERS = ("stream", "consumer")
_TABELLEN = {
    "bestand": "SELECT b.* FROM bestand b WHERE b.nummer = %s",
    "prestatie": "SELECT * FROM prestatie WHERE bestand_nummer = %s ORDER BY regel",
    "antwoord": "SELECT * FROM antwoord WHERE bestand_nummer = %s",
    "geschiedenis": "SELECT * FROM geschiedenis WHERE bestand_nummer = %s",
    "betaalopdracht": "SELECT o.* FROM betaalopdracht o WHERE o.bestand_nummer = %s",
    "gebeurtenis": "SELECT g.* FROM gebeurtenis g JOIN bestand b ON b.nummer = %s"
    " WHERE g.traceparent LIKE '00-' || b.trace_id || '%%'",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meting:
    """One batch of messages: CPU milliseconds per message by process, seconds in all, and how much was approved."""

    aantal: int
    seconden: float
    cpu: dict[str, float]

    @property
    def per_bericht(self) -> float:
        """Milliseconds of CPU per message over all processes."""
        return sum(self.cpu.values())

    @property
    def per_seconde(self) -> float:
        """Messages a second, from the first byte to the last reader."""
        return self.aantal / self.seconden


@dataclass(frozen=True, slots=True, kw_only=True)
class Los:
    """Milliseconds of one message in a chain at rest: until the 202, until judged, until the stream has it."""

    gepost: float
    beoordeeld: float
    stream: float


class Zender:
    """Posts messages over connections that stay open, each as its own sender."""

    def __init__(self, op: Opstelling) -> None:
        self._op = op
        self._adres = urlsplit(op.api)
        self._tokens: dict[tuple[str, str], str] = {}

    def stuur(self, post: Iterable[Post]) -> None:
        """All of them, over a few connections at once; ValueError for what is not taken in."""
        lijst = list(post)
        for one in lijst:
            self._token(one)
        with ThreadPoolExecutor(_ZENDERS) as zenders:
            list(zenders.map(self._over_een_verbinding, [lijst[n::_ZENDERS] for n in range(_ZENDERS)]))

    def _over_een_verbinding(self, post: Sequence[Post]) -> None:
        verbinding = http.client.HTTPConnection(str(self._adres.hostname), self._adres.port, timeout=60)
        for one in post:
            koppen = {"Authorization": f"Bearer {self._token(one)}", "Content-Type": "application/xml"}
            verbinding.request("POST", "/v1/berichten", one.data, koppen)
            antwoord = verbinding.getresponse()
            tekst = antwoord.read()
            if antwoord.status != 202:  # noqa: PLR2004 -- accepted
                raise ValueError(f"{antwoord.status}: {tekst.decode()}")
        verbinding.close()

    def _token(self, post: Post) -> str:
        wie = (post.rol, post.agb_code if post.rol == "aanbieder" else post.gemeente)
        if wie not in self._tokens:
            self._tokens[wie] = self._op.token_van(*wie)
        return self._tokens[wie]


class Keten:
    """The chain with the hands to measure it."""

    def __init__(self, op: Opstelling) -> None:
        self.op = op
        self.zender = Zender(op)

    def meet(self, post: Sequence[Post]) -> Meting:
        """Send these and wait until every reader has everything."""
        verteld, gelezen = self._verteld(), self._gelezen()
        voor, begin = self.op.cpu(), time.perf_counter()
        self.zender.stuur(post)
        wacht(lambda: self.op.wachtend() == 0 and self.op.getal("SELECT count(*) FROM outbox") == 0)
        verwacht = {naam: aantal - verteld.get(naam, 0) for naam, aantal in self._verteld().items()}
        wacht(lambda: self._bij(gelezen, verwacht))
        seconden, na = time.perf_counter() - begin, self.op.cpu()
        cpu = {naam: 1000 * (na[naam] - voor.get(naam, 0)) / len(post) for naam in na}
        return Meting(aantal=len(post), seconden=seconden, cpu=cpu)

    def los(self, post: Post) -> Los:
        """Send one, and look when it is where."""
        delen, begin = self.op.verwerkte_delen(), time.perf_counter()
        self.zender.stuur([post])
        gepost = time.perf_counter() - begin
        wacht(lambda: self.op.wachtend() == 0, peil=0.002)
        beoordeeld = time.perf_counter() - begin
        wacht(lambda: self.op.verwerkte_delen() > delen, peil=0.002)
        stream = time.perf_counter() - begin
        return Los(gepost=1000 * gepost, beoordeeld=1000 * beoordeeld, stream=1000 * stream)

    def _verteld(self) -> dict[str, int]:
        return dict(self.op.db.execute("SELECT topic, count(*) FROM gebeurtenis GROUP BY topic").fetchall())

    def _gelezen(self) -> dict[tuple[str, str], int]:
        geteld: dict[tuple[str, str], int] = {}
        for lezer in _LEZERS:
            for labels, waarde in _HANDLED.findall(self.op.metingen("toezicht", lezer)):
                topic = _TOPIC.search(labels)
                if topic:
                    sleutel = (lezer, topic[1])
                    geteld[sleutel] = geteld.get(sleutel, 0) + int(float(waarde))
        return geteld

    def _bij(self, gelezen: dict[tuple[str, str], int], verwacht: dict[str, int]) -> bool:
        nu = self._gelezen()
        return all(
            aantal - gelezen.get((lezer, topic), 0) >= verwacht.get(topic, 0) for (lezer, topic), aantal in nu.items()
        )


def maand_van(ronde: int) -> dt.date:
    """Each round declares a month of its own."""
    return dt.date(2025 + ronde // 12, ronde % 12 + 1, 1)


def meet_vloer(op: Opstelling, post: Sequence[Post]) -> float:
    """CPU milliseconds per message of parsing, XSD and one transaction with the rows of the last messages judged."""
    nummers = [nummer for (nummer,) in op.db.execute(_LAATSTE, (len(post),)).fetchall()]
    rijen = [{tabel: _kopie(op, vraag, nummer) for tabel, vraag in _TABELLEN.items()} for nummer in nummers]
    for tabel in _TABELLEN:
        op.db.execute(f"DROP TABLE IF EXISTS {tabel}_vloer")
        op.db.execute(f"CREATE TABLE {tabel}_vloer (LIKE {tabel} INCLUDING ALL)")
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    voor, begin = op.cpu(met_meting=True)["PostgreSQL"], time.process_time()
    for one, tabellen in zip(post, rijen, strict=True):
        boom = etree.fromstring(one.data, parser)
        wet = Wet.WMO if b"iwmo" in one.data[:400] else Wet.JW
        if not schema(wet, Soort.DECLARATIE).validate(boom):
            raise ValueError("a message of the region is not valid")
        with op.db.transaction(), op.db.cursor() as cursor:
            for tabel, data in tabellen.items():
                with cursor.copy(f"COPY {tabel}_vloer FROM STDIN (FORMAT binary)") as copy:
                    copy.write(data)
    cpu = time.process_time() - begin + op.cpu(met_meting=True)["PostgreSQL"] - voor
    for tabel in _TABELLEN:
        op.db.execute(f"DROP TABLE {tabel}_vloer")
    return 1000 * cpu / len(post)


_LAATSTE = "SELECT nummer FROM bestand WHERE soort = '323' AND status <> 'ontvangen' ORDER BY nummer DESC LIMIT %s"


def _kopie(op: Opstelling, vraag: str, nummer: int) -> bytes:
    with op.db.cursor() as cursor, cursor.copy(f"COPY ({vraag}) TO STDOUT (FORMAT binary)", (nummer,)) as copy:
        return b"".join(bytes(stuk) for stuk in copy)


def main() -> None:
    """Everything, on engines of its own."""
    folder = Path(tempfile.mkdtemp(prefix="risb-bench-"))
    folder.chmod(0o755)
    diensten = {"declaraties": ["api", "relay"], "toezicht": ["stream", "consumer"]}
    try:
        with Opstelling(folder / "keten", workers=_uit_omgeving("WORKERS", 2), diensten=diensten) as op:
            meet(op, list(paren(_uit_omgeving("AANBIEDERS", _AANBIEDERS))), rondes=_uit_omgeving("RONDES", _RONDES))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _uit_omgeving(naam: str, anders: int) -> int:
    return int(os.environ.get(naam, anders))


def meet(op: Opstelling, regio: Sequence[Paar], *, rondes: int) -> None:
    """A round beforehand that does not count, then the rounds; print and keep."""
    print(f"{len(regio)} paren van aanbieder en gemeente klaarzetten ...", flush=True)
    zet_regio_klaar(op, regio)
    keten = Keten(op)
    metingen: dict[str, list[Meting]] = {"301": [], "323 van 20 regels": [], "323 van 6 tot 20 regels": []}
    vloeren: list[float] = []
    for ronde in range(rondes + 1):
        maand = maand_van(ronde)
        twintig = [one.eerste(maand, ronde) for one in regio]
        gemeten = {
            "301": keten.meet([one.toewijzing(ronde)[0] for one in regio]),
            "323 van 20 regels": keten.meet(twintig),
        }
        vloer = meet_vloer(op, twintig)
        gemeten["323 van 6 tot 20 regels"] = keten.meet([one.tweede(maand, ronde) for one in regio])
        if ronde:
            vloeren.append(vloer)
            for naam, meting in gemeten.items():
                metingen[naam].append(meting)
        print(f"ronde {ronde}: {_regel(gemeten)}, vloer {vloer:.1f} ms", flush=True)
    los = [keten.los(one.eerste(maand_van(rondes + 1), rondes + 1)) for one in regio[:_LOSSE]]
    _toon(metingen, vloeren, los)
    print(f"uitkomsten: {op.db.execute(_UITKOMSTEN).fetchall()}")


_UITKOMSTEN = "SELECT soort, coalesce(uitkomst, status), count(*) FROM bestand GROUP BY 1, 2 ORDER BY 1, 2"


def _regel(gemeten: dict[str, Meting]) -> str:
    return ", ".join(f"{naam} {one.per_bericht:.1f} ms {one.per_seconde:.0f}/s" for naam, one in gemeten.items())


def _toon(metingen: dict[str, list[Meting]], vloeren: Sequence[float], los: Sequence[Los]) -> None:
    for naam, alle in metingen.items():
        cpu = {proces: round(_mediaan(one.cpu[proces] for one in alle), 2) for proces in alle[0].cpu}
        print(f"\n{naam}: {_mediaan(one.per_bericht for one in alle):.1f} ms CPU, per proces: {cpu}")
    print(f"\nvloer: {_mediaan(vloeren):.2f} ms CPU per 323 van 20 regels")
    wachttijd = {naam: round(_mediaan(asdict(one)[naam] for one in los), 1) for naam in asdict(los[0])}
    print(f"een los bericht van 20 regels, ms: {wachttijd}")
    twintig = metingen["323 van 20 regels"]
    verhouding = _mediaan(one.per_bericht / vloer for one, vloer in zip(twintig, vloeren, strict=True))
    doelen = [
        Doel(
            naam="CPU per 323 van 20 regels, alle processen (ms)",
            gemeten=_mediaan(one.per_bericht for one in twintig),
            doel=15.0,
            hoger_is_beter=False,
        ),
        Doel(
            naam="323 van 20 regels per seconde",
            gemeten=_mediaan(one.per_seconde for one in twintig),
            doel=100.0,
            hoger_is_beter=True,
        ),
    ]
    toon(doelen)
    print(f"CPU t.o.v. de vloer: {verhouding:.1f}")
    alles = {naam: [asdict(one) for one in alle] for naam, alle in metingen.items()}
    inhoud = {"metingen": alles, "vloer_ms": list(vloeren), "los_ms": wachttijd, "verhouding": verhouding}
    print(f"bewaard in {schrijf('klein', inhoud)}")


def _mediaan(waarden: Iterable[float]) -> float:
    return statistics.median(waarden)


if __name__ == "__main__":
    main()
