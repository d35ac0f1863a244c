from pathlib import Path

import pytest
from devstack.java import Java, install_command, major_of


@pytest.mark.parametrize(
    ("text", "major"), [("17.0.15+6-Debian-1deb12u1", 17), ("25.0.2+10", 25), ("1.8.0_392", 8), ("21", 21), ("x", 0)]
)
def test_the_feature_release_is_read_from_any_version_text(text: str, major: int) -> None:
    assert major_of(text) == major


def test_an_archive_belongs_to_one_build_of_java() -> None:
    first = Java(program=Path("/a/java"), version="17.0.15+6").archive_name()
    second = Java(program=Path("/a/java"), version="17.0.16+8").archive_name()
    assert (first, second) == ("java-17.0.15-6.jsa", "java-17.0.16-8.jsa")


def test_without_an_archive_java_starts_plainly(tmp_path: Path) -> None:
    assert Java(program=Path("/a/java"), version="17.0.15").archive_flags(tmp_path / "absent") == []


@pytest.mark.parametrize(
    ("version", "use", "make"),
    [("17.0.1", "SharedArchiveFile", "ArchiveClassesAtExit"), ("25.0.2", "AOTCache", "AOTCacheOutput")],
)
def test_each_generation_of_java_has_its_own_archive_flags(tmp_path: Path, version: str, use: str, make: str) -> None:
    archive = tmp_path / "archive"
    archive.touch()
    java = Java(program=Path("/a/java"), version=version)
    assert java.archive_flags(archive)[0] == f"-XX:{use}={archive}"
    assert java.training_flags(archive) == [f"-XX:{make}={archive}"]


def test_java_is_installed_only_with_its_hash(tmp_path: Path) -> None:
    assert "--require-hashes" in install_command({"RISB_CACHE": str(tmp_path)})
