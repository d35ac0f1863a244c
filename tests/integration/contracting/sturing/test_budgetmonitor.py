import asyncio
import datetime as dt
import random
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from chassis.events.consumer import Consumer
from contracting.bootstrap import build_handlers
from contracting.entrypoints.consumer import HANDLERS
from contracting.settings import Settings
from risb_kern.lists import Bereik

from tests.builders.contracting import AGB, Bericht, envelope, voorbeeld, voorbeelden
from tests.builders.gebeurtenissen import gebeurtenis
from tests.fakes.contracting.uow import FakeUow
from tests.integration.contracting.conftest import Bureau

pytestmark = pytest.mark.integratie
GEPUBLICEERD = [(naam, bestand) for naam in HANDLERS for bestand in voorbeelden(naam)]


async def verwerk(bureau: Bureau, *berichten: Bericht) -> None:
    for one in berichten:
        async with bureau.uow() as uow:
            await HANDLERS[one.naam](uow, one.data, one.envelope)
            await uow.commit()


def bericht(naam: str, nummer: int = 1, **changes: Any) -> Bericht:
    return Bericht(naam=f"{naam}.v1", data=voorbeeld(f"{naam}.v1", **changes), envelope=envelope(nummer))


async def stand(bureau: Bureau) -> Any:
    maatregelen = (await bureau.get(f"/maatregelen?agbCode={AGB}")).json()
    return (await bureau.get("/budgetmonitor?jaar=2026")).json(), maatregelen


async def test_every_published_example_is_handled_and_twice_is_once(bureau: Bureau) -> None:
    for nummer, (naam, bestand) in enumerate(GEPUBLICEERD, start=1):
        een = Bericht(naam=naam, data=voorbeeld(naam, bestand), envelope=envelope(nummer))
        await verwerk(bureau, een)
        na_een = await stand(bureau)
        await verwerk(bureau, een)
        assert await stand(bureau) == na_een, (naam, bestand)
    assert len(GEPUBLICEERD) >= len(HANDLERS)
    monitor, maatregelen = await stand(bureau)
    assert monitor["totaal"] == {
        "budgetCent": 0,
        "verplichtCent": 762_000,
        "betaalbaarCent": 24_000 + 8_333_333,
        "vrijgegevenCent": 24_000,
        "geweigerdCent": 24_000,
        "betaaldCent": 0,
        "teBetalenCent": 24_000 + 8_333_333,
        "ruimteCent": -762_000 - 125_000 - 8_333_333,
        # A term that contracting has no obligation for is expected back.
        "openCent": 312_000 - 24_000 + 450_000 - 8_333_333,
        "prognoseCent": 762_000,
    }
    assert [one["laatsteDag"] for one in maatregelen["resultaten"]] == ["2026-07-01"]


async def test_the_same_record_from_the_broker_has_one_effect(bureau: Bureau) -> None:
    settings = bureau.wie.settings
    assert isinstance(settings, Settings)
    handlers, uow = build_handlers(settings)
    consumer = Consumer("contracting", handlers, uow, trust=settings.trust(), registry=None)
    assert consumer.topics() == [
        "declaraties-betalingen",
        "declaraties-toewijzingen",
        "subsidies-besluiten",
        "toezicht-maatregelen",
    ]
    record = gebeurtenis("BetaalopdrachtGemaakt.v1", voorbeeld("BetaalopdrachtGemaakt.v1"))
    assert [await consumer.handle(record) for _ in range(3)] == ["verwerkt", "dubbel", "dubbel"]
    assert (await bureau.get("/budgetmonitor?jaar=2026")).json()["totaal"]["betaalbaarCent"] == 24_000


