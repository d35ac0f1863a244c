"""Every look at data of a client leaves exactly one processing record per person, and no look leaves none."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from risb_kern.privacy import Privacy

from tests.builders.aanvraag import dien_in, een_regeling
from tests.builders.berichten import Declaratie, Regel, toewijzing
from tests.builders.diensten import Aanroeper, aanroeper
from tests.builders.personen import some_bsns
from tests.contract.rechten.van_declaraties import EIGEN, NIETS, bereid_contract, stuur

pytestmark = pytest.mark.integratie
PERSONEN = some_bsns(4, seed=31)


def records(dienst: Aanroeper) -> list[tuple[Any, ...]]:
    with psycopg.connect(dienst.settings.database_url.get_secret_value()) as connection:
        query = "SELECT betrokkene, gebruiker, activiteit, naam, status, begin <= einde, trace_id FROM verwerkingslog ORDER BY id"
        return connection.execute(query).fetchall()


async def seen(
    dienst: Aanroeper, methode: str, pad: str, wie: dict[str, str], **body: Any
) -> tuple[int, list[tuple[Any, ...]]]:
    """The status of one request and the records that it left."""
    before = len(records(dienst))
    answer = await dienst.client.request(methode, pad, headers=wie, **body)
    return answer.status_code, records(dienst)[before:]


async def three_clients(dienst: Aanroeper) -> str:
    """Three persons with a toewijzing each; a 323 with a line of each, and a refused one of two of them."""
    gemeente, aanbieder = dienst.als("zorgadministratie", gemeenten=["0307"]), dienst.als("aanbieder", agb=[EIGEN])
    await bereid_contract(dienst)
    regels = []
    for number, bsn in enumerate(PERSONEN[:3], start=100):
        assigned = toewijzing(agb=EIGEN, gemeente="0307", bsn=bsn, nummer=number, kenmerk=f"T{number}")
        await stuur(dienst, assigned, gemeente)
        grond = {
            "gemeente": "0307",
            "wet": "wmo",
            "soort": "beschikking",
            "datum": "2019-12-01",
            "toewijzingNummer": number,
        }
        assert (await dienst.client.post("/v1/grondslagen", json=grond, headers=gemeente)).status_code == 201
        regels.append(Regel(bsn=bsn, toewijzing=number, referentie=f"R{number}", uren=2))
    regels += [replace(regel, toewijzing=999, referentie=f"{regel.referentie}X") for regel in regels[:2]]
    month = dt.date(2026, 4, 1)
    file = Declaratie(
        agb=EIGEN, gemeente="0307", nummer="L1", maand=month, dagtekening=dt.date(2026, 5, 6), regels=regels
    )
    return await stuur(dienst, file.xml(), aanbieder)


async def test_each_look_in_declaraties_leaves_one_record_per_person(
    database_url: Callable[[str], str], tmp_path: Path
) -> None:
    async with aanroeper("declaraties", database_url("declaraties"), tmp_path) as dienst:
        bestand = await three_clients(dienst)
        pseudonym = Privacy(dienst.settings.key).pseudonym
        everyone, refused = [{pseudonym(bsn) for bsn in PERSONEN[:count]} for count in (3, 2)]
        looks: list[tuple[str, str, Any, set[bytes]]] = [
            ("GET", "/v1/toewijzingen", None, everyone),
            ("GET", "/v1/toewijzingen?limiet=1", None, {pseudonym(PERSONEN[0])}),
            ("POST", "/v1/toewijzingen/_zoek", {"bsn": PERSONEN[1]}, {pseudonym(PERSONEN[1])}),
            ("GET", f"/v1/berichten/{bestand}/antwoord", None, refused),
            ("GET", f"/v1/declaraties/{bestand}", None, refused),
            ("GET", f"/v1/declaraties/{bestand}/prestaties", None, everyone),
            ("GET", f"/v1/declaraties/{bestand}/prestaties?goedgekeurd=false", None, refused),
        ]
        wie = dienst.als("aanbieder", agb=[EIGEN], sub="medewerker-7")
        for methode, pad, body, persons in looks:
            status, left = await seen(dienst, methode, pad, wie, **({"json": body} if body else {}))
            assert status == 200, pad
            assert sorted(one[0] for one in left) == sorted(persons), pad
            assert {one[1] for one in left} == {"medewerker-7"}, pad
            assert all(one[2] and one[3] and one[4] == "Ok" and one[5] and one[6] for one in left), pad


async def test_without_a_person_to_see_there_is_no_record(database_url: Callable[[str], str], tmp_path: Path) -> None:
    async with aanroeper("declaraties", database_url("declaraties"), tmp_path) as dienst:
        bestand = await three_clients(dienst)
        own, other = dienst.als("aanbieder", agb=[EIGEN]), dienst.als("aanbieder", agb=["42420002"])
        nobody = [
            ("POST", "/v1/toewijzingen/_zoek", {"bsn": PERSONEN[3]}, own, 200),
            ("POST", "/v1/toewijzingen/_zoek", {"bsn": PERSONEN[0]}, other, 200),
            ("POST", "/v1/toewijzingen/_zoek", {"bsn": "12"}, own, 400),
            ("GET", "/v1/toewijzingen", None, other, 200),
            ("GET", f"/v1/declaraties/{bestand}", None, other, 404),
            ("GET", f"/v1/declaraties/{NIETS}/prestaties", None, own, 404),
            ("GET", f"/v1/berichten/{bestand}", None, own, 200),
            ("GET", "/v1/declaraties", None, own, 200),
            ("GET", "/v1/toewijzingen", None, dienst.als("inkoper"), 403),
        ]
        for methode, pad, body, wie, expected in nobody:
            status, left = await seen(dienst, methode, pad, wie, **({"json": body} if body else {}))
            assert (status, left) == (expected, []), pad


async def test_each_look_at_a_subsidy_application_leaves_one_record(
    database_url: Callable[[str], str], tmp_path: Path
) -> None:
    async with aanroeper("subsidies", database_url("subsidies"), tmp_path) as dienst:
        adviseur, aanvrager = dienst.als("subsidieadviseur", sub="adviseur-3"), dienst.als("aanvrager", sub="bewoner-1")
        assert (await dienst.client.post("/v1/regelingen", json=een_regeling(), headers=adviseur)).status_code == 201
        aanvraag = (await dien_in(dienst.client, aanvrager, bsn=PERSONEN[0]))["id"]
        person = Privacy(dienst.settings.key).pseudonym(PERSONEN[0])
        for wie, who in ((adviseur, "adviseur-3"), (aanvrager, "bewoner-1")):
            status, left = await seen(dienst, "GET", f"/v1/aanvragen/{aanvraag}", wie)
            assert (status, [one[:2] for one in left]) == (200, [(person, who)])
        for pad, wie, expected in (
            ("/v1/aanvragen", adviseur, 200),
            (f"/v1/aanvragen/{aanvraag}", dienst.als("aanvrager", sub="bewoner-2"), 404),
            ("/v1/subsidieregister", {}, 200),
        ):
            assert await seen(dienst, "GET", pad, wie) == (expected, []), pad
