"""The public register as a file: stable bytes, a checksum, a licence, no persons."""

import base64
import csv
import hashlib
import io

import pytest

from tests.integration.subsidies.conftest import Subsidies

pytestmark = pytest.mark.integratie


@pytest.fixture(autouse=True)
async def _regeling(subsidies: Subsidies) -> None:
    await subsidies.publiceer()


async def test_the_file_holds_what_the_register_shows(subsidies: Subsidies) -> None:
    for titel, doel in (("=Wijkmaaltijd", "Samen eten in de wijk."), ("Muziek", "Een avond met drie koren.")):
        await subsidies.verleen(await subsidies.dien_in(titel=titel, doel=doel), 450_000)
    await subsidies.weiger(await subsidies.dien_in(), "awb-4-35-1-a")

    answer = await subsidies.get("/subsidieregister/bestand?jaar=2026", rol=None)
    again = await subsidies.get("/subsidieregister/bestand?jaar=2026", rol=None)
    shown = (await subsidies.get("/subsidieregister?jaar=2026", rol=None)).json()["resultaten"]

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert answer.content == again.content
    assert [row["id"] for row in rows] == [one["id"] for one in shown]
    assert list(rows[0]) == list(shown[0])
    assert sorted(row["activiteit"] for row in rows) == ["'=Wijkmaaltijd", "Muziek"]
    assert {row["verleendCent"] for row in rows} == {"450000"}


async def test_checksum_and_licence_come_with_the_file(subsidies: Subsidies) -> None:
    answer = await subsidies.get("/subsidieregister/bestand?jaar=2025", rol=None)

    digest = base64.b64encode(hashlib.sha256(answer.content).digest()).decode()
    assert answer.headers["content-digest"] == f"sha-256=:{digest}:"
    assert answer.headers["link"].endswith('rel="license"')
    assert answer.headers["content-disposition"] == 'attachment; filename="subsidieregister-2025.csv"'
    assert answer.text.count("\r\n") == 1


async def test_a_year_is_needed(subsidies: Subsidies) -> None:
    assert (await subsidies.get("/subsidieregister/bestand", rol=None)).status_code == 400