async def test_budget_obligations_and_payments_stand_side_by_side(bureau: Bureau) -> None:
    for gemeente, bedrag in (("0307", 1_000_000), ("0342", 200_000)):
        antwoord = await zet_budget(bureau, gemeente, bedrag)
        assert antwoord.status_code == 200, antwoord.text
    await verwerk(
        bureau,
        bericht("ToewijzingVastgelegd", 1),
        bericht("BetaalopdrachtGemaakt", 2),
        bericht("SubsidieVerleend", 3),
        bericht("BetaalopdrachtGemaakt", 4, betaalopdracht_id=str(uuid.UUID(int=4)), gemeente="0342"),
        bericht("BetalingVrijgegeven", 5, bedrag_cent=25_000, regels=[deel(25_000)]),
    )
    monitor = (await bureau.get("/budgetmonitor?jaar=2026")).json()
    assert monitor == {
        "jaar": 2026,
        "regels": [
            {
                "gemeente": "0307",
                "programmalijn": "2.1.3",
                "budgetCent": 1_000_000,
                "verplichtCent": 762_000,
                "betaalbaarCent": 24_000,
                "vrijgegevenCent": 25_000,
                "geweigerdCent": 0,
                "betaaldCent": 25_000,
                "teBetalenCent": -1_000,
                "ruimteCent": 238_000,
                "openCent": 738_000,
                "prognoseCent": 762_000,
            },
            {
                "gemeente": "0342",
                "programmalijn": "2.1.3",
                "budgetCent": 200_000,
                "verplichtCent": 0,
                "betaalbaarCent": 24_000,
                "vrijgegevenCent": 0,
                "geweigerdCent": 0,
                "betaaldCent": 0,
                "teBetalenCent": 24_000,
                "ruimteCent": 176_000,
                "openCent": 0,
                "prognoseCent": 24_000,
            },
        ],
        "totaal": {
            "budgetCent": 1_200_000,
            "verplichtCent": 762_000,
            "betaalbaarCent": 48_000,
            "vrijgegevenCent": 25_000,
            "geweigerdCent": 0,
            "betaaldCent": 25_000,
            "teBetalenCent": 23_000,
            "ruimteCent": 414_000,
            "openCent": 738_000,
            "prognoseCent": 786_000,
        },
    }
    alleen = (await bureau.get("/budgetmonitor?jaar=2026&gemeente=0342")).json()
    assert (len(alleen["regels"]), alleen["totaal"]["budgetCent"]) == (1, 200_000)


def deel(cent: int, lijn: str = "2.1.3") -> dict[str, Any]:
    return {"programmalijn": lijn, "jaar": 2026, "bedrag_cent": cent}


async def totaal(bureau: Bureau) -> dict[str, int]:
    gevonden: dict[str, int] = (await bureau.get("/budgetmonitor?jaar=2026")).json()["totaal"]
    return gevonden


async def test_nothing_is_paid_before_it_is_released_and_not_after_the_bank_refused_it(bureau: Bureau) -> None:
    """A million that became payable, a subsidy that was granted: until a payment leaves, nothing is paid."""
    betaling, nieuwe = str(uuid.UUID(int=51)), str(uuid.UUID(int=52))
    feiten = [
        bericht("SubsidieVerleend", 1),
        bericht("BetaalopdrachtGemaakt", 2, bedrag_cent=1_000_000_00),
        bericht("BetalingVrijgegeven", 3, betaling_id=betaling, bedrag_cent=900, regels=[deel(1_000), deel(-100)]),
        bericht("BetalingGeweigerd", 4, betaling_id=betaling, bedrag_cent=900, regels=[deel(1_000), deel(-100)]),
        bericht("BetalingVrijgegeven", 5, betaling_id=nieuwe, bedrag_cent=900, regels=[deel(900)]),
    ]
    gezien = []
    for feit in feiten:
        await verwerk(bureau, feit, feit)
        nu = await totaal(bureau)
        gezien.append((nu["betaalbaarCent"], nu["vrijgegevenCent"], nu["geweigerdCent"], nu["betaaldCent"]))
    miljoen = 1_000_000_00
    assert gezien == [
        (0, 0, 0, 0),
        (miljoen, 0, 0, 0),
        (miljoen, 900, 0, 900),
        (miljoen, 900, 900, 0),
        (miljoen, 1_800, 900, 900),
    ]
    assert nu["teBetalenCent"] == miljoen - 900


