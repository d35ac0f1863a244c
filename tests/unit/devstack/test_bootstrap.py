"""The first thing a newcomer meets: what set-up says when this machine will not do."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from devstack.paths import REPOSITORY

SETUP = REPOSITORY / "tools" / "bootstrap" / "setup.sh"


def program(folder: Path, name: str, body: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def setup(folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    base = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "RISB_CACHE": str(folder / "cache")}
    return subprocess.run([SETUP], env=base | env, capture_output=True, text=True, check=False, timeout=60)


def test_a_python_that_is_too_old_is_named_with_the_remedy(tmp_path: Path) -> None:
    old = program(tmp_path, "oud", 'case "$*" in *platform*) echo 3.9.2;; *) exit 1;; esac')
    done = setup(tmp_path, PYTHON=str(old))
    assert done.returncode == 1
    assert "Python 3.11 of nieuwer is nodig; gevonden: 3.9.2" in done.stderr
    assert "make setup PYTHON=" in done.stderr


def test_a_full_disk_is_said_before_anything_is_fetched(tmp_path: Path) -> None:
    program(tmp_path, "df", "echo kop; echo 'schijf 100 90 204800 90% /'")
    done = setup(tmp_path)
    assert done.returncode == 1
    assert "te weinig schijfruimte: 200 MiB vrij, 1536 MiB nodig" in done.stderr
    assert not (tmp_path / "cache").exists()


def test_a_failing_download_says_what_and_what_to_do(tmp_path: Path) -> None:
    broken = program(
        tmp_path,
        "python",
        'case "$*" in *version_info*|*--version*) exit 0;; *) echo "Connection refused"; exit 1;; esac',
    )
    done = setup(tmp_path, PYTHON=str(broken))
    assert done.returncode == 1
    assert "Connection refused" in done.stderr
    assert "Ophalen van uv is mislukt" in done.stderr
    assert "internetverbinding" in done.stderr


def test_a_python_without_pip_is_said_so(tmp_path: Path) -> None:
    bare = program(tmp_path, "python", 'case "$*" in *version_info*) exit 0;; *) exit 1;; esac')
    done = setup(tmp_path, PYTHON=str(bare))
    assert "pip ontbreekt" in done.stderr
    assert "apt-get install python3-venv" in done.stderr


@pytest.mark.parametrize(
    "name", ["requirements.lock", "tools/bootstrap/uv.txt", "tools/devstack/src/devstack/java.txt"]
)
def test_what_is_pinned_has_hashes_and_names_no_address(name: str) -> None:
    text = (REPOSITORY / name).read_text()
    assert "://" not in text
    pins = re.findall(r"^[a-z0-9][^\n]*==[^\n]*$", text, re.MULTILINE)
    assert pins
    assert all(line.endswith("\\") for line in pins)
    assert text.count("--hash=sha256:") >= len(pins)


def test_every_target_of_make_explains_itself() -> None:
    shown = subprocess.run(["make", "-s", "help"], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    makefile = (REPOSITORY / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    explained = set(re.findall(r"make (\S+)", shown))
    assert set(phony[1].split()) <= explained
