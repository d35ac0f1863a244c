"""Ends the children of a launcher that died, however it died.

Runs as a process of its own, standard library only. It reads lines from the launcher: `+<pid> <signal>` for a
started child, `-<pid>` for one that ended. End of input means that the launcher is gone: every child left gets its
signal, and SIGKILL when it is still there some seconds later. Unlike the parent-death signal of Linux this also works
on other systems, survives a change of user id, and does not fire when merely the starting thread ends.
"""

import contextlib
import os
import signal
import sys
import time

GRACE_SECONDS = 5.0


def main() -> None:
    """Keep the list until the launcher is gone, then clean up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    children: dict[int, int] = {}
    for line in sys.stdin:
        _note(children, line.strip())
    _end(children)


def _note(children: dict[int, int], line: str) -> None:
    if line.startswith("+"):
        pid, number = line[1:].split()
        children[int(pid)] = int(number)
    elif line.startswith("-"):
        children.pop(int(line[1:]), None)


def _end(children: dict[int, int]) -> None:
    for pid, number in children.items():
        _signal(pid, number)
    deadline = time.monotonic() + GRACE_SECONDS
    while time.monotonic() < deadline and any(_alive(pid) for pid in children):
        time.sleep(0.05)
    for pid in children:
        _signal(pid, signal.SIGKILL)


def _signal(pid: int, number: int) -> None:
    # Each child leads its own process group, so its pid is also the group.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def _alive(pid: int) -> bool:
    try:
        os.killpg(pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    main()