async def test_a_payment_told_before_it_said_its_lines_stands_on_no_line(bureau: Bureau) -> None:
    await verwerk(bureau, bericht("BetalingVrijgegeven", 1, regels=[]), bericht("BetalingGeweigerd", 2, regels=[]))
    (regel,) = (await bureau.get("/budgetmonitor?jaar=2026")).json()["regels"]
    assert (regel["programmalijn"], regel["vrijgegevenCent"], regel["geweigerdCent"]) == ("onbekend", 24_000, 24_000)


async def zet_budget(bureau: Bureau, gemeente: str, bedrag: int, if_match: str | None = None) -> Any:
    koppen = bureau.koppen("financien") | ({"If-Match": if_match} if if_match else {})
    return await bureau.wie.client.put(
        f"/v1/budgetten/{gemeente}/2.1.3/2026", json={"bedragCent": bedrag}, headers=koppen
    )


async def test_a_budget_is_changed_only_by_who_saw_it(bureau: Bureau) -> None:
    eerste = await zet_budget(bureau, "0307", 100)
    gelezen = await bureau.get("/budgetten/0307/2.1.3/2026")
    assert (eerste.headers["ETag"], gelezen.headers["ETag"], gelezen.json()["bedragCent"]) == ('"1"', '"1"', 100)
    tweede = await zet_budget(bureau, "0307", 200, eerste.headers["ETag"])
    assert (tweede.headers["ETag"], tweede.json()["versie"]) == ('"2"', 2)
    oud = await zet_budget(bureau, "0307", 300, '"1"')
    zonder = await zet_budget(bureau, "0307", 300)
    kapot = await zet_budget(bureau, "0307", 300, "W/x")
    assert [(one.status_code, one.json()["type"].rsplit(":", 1)[1]) for one in (oud, zonder, kapot)] == [
        (409, "intussen-gewijzigd"),
        (400, "if-match-ontbreekt"),
        (400, "if-match-ongeldig"),
    ]
    assert (await bureau.get("/budgetten/0307/2.1.3/2026")).json()["bedragCent"] == 200


async def test_a_first_budget_set_at_the_same_time_is_set_once(bureau: Bureau) -> None:
    antwoorden = await asyncio.gather(*(zet_budget(bureau, "0307", bedrag) for bedrag in range(1, 5)))
    assert sorted(one.status_code for one in antwoorden) == [200, 400, 400, 400]


async def test_a_gemeente_sees_its_own_budget_alone(bureau: Bureau) -> None:
    await zet_budget(bureau, "0307", 100)
    await zet_budget(bureau, "0342", 200)
    eigen = (await bureau.get("/budgetmonitor?jaar=2026", rol="zorgadministratie")).json()
    assert [one["gemeente"] for one in eigen["regels"]] == ["0307"]
    for pad in ("/budgetmonitor?jaar=2026&gemeente=0342", "/budgetten/0342/2.1.3/2026"):
        assert (await bureau.get(pad, rol="zorgadministratie")).status_code == 404


async def test_two_hundred_facts_at_once_are_booked_exactly_once_each(bureau: Bureau) -> None:
    """200 payments and states of ten assignments for one budget, each delivered twice, all at the same time (R-23)."""
    await zet_budget(bureau, "0307", 10**9)
    betalingen = [
        bericht("BetaalopdrachtGemaakt", nummer, betaalopdracht_id=str(uuid.UUID(int=nummer)), bedrag_cent=nummer - 50)
        for nummer in range(1, 101)
    ]
    standen = [
        bericht(
            "ToewijzingVastgelegd",
            200 + nummer,
            toewijzing_nummer=nummer % 10,
            verplichting_cent=nummer,
            toegewezen_op=dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=nummer),
        )
        for nummer in range(100)
    ]
    alle = [*betalingen, *standen] * 2
    random.Random(1).shuffle(alle)
    await asyncio.gather(*(verwerk(bureau, een) for een in alle))

    stand = await totaal(bureau)
    assert stand["betaalbaarCent"] == sum(nummer - 50 for nummer in range(1, 101))
    assert stand["verplichtCent"] == sum(range(90, 100))
    assert stand["ruimteCent"] == 10**9 - max(stand["verplichtCent"], stand["betaalbaarCent"])


