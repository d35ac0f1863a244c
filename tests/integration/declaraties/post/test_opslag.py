"""Uploads on disk: whole, encrypted, and not to be tampered with."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from declaraties.adapters.post.opslag import Opslag, OpslagBeschadigdError
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtstatus
from declaraties.entrypoints.opruimen import opruimen

from tests.builders.handelingen import NU, handeling, ontvangst
from tests.fakes.declaraties.uow import FakeUow

SLEUTEL = bytes(32)
MEGA = 1024 * 1024


def bewaar(opslag: Opslag, *stukken: bytes) -> str:
    upload = opslag.new()
    for stuk in stukken:
        upload.write(stuk)
    upload.keep()
    return upload.naam


@pytest.mark.parametrize("grootte", [0, 1, MEGA - 1, MEGA, MEGA + 1, 3 * MEGA])
@pytest.mark.parametrize("stuk", [1000, MEGA, 10 * MEGA])
def test_what_went_in_comes_out(tmp_path: Path, grootte: int, stuk: int) -> None:
    data = bytes(n % 251 for n in range(1000)) * (grootte // 1000 + 1)
    data = data[:grootte]
    opslag = Opslag(tmp_path, SLEUTEL)

    naam = bewaar(opslag, *(data[n : n + stuk] for n in range(0, grootte, stuk)))

    assert opslag.read(naam) == data
    assert [een.name for een in tmp_path.iterdir()] == [naam]


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
    bewaard = bewaar(opslag, TWEE_FRAMES)
    pad = tmp_path / bewaard
    pad.write_bytes(SCHADE[naam](pad.read_bytes()))

    with pytest.raises(OpslagBeschadigdError):
        opslag.read(bewaard)


def test_an_emptied_file_and_another_key_are_noticed(tmp_path: Path) -> None:
    opslag = Opslag(tmp_path, SLEUTEL)
    naam = bewaar(opslag, b"data")
    with pytest.raises(OpslagBeschadigdError):
        Opslag(tmp_path, b"\x01" * 32).read(naam)
    (tmp_path / naam).write_bytes(b"")

    with pytest.raises(OpslagBeschadigdError):
        opslag.read(naam)


def test_what_is_thrown_away_leaves_nothing(tmp_path: Path) -> None:
    upload = Opslag(tmp_path, SLEUTEL).new()
    upload.write(b"data" * MEGA)
    upload.drop()
    upload.drop()

    assert list(tmp_path.iterdir()) == []


async def test_uploads_without_a_message_and_of_long_ago_are_cleaned_up_and_nothing_else_is(tmp_path: Path) -> None:
    opslag, uow = Opslag(tmp_path, SLEUTEL), FakeUow()
    namen = [bewaar(opslag, b"<Bericht/>") for _ in range(4)]
    wacht, kort_geleden, lang_geleden, _ = namen
    half = opslag.new()
    (tmp_path / "betaalregister").mkdir()
    for nummer, (naam, jaren) in enumerate(((wacht, None), (kort_geleden, 1), (lang_geleden, 9))):
        bestand, _ = await uow.bestanden.add(ontvangst(inhoud=str(nummer).encode(), opslag=naam))
        if jaren is not None:
            klaar = Afloop(status=Berichtstatus.VERWERKT)
            await uow.bestanden.finish(bestand.nummer, klaar, nu=NU - jaren * dt.timedelta(days=366))
    vers = bewaar(opslag, b"<Nieuw/>")
    for naam in (*namen, f"{half.naam}.tijdelijk", "betaalregister"):
        os.utime(tmp_path / naam, (0, 0))

    await opruimen(uow, opslag, handeling())

    assert {one.name for one in os.scandir(tmp_path)} == {wacht, kort_geleden, vers, "betaalregister"}
