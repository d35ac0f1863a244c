"""A child process that never outlives its launcher and that tests may kill."""

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from devstack import guard

_lock = threading.Lock()
_guards: dict[int, subprocess.Popen[str]] = {}


class Handle(Protocol):
    """A started process, as `subprocess.Popen` has it; it leads a process group of its own."""

    @property
    def pid(self) -> int:
        """Process id, which is also the id of its group."""
        ...

    def poll(self) -> int | None:
        """Exit code (negative signal number when it was killed), None while it runs."""
        ...

    def wait(self, timeout: float | None = None) -> int:
        """Exit code after it ended; raises subprocess.TimeoutExpired."""
        ...


Spawn = Callable[[Sequence[str], Mapping[str, str] | None, Path], Handle]


def spawn(
    command: Sequence[str], env: Mapping[str, str] | None, log: Path, *, drop_to: int | None = None
) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own with its output added to `log`; `drop_to` is a user id (root only)."""
    with log.open("ab") as output:
        return subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=None if env is None else dict(env),
            start_new_session=True,
            user=drop_to,
            group=drop_to,
            extra_groups=None if drop_to is None else [],
            # The unprivileged user may not be allowed to read the folder we are in.
            cwd=None if drop_to is None else "/",
        )


class Child:
    """One command with its log file; leads its own process group, so Ctrl-C reaches only the launcher.

    It can be started again after it ended.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        start_with: Spawn = spawn,
    ) -> None:
        self.log = log
        self._command = list(command)
        self._env = env
        self._stop_signal = stop_signal
        self._start_with = start_with
        self._handle: Handle | None = None
        self._registered = False

    def start(self) -> None:
        """Start the command; output is added to the log file."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self._handle = self._start_with(self._command, self._env, self.log)
        _tell_guard(f"+{self._handle.pid} {int(self._stop_signal)}")
        self._registered = True

    @property
    def pid(self) -> int:
        """Process id of the last start; RuntimeError before the first."""
        return self._started().pid

    @property
    def running(self) -> bool:
        """True while the process lives."""
        return self._handle is not None and self._handle.poll() is None

    @property
    def returncode(self) -> int | None:
        """Exit code (negative signal number when it was killed); None while it runs or never ran."""
        return None if self._handle is None else self._handle.poll()

    def ask_to_stop(self) -> None:
        """Send the stop signal without waiting; nothing happens when it is gone already."""
        self._signal(self._stop_signal)

    def stop(self, timeout: float = 10.0) -> int | None:
        """Stop signal, wait, SIGKILL when it takes longer than `timeout` seconds; the exit code."""
        if self._handle is None:
            return None
        self.ask_to_stop()
        if self.wait(timeout) is None:
            return self.kill()
        return self._handle.poll()

    def kill(self) -> int | None:
        """SIGKILL to the whole process group, as a crash would; the exit code."""
        if self._handle is None:
            return None
        self._signal(signal.SIGKILL)
        code = self._handle.wait()
        self._forget()
        return code

    def wait(self, timeout: float) -> int | None:
        """Wait for the command to end by itself; None when it is still running after `timeout` seconds."""
        try:
            code = self._started().wait(timeout)
        except subprocess.TimeoutExpired:
            return None
        self._forget()
        return code

    def log_tail(self, lines: int = 15) -> str:
        """The last lines of the log, for an error text."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def _started(self) -> Handle:
        if self._handle is None:
            raise RuntimeError("this child was never started")
        return self._handle

    def _signal(self, number: signal.Signals) -> None:
        # Only while it runs: a process id may belong to somebody else once it was collected.
        if self.running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, number)

    def _forget(self) -> None:
        """Once per run: end what is left of its group, and tell the guard."""
        if not self._registered:
            return
        self._registered = False
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        _tell_guard(f"-{self.pid}")


def _tell_guard(line: str) -> None:
    with _lock:
        process = _guards.get(os.getpid())
        if process is None or process.poll() is not None:
            process = _start_guard()
        if process.stdin is not None:
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
    atexit.register(_end_guard, os.getpid())
    return process


def _end_guard(owner: int) -> None:
    """At the end of the process that started it; a fork does not own the guard."""
    process = _guards.pop(owner, None) if owner == os.getpid() else None
    if process is not None and process.stdin is not None:
        process.stdin.close()
        process.wait(timeout=5)
