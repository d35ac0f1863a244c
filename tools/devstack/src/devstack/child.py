"""A child process that never outlives its launcher and that tests may kill."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from devstack import guard

_lock = threading.Lock()
_guards: dict[int, subprocess.Popen[str]] = {}


def _tell_guard(line: str) -> None:
    with _lock:
        process = _guards.get(os.getpid())
        if process is None or process.poll() is not None:
            process = _start_guard()
        assert process.stdin is not None
        process.stdin.write(line + "\n")
        process.stdin.flush()


def _start_guard() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", str(Path(guard.__file__))],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    _guards[os.getpid()] = process
    return process


class Child:
    """One command with its log file; leads its own process group, so Ctrl-C reaches only the launcher.

    `drop_to` is a user id to run under (only for root).
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        drop_to: int | None = None,
    ) -> None:
        self.command = list(command)
        self.log = log
        self._env = env
        self._stop_signal = stop_signal
        self._drop_to = drop_to
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the command; output is added to the log file."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=None if self._env is None else dict(self._env),
                start_new_session=True,
                user=self._drop_to,
                group=self._drop_to,
                extra_groups=None if self._drop_to is None else [],
                # The unprivileged user may not be allowed to read the folder we are in.
                cwd=None if self._drop_to is None else "/",
            )
        _tell_guard(f"+{self._process.pid} {int(self._stop_signal)}")

    @property
    def pid(self) -> int:
        """Process id of the last start; RuntimeError before the first."""
        if self._process is None:
            raise RuntimeError("this child was never started")
        return self._process.pid

    @property
    def running(self) -> bool:
        """True while the process lives."""
        return self._process is not None and self._process.poll() is None

    @property
    def returncode(self) -> int | None:
        """Exit code (negative signal number when it was killed); None while it runs or never ran."""
        return None if self._process is None else self._process.poll()

    def ask_to_stop(self) -> None:
        """Send the stop signal without waiting; nothing happens when it is gone already."""
        if self.running:
            self._signal(self._stop_signal)

    def stop(self, timeout: float = 10.0) -> int | None:
        """Stop signal, wait, SIGKILL when it takes longer than `timeout` seconds; the exit code."""
        if self._process is None:
            return None
        self.ask_to_stop()
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self._process.wait()
        return self._ended()

    def wait(self, timeout: float) -> int | None:
        """Wait for the command to end by itself; None when it is still running after `timeout` seconds."""
        assert self._process is not None
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            return None
        return self._ended()

    def kill(self) -> int | None:
        """SIGKILL to the whole process group, as a crash would."""
        if self._process is None:
            return None
        self._signal(signal.SIGKILL)
        self._process.wait()
        return self._ended()

    def log_tail(self, lines: int = 15) -> str:
        """The last lines of the log, for an error text."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def _ended(self) -> int | None:
        assert self._process is not None
        _tell_guard(f"-{self._process.pid}")
        return self._process.returncode

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)
