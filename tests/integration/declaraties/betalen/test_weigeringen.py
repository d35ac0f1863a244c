"""What payment says no to; that nothing changed by it is looked at around every test (tests/builders)."""

import httpx
import psycopg
import pytest

from tests.builders.betalen import EEN, Kas
from tests.builders.declaraties import AGB, ANDERE_AGB, GEMEENTE

pytestmark = pytest.mark.integratie
TERUGGEZET = "UPDATE betaalrun SET status = 'concept', bestand = NULL, sha256 = NULL, afgehandeld_door = NULL"


def slug(antwoord: httpx.Response) -> tuple[int, str]:
    return antwoord.status_code, str(antwoord.json()["type"]).rpartition(":")[2]


def knoei(kas: Kas, vraag: str) -> None:
    with psycopg.connect(kas.dienst.url) as verbinding:
        verbinding.execute(vraag.encode())


async def test_a_run_that_no_bank_can_read_is_not_released(kas: Kas) -> None:
    """Only after tampering with what the register knows: what is prepared fits a file for the bank."""
    for agb in (AGB, ANDERE_AGB):
        await kas.opdracht(500, agb_code=agb)
    run = await kas.run()
    assert (await kas.geef_vrij(run)).status_code == 200
    knoei(kas, TERUGGEZET)
    knoei(kas, f"UPDATE betaalregel SET bedrag_cent = CASE agb_code WHEN '{AGB}' THEN -1 ELSE 1001 END")
    assert slug(await kas.geef_vrij(run)) == (409, "betaalbestand-ongeldig")


async def test_a_run_of_which_the_register_knows_another_file_is_not_released_again(kas: Kas) -> None:
    await kas.opdracht(500)
    run = await kas.run()
    assert (await kas.geef_vrij(run)).status_code == 200
    knoei(kas, TERUGGEZET)
    knoei(kas, "UPDATE betaalrun SET uitvoerdatum = uitvoerdatum + 1")
    assert slug(await kas.geef_vrij(run, sub="fin-drie")) == (409, "register-wijkt-af")


@pytest.mark.usefixtures("ook_lezen")
async def test_a_file_that_the_register_does_not_know_is_not_fetched(kas: Kas) -> None:
    await kas.opdracht()
    run = await kas.betaal()
    (kas.dienst.settings.payment_register / "register.jsonl").write_bytes(b"")
    assert slug(await kas.get(f"/betaalruns/{run['id']}/bestand")) == (409, "register-wijkt-af")


@pytest.mark.parametrize(("uitkomst", "geweigerd"), [("open", "uitkomst-ongeldig"), ("geweigerd", "reden-ontbreekt")])
async def test_an_outcome_that_says_nothing_is_refused(kas: Kas, uitkomst: str, geweigerd: str) -> None:
    await kas.opdracht()
    (betaling,) = await kas.betalingen(await kas.betaal())
    assert slug(await kas.meld_af(betaling["id"], uitkomst)) == (400, geweigerd)


async def test_a_run_is_not_carried_out_in_the_past(kas: Kas) -> None:
    await kas.opdracht()
    assert slug(await kas.bereid_voor(uitvoerdatum="2026-05-31")) == (400, "uitvoerdatum-voorbij")


@pytest.mark.parametrize(
    ("tot", "uitvoer", "geweigerd"),
    [
        ("2026-06-02", None, "vervalt-na-uitvoerdatum"),
        ("2026-07-01", "2026-06-30", "vervalt-na-uitvoerdatum"),
        (None, "2026-09-02", "uitvoerdatum-te-ver"),
        ("2199-12-31", "2199-12-31", "uitvoerdatum-te-ver"),
    ],
)
async def test_nobody_is_paid_before_it_is_due_nor_long_after_the_release(
    kas: Kas, tot: str | None, uitvoer: str | None, geweigerd: str
) -> None:
    await kas.opdracht()
    antwoord = await kas.post("/betaalruns", {"gemeente": GEMEENTE, "totEnMet": tot, "uitvoerdatum": uitvoer}, sub=EEN)
    assert slug(antwoord) == (400, geweigerd)
    assert (await kas.bereid_voor(totEnMet="2026-09-01")).status_code == 201
