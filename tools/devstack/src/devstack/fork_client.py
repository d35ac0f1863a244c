"""The launcher's side of the fork server: starting `python -m <module> ...` in a tenth of the usual time."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from queue import SimpleQueue

from devstack.child import Child, Handle
from devstack.errors import DevstackError

_START_SECONDS = 60.0


class _Forked:
    """A process made by the server; the server reports its end."""

    def __init__(self, pid: int, ended: threading.Event, codes: Mapping[int, int]) -> None:
        self.pid = pid
        self._ended = ended
        self._codes = codes

    def poll(self) -> int | None:
        """Exit code, None while it runs."""
        return self._codes[self.pid] if self._ended.is_set() else None

    def wait(self, timeout: float | None = None) -> int:
        """Exit code after it ended; raises subprocess.TimeoutExpired."""
        if not self._ended.wait(timeout):
            raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
        return self._codes[self.pid]


class ForkServer:
    """Give `spawn` to `Child(start_with=...)`; commands must have the form `[python, "-m", module, ...]`.

    The server takes a moment to import; requests made before wait for it.
    """

    def __init__(self, log: Path) -> None:
        self._log = log
        self._pids: SimpleQueue[int] = SimpleQueue()
        self._ended: dict[int, threading.Event] = {}
        self._codes: dict[int, int] = {}
        self._asking = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._child = Child([sys.executable, "-u", "-m", "devstack.forkserver"], log=log, start_with=self._launch)

    def start(self) -> None:
        """Start the server; returns at once."""
        self._child.start()

    def stop(self) -> None:
        """End the server, and with it whatever it started that still runs."""
        if self._server is not None and self._server.stdin is not None:
            self._server.stdin.close()
            self._child.stop()
            self._server = None

    def spawn(self, command: Sequence[str], env: Mapping[str, str] | None, log: Path) -> Handle:
        """Start a Python module in a fork."""
        _, flag, module, *arguments = command
        if flag != "-m" or self._server is None or self._server.stdin is None:
            raise RuntimeError("a fork server starts Python modules, while it runs")
        request = {"module": module, "arguments": arguments, "env": dict(env or {}), "log": str(log)}
        with self._asking:
            self._server.stdin.write(json.dumps(request).encode() + b"\n")
            self._server.stdin.flush()
            return self._await_pid()

    def _await_pid(self) -> Handle:
        pid = self._pids.get(timeout=_START_SECONDS)
        if pid < 0:
            raise DevstackError(f"Processen starten lukt niet:\n{self._child.log_tail()}", f"Zie {self._log}.")
        return _Forked(pid, self._ended[pid], self._codes)

    def _launch(self, command: Sequence[str], env: Mapping[str, str] | None, log: Path) -> Handle:
        with log.open("ab") as errors:
            self._server = subprocess.Popen(
                list(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=None if env is None else dict(env),
                start_new_session=True,
            )
        threading.Thread(target=self._listen, args=(self._server,), name="fork-server", daemon=True).start()
        return self._server

    def _listen(self, server: "subprocess.Popen[bytes]") -> None:
        if server.stdout is None:
            return
        with server.stdout as answers:
            for line in answers:
                self._note(line.decode().split())
        self._pids.put(-1)
        self._end_unwatched()

    def _end_unwatched(self) -> None:
        """Without the server nobody learns of the end of its forks, so they end with it."""
        for pid, ended in self._ended.items():
            if not ended.is_set():
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(pid, signal.SIGKILL)
                self._codes[pid] = -signal.SIGKILL
                ended.set()

    def _note(self, words: list[str]) -> None:
        pid = int(words[1])
        if words[0] == "pid":
            # A process id may come by a second time.
            self._ended[pid] = threading.Event()
            self._pids.put(pid)
        else:
            self._codes[pid] = int(words[2])
            self._ended[pid].set()
