"""From a published figure to money: what contracting indexes, declaraties pays and settles."""

import datetime as dt
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from declaraties.domain.standaard.berichten.waarden import BedragMetDC
from risb_schemas import decode, load_catalog

from tests.builders.declaraties import AGB, GEMEENTE, Dienst, declaratie, dienst_op, prestatie, product, toewijzing
from tests.builders.diensten import aanroeper
from tests.builders.inkoop import Inkoop, een_prijs
from tests.integration.contracting.conftest import Bureau
from tests.integration.contracting.indexeren.indexbureau import clausule_json, leg_vast, stel_voor, voer_uit

pytestmark = pytest.mark.integratie
VANDAAG = dt.date(2026, 12, 1)
RAMING = [("OVA", 2026, "raming", 4180), ("PPC", 2026, "raming", 1820)]
CORRECTIE = [
    ("OVA", 2025, "raming", 4940),
    ("PPC", 2025, "raming", 2510),
    ("OVA", 2025, "definitief", 6000),
    ("PPC", 2025, "definitief", 3100),
]


@dataclass
class Keten:
    """Both services; what one tells is handed to the other once."""

    bureau: Bureau
    dienst: Dienst
    gezien: int = field(default=0)

    async def vertel(self) -> None:
        with psycopg.connect(self.bureau.url) as connection:
            rijen = connection.execute("SELECT volgnummer, inhoud FROM outbox ORDER BY volgnummer").fetchall()
        for volgnummer, inhoud in rijen:
            gelezen = decode(load_catalog(), bytes(inhoud))
            if volgnummer > self.gezien and gelezen.schema.name in {"OvereenkomstGesloten", "PrijsVastgesteld"}:
                await self.dienst.meld(gelezen.schema.name, dict(gelezen.record))
            self.gezien = max(self.gezien, volgnummer)


@pytest.fixture
async def keten(database_url: Callable[[str], str], tmp_path: Path) -> AsyncIterator[Keten]:
    url = database_url("contracting")
    async with (
        dienst_op(database_url("declaraties"), tmp_path / "declaraties") as dienst,
        aanroeper("contracting", url, tmp_path / "contracting") as wie,
    ):
        inkoop = Inkoop(client=wie.client, als=wie.als)
        await inkoop.perceel("BEGELEIDING", [GEMEENTE])
        await inkoop.toegelaten(AGB, "BEGELEIDING")
        prijzen = [een_prijs("02A03", 1250, van="2023-01-01")]
        await inkoop.overeenkomst(AGB, "BEGELEIDING", [GEMEENTE], prijzen, van="2023-01-01")
        bureau = Bureau(wie, url)
        bureau.op(VANDAAG)
        await bureau.nieuw("/indexclausules", clausule_json(perceelCode="BEGELEIDING"))
        await dienst.neem_deel()
        yield Keten(bureau, dienst)


async def test_geval_43_a_definitive_figure_after_the_list_was_used_is_settled_and_old_lines_stay(keten: Keten) -> None:
    """12.50 is paid as 12.99 (3.94 %); with the correction it is 13.12 (4.96 %): 13 cents for each of four hours."""
    bureau, dienst = keten.bureau, keten.dienst
    await leg_vast(bureau, RAMING)
    voorlopig = await stel_voor(bureau, 2026, percelen=["BEGELEIDING"], voorlopig=True)
    await voer_uit(bureau, voorlopig)
    await keten.vertel()
    await dienst.wijs_toe(toewijzing(product(101)))
    assert (await dienst.grond(101)).status_code == 201
    regel = prestatie(product_tarief=1299, ingediend_bedrag=BedragMetDC(bedrag=4 * 1299, debet_credit="D"))
    kenmerk = await dienst.declareer(declaratie(("999900006", [regel])))
    voor = dienst.sql("SELECT * FROM prestatie"), await dienst.antwoord(kenmerk)
    assert dienst.sql("SELECT bedrag FROM prestatie WHERE goedgekeurd") == [(4 * 1299,)]

    await leg_vast(bureau, CORRECTIE)
    ronde = await voer_uit(bureau, await stel_voor(bureau, 2026, percelen=["BEGELEIDING"]))
    await keten.vertel()
    await dienst.verreken()

    assert ronde["status"] == "uitgevoerd"
    assert [one["tarief_cent"] for one in bureau.gebeurtenissen("PrijsVastgesteld")] == [1250, 1299, 1312]
    (verrekend,) = dienst.events("VerrekeningBerekend")
    assert (verrekend["aanleiding"], verrekend["bedrag_cent"]) == ("prijs", 4 * 13)
    assert dienst.sql("SELECT bedrag_cent FROM betaalopdracht WHERE soort = 'verrekening'") == [(4 * 13,)]
    assert (dienst.sql("SELECT * FROM prestatie"), await dienst.antwoord(kenmerk)) == voor
