"""Regenerates `kafka.lock.toml`: resolve the two roots, download, hash. Run by `make lock`."""

import hashlib
import tempfile
from pathlib import Path

from jgo.maven import MavenContext

from devstack.jars import LOCK_FILE, ROOTS

_ENTRY = """
[[dependencies]]
groupId = "{0.groupId}"
artifactId = "{0.artifactId}"
version = "{0.version}"
sha256 = "{1}"
"""


def resolve(store: Path) -> str:
    """Text of the lock file for ROOTS, by Maven's own rule that the nearest version wins."""
    context = MavenContext(repo_cache=store, timeout=60)
    roots = [context.create_dependency(coordinate) for coordinate in ROOTS]
    for root in roots:
        # Raw: otherwise jgo applies the version table of one root to the jars of the other,
        # and log4j's table would put kafka-clients 3.9.1 beside a 4.3.1 broker.
        root.raw = True
    inputs, transitive = context.resolver.resolve(roots)
    entries = []
    for dependency in sorted(inputs + transitive, key=str):
        contents = dependency.artifact.resolve().read_bytes()
        entries.append(_ENTRY.format(dependency, hashlib.sha256(contents).hexdigest()))
    return "# Made by `make lock`; jars of Apache Kafka with their sha256.\n" + "".join(entries)


def main() -> None:
    """Write the lock file, from downloads made for this purpose alone."""
    with tempfile.TemporaryDirectory() as store:
        LOCK_FILE.write_text(resolve(Path(store)))


if __name__ == "__main__":
    main()
