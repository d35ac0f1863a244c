"""Choosing TCP ports on 127.0.0.1 that stay usable across a restart."""

import json
import random
import socket
from pathlib import Path

from devstack.errors import DevstackError

# Below the range from which kernels hand out ports for outgoing connections (32768 and up on Linux,
# 49152 and up elsewhere): otherwise such a connection can sit on the port of a broker being restarted.
_RANGE = range(20_000, 32_000)
_handed_out: set[int] = set()


def is_free(port: int) -> bool:
    """True when a server could listen on the port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def is_open(port: int) -> bool:
    """True when something accepts connections on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port(rng: random.Random | None = None) -> int:
    """A port nobody listens on and that this process has not handed out before."""
    chooser = rng or random.SystemRandom()
    for _ in range(500):
        port = chooser.choice(_RANGE)
        if port not in _handed_out and is_free(port):
            _handed_out.add(port)
            return port
    raise DevstackError(
        "Er is geen vrije poort gevonden tussen 20000 en 32000.",
        "Stop andere programma's op deze machine en probeer het opnieuw.",
    )


def require_free(port: int, purpose: str, remedy: str) -> int:
    """The port itself; DevstackError when it is taken."""
    if not is_free(port):
        raise DevstackError(f"Poort {port} ({purpose}) is al in gebruik.", remedy)
    return port


class PortBook:
    """Ports that stay the same between runs: remembered in a file by `save`, chosen anew only when taken.

    `in_use` says that a stack runs on them now: then they are taken because they are right, and none is chosen anew.
    `anew` chooses all of them again. Whoever may not start after all has not saved, and spoils nothing for who did.
    """

    def __init__(self, path: Path, *, in_use: bool = False, anew: bool = False) -> None:
        self._path = path
        self._in_use = in_use
        self._ports: dict[str, int] = json.loads(path.read_text()) if path.exists() and (in_use or not anew) else {}

    def port(self, name: str) -> int:
        """The remembered port when it is free, else a new one."""
        known = self._ports.get(name)
        if known is None or not (self._in_use or is_free(known)):
            self._ports[name] = free_port()
        return self._ports[name]

    def known(self, name: str) -> int | None:
        """The remembered port, taken or not; None when there never was one."""
        return self._ports.get(name)

    def save(self) -> None:
        """Remember them for the next run, and for the commands that ask a running stack something."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps(self._ports, indent=1, sort_keys=True))
