"""S-01: whatever is sent, the service answers with a reason, opens nothing, calls nobody and stays small."""

import os
import socket
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from risb_kern.memory import give_back_freed_memory

from tests.builders.declaraties import Dienst, dienst_op
from tests.vijandig.aanval import VERDELING, Aanval, zendingen
from tests.vijandig.klassen import zending
from tests.vijandig.wacht import LOKAAS, Wacht, geheugen, netwerkwacht

ZAAD = os.environ.get("RISB_ZAAD", "s01")
AANTAL = int(os.environ.get("RISB_VIJANDIG", "150"))
OPWARMEN = 60
HOOGSTE_P99 = 2.0
HOOGSTE_GROEI = 200_000_000


@pytest.fixture
def wacht(tmp_path: Path) -> Iterator[Wacht]:
    folder = tmp_path / "lokaas"
    folder.mkdir()
    een = Wacht(folder)
    yield een
    een.sluit()


@pytest.fixture
async def dienst(database_url: Any, tmp_path: Path) -> AsyncIterator[Dienst]:
    give_back_freed_memory()  # as every process of ours does when it starts
    async with dienst_op(database_url("declaraties"), tmp_path) as running:
        yield running


@pytest.mark.integratie
@pytest.mark.timeout(1_800)
async def test_every_hostile_message_gets_a_reason_and_nothing_else(
    dienst: Dienst, wacht: Wacht, pytestconfig: pytest.Config
) -> None:
    await dienst.sta_klaar(101, 102)
    for een in zendingen(OPWARMEN, zaad="opwarmen", valstrik=wacht.valstrik):
        await Aanval(dienst).stuur(een)
    aanval = Aanval(dienst)
    aanval.verloop.begin_geheugen = geheugen()
    wacht.gelezen()
    poort = urlsplit(dienst.url).port or 5432
    with netwerkwacht(poort) as verbindingen:
        for een in zendingen(AANTAL, zaad=ZAAD, valstrik=wacht.valstrik):
            await aanval.stuur(een)
    verloop = aanval.verloop
    with pytestconfig.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print("\n" + verloop.tabel(ZAAD))  # noqa: T201 -- the proof is its table
    assert verloop.mis == []
    assert (verbindingen, wacht.bezoek, wacht.gelezen()) == (set(), [], 0)
    assert sum(score.verzonden for score in verloop.scores.values()) >= AANTAL * 0.95
    assert all(score.verzonden for score in verloop.scores.values())
    assert verloop.p99 <= HOOGSTE_P99
    assert verloop.groei <= HOOGSTE_GROEI


def test_the_watch_sees_a_file_read_a_visit_and_a_connection(wacht: Wacht) -> None:
    wacht.gelezen()
    assert Path(wacht.valstrik.bestand).read_text() == LOKAAS
    assert wacht.gelezen() > 0
    poort = urlsplit(wacht.valstrik.adres).port or 0
    with netwerkwacht(1) as verbindingen:
        socket.create_connection(("127.0.0.1", poort), timeout=5).close()
    assert verbindingen
    uiterlijk = time.monotonic() + 10
    while not wacht.bezoek and time.monotonic() < uiterlijk:
        time.sleep(0.02)
    assert len(wacht.bezoek) == 1


def test_the_same_seed_gives_the_same_messages(wacht: Wacht) -> None:
    for klasse in ("structuur", "XXE", "reuzen", "bedrijfsregels"):
        een, twee = (zending(klasse, 3, zaad="z", valstrik=wacht.valstrik) for _ in range(2))
        assert b"".join(een.inhoud()) == b"".join(twee.inhoud())
    assert sum(VERDELING.values()) == 10_000
