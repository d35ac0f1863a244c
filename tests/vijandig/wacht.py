"""Watches what a message must never cause: a file opened, a connection made, memory that stays."""

import ctypes
import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from tests.vijandig.zendingen import Valstrik

LOKAAS = "lokaas-4f1c9be2-dit-mag-niemand-zien"
_IN_ACCESS, _IN_OPEN = 0x1, 0x20
_IN_NONBLOCK = os.O_NONBLOCK


class Wacht:
    """Bait: a file that is watched by the kernel, and an address that counts who calls."""

    def __init__(self, folder: Path) -> None:
        self._bestand = folder / "lokaas.txt"
        self._bestand.write_text(LOKAAS)
        self._oog = _Inotify(folder) if sys.platform == "linux" else None
        self._luister = socket.create_server(("127.0.0.1", 0))
        self._luister.settimeout(0.2)
        self.bezoek: list[Any] = []
        self.verbindingen: set[str] = set()
        self._klaar = threading.Event()
        self._draad = threading.Thread(target=self._tel, daemon=True)
        self._draad.start()

    @property
    def valstrik(self) -> Valstrik:
        """What the messages name."""
        return Valstrik(bestand=str(self._bestand), adres=f"http://127.0.0.1:{self._luister.getsockname()[1]}")

    def gelezen(self) -> int:
        """How often the bait file was opened or read since the last question."""
        return self._oog.aantal() if self._oog else 0

    def _tel(self) -> None:
        while not self._klaar.is_set():
            try:
                verbinding, van = self._luister.accept()
            except TimeoutError:
                continue
            verbinding.close()
            self.bezoek.append(van)

    def sluit(self) -> None:
        """Take the bait away."""
        self._klaar.set()
        self._draad.join()
        self._luister.close()
        if self._oog:
            self._oog.sluit()


class _Inotify:
    def __init__(self, folder: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._fd = libc.inotify_init1(_IN_NONBLOCK)
        if self._fd < 0 or libc.inotify_add_watch(self._fd, bytes(folder), _IN_ACCESS | _IN_OPEN) < 0:
            raise OSError(ctypes.get_errno(), "inotify")

    def aantal(self) -> int:
        try:
            return len(os.read(self._fd, 65_536)) // 16
        except BlockingIOError:
            return 0

    def sluit(self) -> None:
        os.close(self._fd)


@contextmanager
def netwerkwacht(*toegestaan: int) -> Iterator[set[str]]:
    """Every connection that Python code asks for to another place than these local ports."""
    gezien: set[str] = set()
    _actief.append((frozenset(toegestaan), gezien))
    if not _gehaakt:
        # an audit hook cannot be taken away again: it looks at the list of those who want to know
        sys.addaudithook(_haak)
        _gehaakt.append(True)
    try:
        yield gezien
    finally:
        _actief.pop()


_actief: list[tuple[frozenset[int], set[str]]] = []
_gehaakt: list[bool] = []


def _haak(gebeurtenis: str, argumenten: tuple[Any, ...]) -> None:
    if not _actief or gebeurtenis not in {"socket.connect", "socket.getaddrinfo"}:
        return
    toegestaan, gezien = _actief[-1]
    adres = argumenten[1] if gebeurtenis == "socket.connect" else argumenten[:2]
    if isinstance(adres, str | bytes):
        return
    if adres[0] not in {"127.0.0.1", "localhost", "::1"} or adres[1] not in toegestaan:
        gezien.add(str(adres))


def geheugen() -> int:
    """Resident bytes of this process."""
    return int(psutil.Process().memory_info().rss)
