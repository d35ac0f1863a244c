"""The letter of a decision: there with the decision, for who may read it, logged, and sent once it is committed."""

import dataclasses
import datetime as dt
import os
from pathlib import Path

import pytest
from chassis.bounds.retention import OPGERUIMD
from chassis.db import session_of
from risb_kern.act import act_of
from risb_zaak.documents.sql import SqlDocumenten
from risb_zaak.letter_ports import Kanaal, Zending
from sqlalchemy import text
from subsidies.adapters.uow import SqlUow
from subsidies.bootstrap import archief_of
from subsidies.entrypoints.opruimen import opruimen
from subsidies.entrypoints.timers.besluiten import timers_of
from typing_extensions import override

from tests.builders.subsidies import DAG
from tests.integration.subsidies.conftest import Subsidies

pytestmark = pytest.mark.integratie


class Brievenbus(Kanaal):
    """What was delivered; `weigert` makes the next delivery fail."""

    def __init__(self) -> None:
        self.zendingen: list[Zending] = []
        self.weigert = False

    @override
    async def send(self, zending: Zending) -> None:
        self.zendingen.append(zending)
        if self.weigert:
            raise ConnectionError


@pytest.fixture(autouse=True)
async def _regeling(subsidies: Subsidies) -> None:
    await subsidies.publiceer()


async def verstuur(subsidies: Subsidies, bus: Brievenbus) -> None:
    """Do what the agenda says about letters, also about one that was put off."""
    async with subsidies.edge.uow() as uow:
        await session_of(uow).execute(text("UPDATE agenda SET wacht_tot = NULL"))
        await uow.commit()
    await subsidies.carry_out(timers_of(bus, subsidies.edge.clock))


async def test_applicant_and_officer_fetch_the_letter_and_nobody_else(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in()
    pad = f"/aanvragen/{one['id']}/beschikking"
    assert (await subsidies.get(pad, "aanvrager", "aanvrager-1")).status_code == 404
    await subsidies.verleen(one, 450_000)

    answer = await subsidies.get(pad, "aanvrager", "aanvrager-1")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-length"] == str(len(answer.content))
    assert answer.content.startswith(b"%PDF-1.7")
    assert (await subsidies.get(pad)).content == answer.content
    assert (await subsidies.get(pad, "aanvrager", "aanvrager-2")).status_code == 404


async def test_fetching_leaves_a_record_of_who_read_about_whom(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in()
    await subsidies.verleen(one, 450_000)
    await subsidies.get(f"/aanvragen/{one['id']}/beschikking", "aanvrager", "aanvrager-1")

    rows = await subsidies.rows(
        "SELECT gebruiker, betrokkene FROM verwerkingslog WHERE naam = 'lezen beschikking' ORDER BY id"
    )
    read = await subsidies.rows("SELECT DISTINCT betrokkene FROM verwerkingslog")

    assert [row[0] for row in rows] == ["aanvrager-1"]
    assert [row[1] for row in rows] == [row[0] for row in read]


async def test_a_decision_that_fails_leaves_no_letter(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in()
    answer = await subsidies.verleen(one, 99_999_999)

    assert answer.status_code == 400
    assert await subsidies.rows("SELECT id FROM document") == []


async def test_the_kept_letter_says_how_long_it_is_kept_and_shows_no_name_on_disk(
    subsidies: Subsidies, tmp_path: Path
) -> None:
    one = await subsidies.dien_in()
    await subsidies.weiger(one, "awb-4-35-1-a")

    [row] = await subsidies.rows("SELECT zaak, soort, bewaren_tot::text, scan, object FROM document")
    [stored] = (tmp_path / "documenten").iterdir()

    assert tuple(row) == (f"aanvraag:{one['id']}", "beschikking", "2033-09-14", "niet_gescand", stored.name)
    assert b"%PDF" not in stored.read_bytes()


async def test_a_letter_goes_to_the_address_that_was_given(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in(emailadres="linde@example.nl")
    await subsidies.verleen(one, 450_000)
    bus = Brievenbus()

    await verstuur(subsidies, bus)

    [zending] = bus.zendingen
    pdf = (await subsidies.get(f"/aanvragen/{one['id']}/beschikking")).content
    [event] = await subsidies.events("BriefVerzonden")
    assert (zending.aan, zending.pdf) == ("linde@example.nl", pdf)
    assert (event["aanvraag_id"], event["document_id"]) == (one["id"], str(zending.id))
    assert (event["soort"], event["kanaal"], event["trace"]) == ("beschikking", "e-mail", one["correlatieId"])
    assert "linde" not in str(event)


async def test_a_letter_that_failed_is_sent_again_under_the_same_number(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in(emailadres="linde@example.nl")
    await subsidies.verleen(one, 450_000)
    bus = Brievenbus()
    bus.weigert = True
    await verstuur(subsidies, bus)
    assert await subsidies.events("BriefVerzonden") == []
    bus.weigert = False

    await verstuur(subsidies, bus)

    first, second = bus.zendingen
    assert dataclasses.asdict(first) == dataclasses.asdict(second)
    assert len(await subsidies.events("BriefVerzonden")) == 1


async def test_a_letter_that_had_to_wait_says_everywhere_when_it_went(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in(emailadres="linde@example.nl")
    await subsidies.verleen(one, 450_000)
    subsidies.op(DAG + dt.timedelta(days=3))
    nu = subsidies.edge.clock.nu()

    await verstuur(subsidies, Brievenbus())

    [event] = await subsidies.events("BriefVerzonden")
    [act] = await subsidies.rows("SELECT op FROM tijdlijn WHERE soort = 'brief_versturen'")
    [read] = await subsidies.rows("SELECT begin FROM verwerkingslog WHERE gebruiker = 'systeem'")
    assert (event["verzonden_op"], act[0], read[0]) == (nu, nu, nu)


async def test_without_an_address_a_letter_is_ready_to_be_fetched(subsidies: Subsidies) -> None:
    await subsidies.verleen(await subsidies.dien_in(), 450_000)
    bus = Brievenbus()

    await verstuur(subsidies, bus)

    assert bus.zendingen == []
    assert [one["kanaal"] for one in await subsidies.events("BriefVerzonden")] == ["portaal"]


async def cleaned(subsidies: Subsidies) -> tuple[float, float]:
    """Clean up today; how many documents and contents went away until now."""
    async with subsidies.edge.uow() as uow:
        assert isinstance(uow, SqlUow)
        await opruimen(SqlDocumenten(uow, archief_of(subsidies.settings)), act_of(subsidies.edge.clock))
        await uow.commit()
    documenten, inhoud = (OPGERUIMD.labels("subsidies", wat)._value.get() for wat in ("documenten", "inhoud"))
    return documenten, inhoud


async def test_cleaning_takes_letters_whose_term_is_over_and_later_their_contents(
    subsidies: Subsidies, tmp_path: Path
) -> None:
    await subsidies.verleen(await subsidies.dien_in(), 450_000)
    documenten, inhoud = await cleaned(subsidies)

    subsidies.op(dt.date(2033, 9, 15))
    assert await cleaned(subsidies) == (documenten + 1, inhoud)
    [stored] = (tmp_path / "documenten").iterdir()
    os.utime(stored, (0, 0))

    assert await cleaned(subsidies) == (documenten + 1, inhoud + 1)