async def test_many_changes_of_one_budget_at_once_lose_none(bureau: Bureau) -> None:
    """Everybody saw version 1: one change wins, and everybody else is told."""
    eerste = await zet_budget(bureau, "0307", 1)
    antwoorden = await asyncio.gather(
        *(zet_budget(bureau, "0307", bedrag, eerste.headers["ETag"]) for bedrag in range(2, 52))
    )
    (goed,) = [een for een in antwoorden if een.status_code == 200]
    assert {een.status_code for een in antwoorden} == {200, 409}
    gelezen = (await bureau.get("/budgetten/0307/2.1.3/2026")).json()
    assert (gelezen["bedragCent"], gelezen["versie"]) == (goed.json()["bedragCent"], 2)


async def test_what_gemeenten_settle_moves_what_is_payable_and_is_never_seen_as_paid(bureau: Bureau) -> None:
    onderling = bericht("VerrekeningBerekend", 1)
    aanbieder = bericht("VerrekeningBerekend", 2, naar_gemeente=None, verrekening_id=str(uuid.UUID(int=2)))
    terug = bericht("VerrekeningBerekend", 3, verrekening_id=str(uuid.UUID(int=3)), bedrag_cent=-25_000)

    await verwerk(bureau, onderling, aanbieder, onderling, terug)

    monitor = (await bureau.get("/budgetmonitor?jaar=2026")).json()
    assert [(een["gemeente"], een["betaalbaarCent"]) for een in monitor["regels"]] == [
        ("0307", -100_000),
        ("0342", 100_000),
    ]
    assert (monitor["totaal"]["betaalbaarCent"], monitor["totaal"]["betaaldCent"]) == (0, 0)


async def test_the_forecast_lets_go_of_what_an_ended_assignment_did_not_use(bureau: Bureau) -> None:
    """Half a year of 600 a month, of which April was declared: the open part shrinks with the calendar."""
    half_jaar = {"ingangsdatum": dt.date(2026, 1, 1), "einddatum": dt.date(2026, 6, 30), "verplichting_cent": 3_620_00}
    await verwerk(bureau, bericht("ToewijzingVastgelegd", 1, **half_jaar))
    await verwerk(bureau, bericht("BetaalopdrachtGemaakt", 2, bedrag_cent=1_000_00))
    gezien = {}
    for dag in ("2026-01-15", "2026-06-15", "2026-07-31", "2026-08-01"):
        bureau.op(dt.date.fromisoformat(dag))
        stand = await totaal(bureau)
        assert stand["prognoseCent"] == stand["betaalbaarCent"] + stand["openCent"]
        gezien[dag] = stand["openCent"]
    # 181 days of 20.00: all but what is payable already, from 1 May, from 1 June, and none any more
    assert gezien == {
        "2026-01-15": 181 * 20_00 - 1_000_00,
        "2026-06-15": 61 * 20_00,
        "2026-07-31": 30 * 20_00,
        "2026-08-01": 0,
    }
    korter = {**half_jaar, "einddatum": dt.date(2026, 3, 31), "verplichting_cent": 1_800_00}
    later = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    await verwerk(bureau, bericht("ToewijzingVastgelegd", 3, **korter, toegewezen_op=later))
    assert (await bureau.get("/budgetmonitor?jaar=2026")).json()["totaal"]["verplichtCent"] == 1_800_00


GrootboekStand = Callable[[], Awaitable[dict[tuple[str, str], tuple[int, int]]]]


