"""The first thing a newcomer meets: what set-up says when this machine will not do."""

import os
import re
import shutil
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


@pytest.mark.parametrize(
    "words", ["[SSL: CERTIFICATE_VERIFY_FAILED] self-signed", "invalid peer certificate: UnknownIssuer"]
)
def test_a_network_that_inspects_tls_is_told_which_certificate_to_ask_for(tmp_path: Path, words: str) -> None:
    broken = program(
        tmp_path, "python", f'case "$*" in *version_info*|*--version*) exit 0;; *) echo "{words}"; exit 1;; esac'
    )
    done = setup(tmp_path, PYTHON=str(broken))
    assert done.returncode == 1
    assert words in done.stderr
    assert "TLS-inspectie" in done.stderr
    assert "SSL_CERT_FILE=/pad/naar/hoofdcertificaat.pem make setup" in done.stderr


def test_packages_that_cannot_be_fetched_for_a_certificate_say_so_too(tmp_path: Path) -> None:
    uv = 'case "$1" in --version) ;; venv) ;; *) echo "invalid peer certificate: UnknownIssuer" >&2; exit 1;; esac'
    (tmp_path / "cache" / "bootstrap" / "bin").mkdir(parents=True)
    program(tmp_path / "cache" / "bootstrap" / "bin", "uv", uv)
    shutil.copy(SETUP.with_name("uv.txt"), tmp_path / "cache" / "bootstrap" / "uv.txt")
    copy = tmp_path / "schoon" / "tools" / "bootstrap"
    copy.mkdir(parents=True)
    for file in (SETUP, SETUP.with_name("uv.txt")):
        shutil.copy(file, copy)
    shutil.copy(REPOSITORY / "requirements.lock", tmp_path / "schoon")

    env = {**os.environ, "RISB_CACHE": str(tmp_path / "cache")}
    done = subprocess.run([copy / "setup.sh"], env=env, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 1
    assert "Ophalen van de pakketten is mislukt: het certificaat" in done.stderr


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "PIP_CERT", "CURL_CA_BUNDLE"])
def test_a_certificate_given_under_any_usual_name_reaches_every_tool(tmp_path: Path, name: str) -> None:
    spy = program(
        tmp_path,
        "python",
        'case "$*" in *version_info*|*--version*) exit 0;; *) echo "uv=$SSL_CERT_FILE pip=$PIP_CERT"; exit 1;; esac',
    )
    bare = dict.fromkeys(("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "PIP_CERT", "CURL_CA_BUNDLE"), "")
    done = setup(tmp_path, **(bare | {name: "/eigen.pem", "PYTHON": str(spy)}))
    assert "uv=/eigen.pem pip=/eigen.pem" in done.stderr


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
