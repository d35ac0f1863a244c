"""A past month replays exactly: with the clock set, the same files give the same answers, rows and events."""

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from declaraties.adapters.standaard.xml.schrijven import write_323
from declaraties.controleer import main
from declaraties.domain.standaard.berichten.declaratie import Declaratiebericht

from tests.builders.declaraties import BSN, BSN_TWEE, Dienst, declaratie, dienst_op, prestatie

KLOK = dt.date(2026, 11, 15)
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
# random on purpose: names of rows and of stored files, keys and encrypted numbers
_RIJEN = (
    "SELECT soort, status, ontvangen_op, verwerkt_op, uitkomst, ingediend_cent, toegekend_cent FROM bestand ORDER BY nummer",
    "SELECT bestand_nummer, regel, referentie, bedrag, goedgekeurd, retourcodes FROM prestatie ORDER BY 1, 2",
    "SELECT bedrag_cent, vervaldatum, gemaakt_op FROM betaalopdracht ORDER BY volgnummer",
)


def berichten() -> list[Declaratiebericht]:
    """A message with a good and a bad line, one signed on the day itself, and one signed a day too late."""
    vast = {"dagtekening": dt.date(2026, 5, 6)}
    return [
        declaratie(
            (BSN, [prestatie(), prestatie("R2", toewijzing_nummer=9)]),
            identificatie="K1",
            declaratie_nummer="K1",
            **vast,
        ),
        declaratie((BSN_TWEE, [prestatie("R3")]), identificatie="K2", declaratie_nummer="K2", dagtekening=KLOK),
        declaratie(
            (BSN, [prestatie("R4")]),
            identificatie="K3",
            declaratie_nummer="K3",
            dagtekening=KLOK + dt.timedelta(days=1),
        ),
    ]


async def speel(dienst: Dienst) -> dict[str, Any]:
    await dienst.sta_klaar()
    kenmerken = [await dienst.declareer(een) for een in berichten()]
    events = [dienst.events(naam) for naam in ("DeclaratieOntvangen", "DeclaratieBeantwoord", "BetaalopdrachtGemaakt")]
    return {
        "325": [await dienst.antwoord(kenmerk) for kenmerk in kenmerken],
        "rijen": [dienst.sql(vraag) for vraag in _RIJEN],
        "events": _UUID.sub("", json.dumps(events, default=str, sort_keys=True)),
    }


@pytest.fixture
def mappen(tmp_path: Path) -> list[Path]:
    folders = [tmp_path / naam for naam in ("een", "twee", "later")]
    for folder in folders:
        folder.mkdir()
    return folders


async def op(database_url: Callable[[str], str], folder: Path, klok: dt.date) -> dict[str, Any]:
    async with dienst_op(database_url("declaraties"), folder, klok=klok) as dienst:
        return await speel(dienst)


@pytest.mark.integratie
async def test_a_run_with_the_clock_set_repeats_itself_to_the_byte(
    database_url: Callable[[str], str], mappen: list[Path]
) -> None:
    een, twee = [await op(database_url, folder, KLOK) for folder in mappen[:2]]
    later = await op(database_url, mappen[2], KLOK + dt.timedelta(days=1))

    assert een == twee
    assert f"<iwmo:Dagtekening>{KLOK}</iwmo:Dagtekening>".encode() in een["325"][0]
    # one day later the third message is no longer from the future
    assert b"8848" in een["325"][2]
    assert b"8848" not in later["325"][2]


def test_the_offline_check_says_the_same_of_that_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pad = tmp_path / "d.xml"
    codes = []
    for bericht in berichten():
        pad.write_bytes(write_323(bericht))
        main([str(pad), "--json", "--vandaag", str(KLOK)])
        gevonden = json.loads(capsys.readouterr().out)["berichten"][0]["bevindingen"]
        codes.append([een["retourcode"] for een in gevonden])
    assert codes == [[], [], ["8848"]]
