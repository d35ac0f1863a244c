"""Fetch one archive by its Maven coordinate, refuse it when it is not the pinned one, and unpack it; a jar stays whole.

Usage: maven.py GROUP:ARTIFACT:VERSION CLASSIFIER PACKAGING SHA256 STORE TARGET   (CLASSIFIER may be empty)
"""

import hashlib
import shutil
import sys
import tarfile
from pathlib import Path

from jgo.maven import MavenContext


def fetch(coordinate: str, classifier: str, packaging: str, store: Path) -> Path:
    """The archive in `store`, a folder in Maven's layout; downloaded when it is not there."""
    group, artifact, version = coordinate.split(":")
    context = MavenContext(repo_cache=store, timeout=60)
    found = context.project(group, artifact).at_version(version).artifact(classifier, packaging).resolve()
    return Path(found)


def verified(archive: Path, sha256: str) -> Path:
    """The archive itself; SystemExit, after removing it, when its contents are not what was pinned."""
    with archive.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != sha256:
        archive.unlink()
        raise SystemExit(f"{archive.name}: sha256 {found} is niet het vastgelegde {sha256}")
    return archive


def main(coordinate: str, classifier: str, packaging: str, sha256: str, *folders: str) -> None:
    """Fetch, verify, unpack; the archive is removed afterwards. A jar is moved into the folder."""
    store, target = map(Path, folders)
    archive = verified(fetch(coordinate, classifier, packaging, store), sha256)
    if packaging == "jar":
        shutil.move(archive, target)
        return
    with tarfile.open(archive) as tar:
        tar.extractall(target, filter="data")
    archive.unlink()


if __name__ == "__main__":
    main(*sys.argv[1:])