@pytest.mark.parametrize("zaad", range(5))
async def test_the_ledger_in_memory_and_on_postgresql_agree_in_any_order(bureau: Bureau, zaad: int) -> None:
    toeval = random.Random(zaad)
    geschiedenis = (
        [
            bericht(
                "ToewijzingVastgelegd",
                nummer,
                toewijzing_nummer=toeval.randint(1, 3),
                verplichting_cent=toeval.randint(0, 10**6),
                verwijderd=toeval.random() < 0.2,
                einddatum=dt.date(toeval.randint(2026, 2028), 6, 30),
                toegewezen_op=dt.datetime(2026, 1, toeval.randint(1, 3), tzinfo=dt.UTC),
            )
            for nummer in range(1, 13)
        ]
        + [
            bericht(
                "BetaalopdrachtGemaakt",
                40 + nummer,
                betaalopdracht_id=str(uuid.UUID(int=nummer)),
                bedrag_cent=toeval.randint(-(10**5), 10**6),
                jaar=toeval.randint(2026, 2028),
                periode_tot=dt.date(2026, toeval.randint(1, 12), 28),
                betreft=toeval.choice(["zorg", "termijn", "vergoeding"]),
            )
            for nummer in range(1, 7)
        ]
        + [
            bericht("SubsidieVerleend", 20 + nummer, verleend_cent=nummer, besluitdatum=dt.date(2026, 1, nummer))
            for nummer in range(1, 4)
        ]
    )
    geheugen = FakeUow()
    for one in geschiedenis:
        await HANDLERS[one.naam](geheugen, one.data, one.envelope)
    door_elkaar = geschiedenis * 2
    toeval.shuffle(door_elkaar)
    await verwerk(bureau, *door_elkaar)
    for jaar in (2026, 2027, 2028):
        async with bureau.uow() as uow:
            echt, nep, bereik = uow.monitorvragen, geheugen.monitorvragen, Bereik(alles=True)
            assert await echt.sum_geboekt(jaar, bereik) == await nep.sum_geboekt(jaar, bereik)
            for vandaag in (dt.date(jaar, 1, 1), dt.date(jaar, 4, 15), dt.date(jaar + 1, 2, 1)):
                gelezen = await echt.sum_open(jaar, bereik, vandaag=vandaag)
                assert gelezen == await nep.sum_open(jaar, bereik, vandaag=vandaag)


async def test_a_measure_is_shown_on_the_aanbieder_until_it_ends(bureau: Bureau) -> None:
    await bureau.toegelaten()
    bureau.op(dt.date(2026, 6, 1))
    await verwerk(bureau, bericht("MaatregelOpgelegd"))
    (maatregel,) = (await bureau.get(f"/aanbieders/{AGB}")).json()["maatregelen"]
    assert (maatregel["soort"], maatregel["van"], maatregel["laatsteDag"]) == (
        "clientenstop",
        "2026-05-10",
        "2026-08-10",
    )
    await verwerk(bureau, bericht("MaatregelBeeindigd"))
    bureau.op(dt.date(2026, 7, 1))
    assert len((await bureau.get(f"/aanbieders/{AGB}")).json()["maatregelen"]) == 1
    bureau.op(dt.date(2026, 7, 2))
    assert (await bureau.get(f"/aanbieders/{AGB}")).json()["maatregelen"] == []
    assert len((await bureau.get(f"/maatregelen?agbCode={AGB}", rol="aanbieder")).json()["resultaten"]) == 1
    assert (await bureau.get("/maatregelen?datum=2026-07-02")).json()["resultaten"] == []


async def test_an_end_that_comes_before_the_measure_itself_counts(bureau: Bureau) -> None:
    await verwerk(bureau, bericht("MaatregelBeeindigd"))
    assert (await bureau.get("/maatregelen")).json()["resultaten"] == []
    await verwerk(bureau, bericht("MaatregelOpgelegd"))
    (maatregel,) = (await bureau.get("/maatregelen")).json()["resultaten"]
    assert (maatregel["laatsteDag"], maatregel["redenEinde"]) == ("2026-07-01", "Hersteld volgens hercontrole.")
