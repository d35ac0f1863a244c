"""The jars of Apache Kafka: a lock with a sha256 per jar, fetched with jgo and verified here.

The lock holds Maven coordinates and hashes and no address; which repository is asked is jgo's business.
"""

import contextlib
import hashlib
import os
import tomllib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from devstack.errors import DevstackError, download_remedy

LOCK_FILE = Path(__file__).with_name("kafka.lock.toml")
ROOTS = ("org.apache.kafka:kafka_2.13:4.3.1", "org.apache.logging.log4j:log4j-slf4j-impl:2.25.4")


@dataclass(frozen=True, slots=True, kw_only=True)
class Jar:
    """One locked jar; `sha256` is lower-case hex."""

    group: str
    artifact: str
    version: str
    sha256: str

    @property
    def coordinate(self) -> str:
        """Maven coordinate `group:artifact:version`."""
        return f"{self.group}:{self.artifact}:{self.version}"

    @property
    def path(self) -> Path:
        """Place in a Maven repository layout."""
        name = f"{self.artifact}-{self.version}.jar"
        return Path(*self.group.split("."), self.artifact, self.version, name)


Fetch = Callable[[Jar, Path], None]


def read_lock(path: Path = LOCK_FILE) -> tuple[Jar, ...]:
    """All jars of the lock, sorted by coordinate."""
    data = tomllib.loads(path.read_text())
    jars = (
        Jar(group=d["groupId"], artifact=d["artifactId"], version=d["version"], sha256=d["sha256"])
        for d in data["dependencies"]
    )
    return tuple(sorted(jars, key=lambda jar: jar.coordinate))


def lock_id(jars: Iterable[Jar]) -> str:
    """Short name of exactly this set of jars."""
    text = "\n".join(f"{jar.coordinate} {jar.sha256}" for jar in jars)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def ensure_jars(
    jars: tuple[Jar, ...],
    store: Path,
    *,
    fetch: Fetch | None = None,
    say: Callable[[str], None] = print,
) -> list[Path]:
    """Paths of all jars in lock order, fetched when absent; every file has the locked sha256.

    A jar whose contents differ from the lock is removed and refused (DevstackError). A marker file saves hashing
    44 MB on every start: it holds size and modification time of each jar as they were when last verified.
    """
    marker = store / f"verified-{lock_id(jars)}"
    paths = [store / jar.path for jar in jars]
    if marker.exists() and marker.read_text() == _fingerprint(paths):
        return paths
    missing = [jar for jar in jars if not (store / jar.path).exists()]
    if missing:
        say(f"Apache Kafka ophalen: {len(missing)} bestanden (eenmalig, samen 44 MB) ...")
        _fetch_all(missing, store, fetch or fetch_with_jgo)
    for jar in jars:
        verify(jar, store / jar.path)
    marker.write_text(_fingerprint(paths))
    return paths


def verify(jar: Jar, path: Path) -> None:
    """Refuse and remove a file that is not the locked one."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found == jar.sha256:
        return
    path.unlink()
    raise DevstackError(
        f"{path.name} is niet het vastgelegde bestand (sha256 {found[:12]}..., verwacht {jar.sha256[:12]}...).",
        "Het bestand is verwijderd. Probeer het opnieuw; blijft dit terugkomen, vertrouw dan de verbinding of de "
        "spiegelserver niet en meld het.",
    )


def fetch_with_jgo(jar: Jar, store: Path) -> None:
    """Download one jar into `store` (Maven layout)."""
    # A warm start never needs it, and it takes a third of a second.
    from jgo.maven import MavenContext  # noqa: PLC0415

    # The client below jgo has another name for the setting that every other tool here listens to.
    if own := os.environ.get("SSL_CERT_FILE"):
        os.environ.setdefault("REQUESTS_CA_BUNDLE", own)
    context = MavenContext(repo_cache=store, timeout=60)
    context.create_dependency(jar.coordinate).artifact.resolve()


def _fetch_all(jars: list[Jar], store: Path, fetch: Fetch) -> None:
    store.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(8) as pool:
        futures = {pool.submit(fetch, jar, store): jar for jar in jars}
        for future, jar in futures.items():
            try:
                future.result()
            except Exception as error:
                with contextlib.suppress(FileNotFoundError):
                    (store / jar.path).unlink()
                raise DevstackError(
                    f"Ophalen van {jar.coordinate} is mislukt: {error}",
                    download_remedy(str(error)),
                ) from error


def _fingerprint(paths: list[Path]) -> str:
    stats = [(path.name, path.stat()) if path.exists() else (path.name, None) for path in paths]
    return "\n".join(f"{name} {s and s.st_size} {s and s.st_mtime_ns}" for name, s in stats)
