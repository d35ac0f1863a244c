"""Starts processes of the services fast: imports the libraries once, then forks.

Every service process imports the same frameworks, a second and a half of work each. This process imports them, keeps
to one thread, and becomes `python -m <module> <arguments>` in a fork on request. Requests come as JSON lines on
standard input (`module`, `arguments`, `env`, `log`); answers are lines `pid <pid>` and `end <pid> <code>`.
"""

import contextlib
import importlib
import json
import os
import runpy
import select
import signal
import sys
import time
from typing import Any

# Libraries only, so that a service's own modules always run fresh; none of these starts a thread on import.
PRELOAD = (
    "aiokafka",
    "alembic.command",
    "cryptography.hazmat.primitives.ciphers.aead",
    "fastapi",
    "fastavro",
    "httpx",
    "joserfc.jwt",
    "prometheus_client",
    "psycopg",
    "psycopg.types.json",
    "pydantic_settings",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.ext.asyncio",
    "sqlmodel",
    "structlog",
    "uvicorn.protocols.http.auto",
    "yaml",
)


def main() -> None:
    """Serve requests until standard input ends; in a fork, become what was asked for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in PRELOAD:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_write, False)
    os.set_blocking(wake_read, False)
    signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    request = _serve(wake_read)
    if request is not None:
        _become(request, (wake_read, wake_write))


def _serve(wake: int) -> dict[str, Any] | None:
    """Fork per request; gives the request in the fork, None in the server when there is no more input."""
    pending = b""
    while True:
        readable, _, _ = select.select([0, wake], [], [])
        if wake in readable:
            with contextlib.suppress(BlockingIOError):
                os.read(wake, 4096)
            _report_ended()
        if 0 not in readable:
            continue
        chunk = os.read(0, 65_536)
        if not chunk:
            return None
        *lines, pending = (pending + chunk).split(b"\n")
        for line in lines:
            pid = os.fork()
            if pid == 0:
                return dict(json.loads(line))
            _lead_own_group(pid)
            _answer(f"pid {pid}")


def _lead_own_group(pid: int) -> None:
    # On both sides of the fork, so that the group exists whoever runs first.
    with contextlib.suppress(PermissionError, ProcessLookupError):
        os.setpgid(pid, pid)


def _report_ended() -> None:
    with contextlib.suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            _answer(f"end {pid} {os.waitstatus_to_exitcode(status)}")


def _answer(line: str) -> None:
    os.write(1, line.encode() + b"\n")


def _become(request: dict[str, Any], inherited: tuple[int, ...]) -> None:
    _lead_own_group(os.getpid())
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGINT, signal.SIGCHLD):
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    for descriptor in inherited:
        os.close(descriptor)
    _redirect(request["log"])
    os.environ.clear()
    os.environ.update(request["env"])
    time.tzset()
    sys.path[:0] = [entry for entry in request["env"].get("PYTHONPATH", "").split(os.pathsep) if entry]
    sys.argv = [request["module"], *request["arguments"]]
    runpy.run_module(request["module"], run_name="__main__", alter_sys=True)


def _redirect(log: str) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(nothing)
    os.close(output)


if __name__ == "__main__":
    main()
