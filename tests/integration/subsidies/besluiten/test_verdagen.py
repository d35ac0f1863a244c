"""Word that a decision comes later, on the real database: the day moves, the letter goes, and what is refused."""

import datetime as dt

import pytest
from subsidies.entrypoints.timers.besluiten import timers_of

from tests.integration.subsidies.besluiten.test_beschikking import Brievenbus
from tests.integration.subsidies.conftest import Subsidies

pytestmark = pytest.mark.integratie
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(("termijnbron", "schuift"), [("redelijk", True), ("verordening", False)])
async def test_the_applicant_gets_a_letter_and_the_day_moves_unless_a_regulation_sets_it(
    subsidies: Subsidies, termijnbron: str, schuift: bool
) -> None:
    await subsidies.publiceer(termijnbron=termijnbron)
    one = await subsidies.dien_in(emailadres="linde@example.nl")
    was, pad = dt.date.fromisoformat(one["beslisdatum"]), f"/aanvragen/{one['id']}"
    tot = was + 14 * DAY
    assert (await subsidies.get(f"{pad}/verdagingsbericht", "aanvrager", "aanvrager-1")).status_code == 404

    answer = await subsidies.post(f"{pad}/_verdagen", {"tot": str(tot), "reden": "Wij wachten op advies."})

    assert answer.status_code == 200, answer.text
    assert answer.json()["beslisdatum"] == str(tot if schuift else was)
    assert answer.json()["verdaging"]["tot"] == str(tot)
    gelezen = await subsidies.get(f"{pad}/verdagingsbericht", "aanvrager", "aanvrager-1")
    assert gelezen.content.startswith(b"%PDF-1.7")
    assert (await subsidies.get(f"{pad}/beschikking")).status_code == 404
    bus = Brievenbus()
    await subsidies.carry_out(timers_of(bus, subsidies.edge.clock))
    assert [one.pdf for one in bus.zendingen] == [gelezen.content]


@pytest.mark.parametrize(
    ("eerst", "later", "dagen", "status", "slug"),
    [
        (False, 0, 0, 400, "verdaging-buiten-termijn"),
        (False, 0, 200, 400, "verdaging-buiten-termijn"),
        (True, 0, 7, 409, "al-verdaagd"),
        (False, 1, 7, 409, "beslistermijn-voorbij"),
    ],
)
async def test_a_second_time_too_late_or_on_another_day_is_refused(
    subsidies: Subsidies, eerst: bool, later: int, dagen: int, status: int, slug: str
) -> None:
    await subsidies.publiceer(termijnbron="redelijk")
    one = await subsidies.dien_in()
    was, pad = dt.date.fromisoformat(one["beslisdatum"]), f"/aanvragen/{one['id']}/_verdagen"
    if eerst:
        assert (await subsidies.post(pad, {"tot": str(was + DAY), "reden": "Wij wachten."})).status_code == 200
    subsidies.op(was + later * DAY)
    answer = await subsidies.post(pad, {"tot": str(was + dagen * DAY), "reden": "Nog niet klaar."})
    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:risb:probleem:{slug}")
