"""Uploads on disk: whole, encrypted, and not to be tampered with."""

from collections.abc import Callable
from pathlib import Path

import pytest
from declaraties.adapters.opslag import Opslag, OpslagBeschadigdError

SLEUTEL = bytes(32)
MEGA = 1024 * 1024


def bewaar(opslag: Opslag, naam: str, *stukken: bytes) -> bytes:
    upload = opslag.nieuw(naam)
    for stuk in stukken:
        upload.schrijf(stuk)
    upload.bewaar()
    return upload.sha256


@pytest.mark.parametrize("grootte", [0, 1, MEGA - 1, MEGA, MEGA + 1, 3 * MEGA])
@pytest.mark.parametrize("stuk", [1000, MEGA, 10 * MEGA])
def test_what_went_in_comes_out(tmp_path: Path, grootte: int, stuk: int) -> None:
    data = bytes(n % 251 for n in range(1000)) * (grootte // 1000 + 1)
    data = data[:grootte]
    opslag = Opslag(tmp_path, SLEUTEL)

    bewaar(opslag, "a", *(data[n : n + stuk] for n in range(0, grootte, stuk)))

    assert opslag.lees("a") == data
    assert [een.name for een in tmp_path.iterdir()] == ["a"]


TWEE_FRAMES = b"x" * MEGA + b"y" * 10
_FRAME = MEGA + 28
SCHADE: dict[str, Callable[[bytes], bytes]] = {
    "one byte changed": lambda data: bytes([data[0] ^ 1]) + data[1:],
    "last frame cut off": lambda data: data[:_FRAME],
    "cut inside a frame": lambda data: data[:-3],
    "frames swapped": lambda data: data[_FRAME:] + data[:_FRAME],
    "a byte too many": lambda data: data + b"z",
}


@pytest.mark.parametrize("naam", SCHADE)
def test_damage_is_noticed(tmp_path: Path, naam: str) -> None:
    opslag = Opslag(tmp_path, SLEUTEL)
    bewaar(opslag, "a", TWEE_FRAMES)
    pad = tmp_path / "a"
    pad.write_bytes(SCHADE[naam](pad.read_bytes()))

    with pytest.raises(OpslagBeschadigdError):
        opslag.lees("a")


def test_an_emptied_file_and_another_key_are_noticed(tmp_path: Path) -> None:
    opslag = Opslag(tmp_path, SLEUTEL)
    bewaar(opslag, "a", b"data")
    with pytest.raises(OpslagBeschadigdError):
        Opslag(tmp_path, b"\x01" * 32).lees("a")
    (tmp_path / "a").write_bytes(b"")

    with pytest.raises(OpslagBeschadigdError):
        opslag.lees("a")


def test_what_is_thrown_away_leaves_nothing(tmp_path: Path) -> None:
    upload = Opslag(tmp_path, SLEUTEL).nieuw("a")
    upload.schrijf(b"data" * MEGA)
    upload.gooi_weg()
    upload.gooi_weg()

    assert list(tmp_path.iterdir()) == []
