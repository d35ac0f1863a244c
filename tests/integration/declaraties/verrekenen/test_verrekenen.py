"""Settlement after the answer: price, end of a toewijzing, credits, on a real database."""

import asyncio
import datetime as dt
import uuid
from pathlib import Path
from typing import Any

import psycopg
import pytest
from declaraties.application.verrekenen.verrekening_berekenen import Verrekenregels, verrekening_berekenen
from declaraties.domain.standaard.berichten.waarden import BedragMetDC
from declaraties.entrypoints.verrekenaar import Verrekenaar
from prometheus_client import REGISTRY
from risb_kern.act import act_of

from tests.builders.databasefouten import AWAY, STAYING, name_of
from tests.builders.declaraties import (
    ANDERE_AGB,
    BSN,
    Dienst,
    declaratie,
    dienst_op,
    overeenkomst,
    prestatie,
    prijs,
    product,
    toewijzing,
)
from tests.builders.personen import some_bsns

pytestmark = pytest.mark.integratie
DAG = dt.date.fromisoformat
MEI = dt.date(2026, 5, 1)


async def nieuwe_prijs(dienst: Dienst, cent: int, versie: int, **anders: Any) -> None:
    """A higher version with a first day in the past, settled to the end."""
    await dienst.meld(
        "PrijsVastgesteld", prijs(tarief_cent=cent, versie=versie, **{"geldig_van": DAG("2026-04-01"), **anders})
    )
    await dienst.verreken()


def verrekend(dienst: Dienst) -> list[tuple[str, int]]:
    """Cause and amount of each settlement, in order."""
    return [(een["aanleiding"], een["bedrag_cent"]) for een in dienst.events("VerrekeningBerekend")]


def opdrachten(dienst: Dienst) -> list[int]:
    rijen = dienst.sql("SELECT bedrag_cent FROM betaalopdracht WHERE soort = 'verrekening' ORDER BY volgnummer")
    return [cent for (cent,) in rijen]


async def test_a_price_with_a_day_in_the_past_settles_the_difference_and_changes_nothing_else(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    kenmerk = await dienst.declareer(declaratie())
    voor = dienst.sql("SELECT * FROM prestatie"), await dienst.antwoord(kenmerk)

    await nieuwe_prijs(dienst, 1300, 2)

    assert verrekend(dienst) == [("prijs", 4 * 50)]
    assert opdrachten(dienst) == [4 * 50]
    assert (dienst.sql("SELECT * FROM prestatie"), await dienst.antwoord(kenmerk)) == voor
    (gemaakt,) = [een for een in dienst.events("BetaalopdrachtGemaakt") if een["soort"] == "verrekening"]
    assert (gemaakt["bedrag_cent"], gemaakt["programmalijn"], gemaakt["jaar"]) == (200, "2.1.2", 2026)
    assert gemaakt["bron_id"] == dienst.events("VerrekeningBerekend")[0]["verrekening_id"]


async def test_a_later_price_settles_only_what_was_not_settled_yet(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    await dienst.declareer(declaratie())

    await nieuwe_prijs(dienst, 1300, 2)
    await nieuwe_prijs(dienst, 1200, 3)
    await nieuwe_prijs(dienst, 1200, 3)
    await nieuwe_prijs(dienst, 1250, 4)

    assert verrekend(dienst) == [("prijs", 200), ("prijs", -400), ("prijs", 200)]
    assert dienst.sql("SELECT versie, stand_cent, reden FROM verrekeningregel ORDER BY versie") == [
        (1, 200, "tarief-gewijzigd"),
        (2, -200, "tarief-gewijzigd"),
        (3, 0, "tarief-hersteld"),
    ]


@pytest.mark.parametrize("volgorde", [(2, 3), (3, 2), (3, 2, 3, 2)])
async def test_price_versions_in_any_order_settle_to_the_same_total(dienst: Dienst, volgorde: tuple[int, ...]) -> None:
    await dienst.sta_klaar()
    await dienst.declareer(declaratie())
    versies = {2: 1400, 3: 1190}

    for versie in volgorde:
        await nieuwe_prijs(dienst, versies[versie], versie)

    assert sum(opdrachten(dienst)) == 4 * (1190 - 1250)


async def test_lines_before_the_new_price_and_refused_lines_are_left_alone(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    await dienst.declareer(declaratie((BSN, [prestatie("R1"), prestatie("R2", toewijzing_nummer=999)])))

    await nieuwe_prijs(dienst, 1300, 2, geldig_van=MEI)
    assert verrekend(dienst) == []
    await nieuwe_prijs(dienst, 1300, 3)
    assert dienst.sql("SELECT regel FROM verrekeningregel") == [(0,)]


async def test_what_was_settled_on_a_line_goes_back_when_the_line_is_credited(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    await dienst.declareer(declaratie())
    await nieuwe_prijs(dienst, 1300, 2)

    await dienst.declareer(declaratie((BSN, [prestatie("R2", vorige="R1", cent=5000)])))
    await dienst.verreken()

    assert verrekend(dienst) == [("prijs", 200), ("prijs", -200)]
    assert dienst.sql("SELECT reden FROM verrekeningregel ORDER BY versie DESC LIMIT 1") == [("gecrediteerd",)]
    assert sum(dienst.sql("SELECT sum(bedrag_cent) FROM betaalopdracht")[0]) == 0


async def test_minutes_under_an_hour_price_are_rounded_half_up(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    # 87 minutes at 12.50 an hour: 18.125, so 18.13; at 13.00: 18.85
    regel = prestatie(
        eenheid="01", geleverd_volume=87, product_tarief=21, ingediend_bedrag=BedragMetDC(bedrag=1813, debet_credit="D")
    )
    await dienst.declareer(declaratie((BSN, [regel])))
    assert dienst.sql("SELECT goedgekeurd FROM prestatie") == [(True,)]

    await nieuwe_prijs(dienst, 1300, 2)

    assert verrekend(dienst) == [("prijs", 1885 - 1813)]


def korter(einde: str, gestuurd: str = "2026-05-20") -> Any:
    return toewijzing(product(toewijzingsdatum=DAG(gestuurd), einddatum=DAG(einde), reden_wijziging="05"))


async def test_care_in_good_faith_stays_lawful_when_the_end_moves_back(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    await dienst.declareer(declaratie())

    await dienst.wijs_toe(korter("2026-04-15"))
    await dienst.verreken()

    assert verrekend(dienst) == [("einde-toewijzing", 0)]
    assert dienst.sql("SELECT stand_cent, reden FROM verrekeningregel") == [(0, "buiten-toewijzing-na-besluit")]
    assert opdrachten(dienst) == []
    assert dienst.sql("SELECT goedgekeurd FROM prestatie") == [(True,)]


async def test_an_end_that_moves_forward_again_takes_the_mark_away(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    await dienst.declareer(declaratie())
    await dienst.wijs_toe(korter("2026-04-15"))
    await dienst.verreken()

    await dienst.wijs_toe(korter("2026-12-31", "2026-05-21"))
    await dienst.verreken()

    redenen = dienst.sql("SELECT reden FROM verrekeningregel ORDER BY versie")
    assert redenen == [("buiten-toewijzing-na-besluit",), ("weer-binnen-toewijzing",)]


async def test_a_task_goes_in_parts_and_tells_how_far_it_is(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    personen = dict(zip(range(201, 204), some_bsns(3, seed=1), strict=True))
    for nummer, bsn in personen.items():
        await dienst.wijs_toe(toewijzing(product(nummer), bsn=bsn))
        await dienst.grond(nummer)
    await dienst.declareer(
        declaratie(*((bsn, [prestatie(f"R{n}", toewijzing_nummer=n)]) for n, bsn in personen.items()))
    )
    await dienst.meld("PrijsVastgesteld", prijs(tarief_cent=1300, versie=2, geldig_van=DAG("2026-04-01")))
    klein = Verrekenaar(dienst.uow, Verrekenregels(deel=2), dienst.settings.clock)

    assert await klein.settle_one()
    assert dienst.sql("SELECT bekeken, klaar_op IS NULL FROM verrekentaak") == [(2, True)]
    assert sum(opdrachten(dienst)) == 2 * 200
    assert await klein.settle_one()
    assert not await klein.settle_one()
    assert dienst.sql("SELECT bekeken, klaar_op IS NULL FROM verrekentaak") == [(3, False)]
    assert sum(opdrachten(dienst)) == 3 * 200


async def test_nothing_is_looked_at_for_an_aanbieder_that_never_declared(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    assert dienst.sql("SELECT count(*) FROM verrekentaak") == [(0,)]


async def test_settling_beside_messages_and_new_prices_ends_at_the_last_price(dienst: Dienst) -> None:
    """Two that settle, two workers, new prices and new declaraties at the same time, on real locks (R-23)."""
    await dienst.sta_klaar()
    personen = some_bsns(12, seed=3)
    for nummer, bsn in enumerate(personen, start=301):
        await dienst.wijs_toe(toewijzing(product(nummer), bsn=bsn))
        await dienst.grond(nummer)
    berichten = [
        declaratie((bsn, [prestatie(f"R{nummer}", toewijzing_nummer=nummer)]))
        for nummer, bsn in enumerate(personen, start=301)
    ]
    for bericht in berichten[:6]:
        await dienst.declareer(bericht)
    klaar = asyncio.Event()

    async def prijzen() -> None:
        for versie, cent in ((2, 1300), (3, 1190), (4, 1275)):
            nieuw = prijs(tarief_cent=cent, versie=versie, geldig_van=DAG("2026-04-01"))
            await dienst.meld("PrijsVastgesteld", nieuw)
            await asyncio.sleep(0.1)

    async def declareren() -> None:
        for bericht in berichten[6:]:
            await dienst.declareer(bericht)

    async def verrekenen() -> None:
        verrekenaar = Verrekenaar(dienst.uow, Verrekenregels(deel=2), dienst.settings.clock)
        while not klaar.is_set():
            if not await verrekenaar.settle_one():
                await asyncio.sleep(0.01)

    bezig = [asyncio.create_task(verrekenen()) for _ in range(2)]
    await asyncio.gather(prijzen(), declareren())
    klaar.set()
    await asyncio.gather(*bezig)
    await dienst.verreken()

    rijen = dienst.sql(
        "SELECT p.bedrag, coalesce((SELECT sum(bedrag_cent) FROM verrekeningregel v WHERE v.bestand_nummer ="
        " p.bestand_nummer AND v.regel = p.regel), 0) FROM prestatie p WHERE p.goedgekeurd"
    )
    assert len(rijen) >= 6
    assert all(bedrag + verrekend_cent == 4 * 1275 for bedrag, verrekend_cent in rijen)
    assert sum(opdrachten(dienst)) == sum(int(verrekend_cent) for _, verrekend_cent in rijen)
    assert dienst.sql("SELECT count(*) FROM verrekentaak WHERE klaar_op IS NULL") == [(0,)]
    gebeurd = sum(een["bedrag_cent"] for een in dienst.events("VerrekeningBerekend"))
    assert gebeurd == sum(opdrachten(dienst))


async def test_a_part_that_breaks_off_settles_nothing_and_goes_again(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    await dienst.declareer(declaratie())
    await dienst.meld("PrijsVastgesteld", prijs(tarief_cent=1300, versie=2, geldig_van=DAG("2026-04-01")))
    (volgnummer,) = dienst.sql("SELECT volgnummer FROM verrekentaak")[0]

    async with dienst.uow() as uow:
        taak = await uow.verrekentaken.take(volgnummer)
        assert taak is not None
        await verrekening_berekenen(uow, act_of(dienst.settings.clock), taak, keuzes=Verrekenregels())

    assert (
        dienst.sql("SELECT count(*) FROM verrekening")
        == dienst.sql("SELECT count(klaar_op) FROM verrekentaak")
        == [(0,)]
    )
    await dienst.verreken()
    assert opdrachten(dienst) == [200]


async def test_a_gemeente_may_recover_what_began_after_the_notice(lege_url: str, tmp_path: Path) -> None:
    async with dienst_op(lege_url, tmp_path, terugvorderen_na_einde=frozenset({"0307"})) as dienst:
        await dienst.sta_klaar()
        await dienst.declareer(declaratie())
        await dienst.wijs_toe(korter("2026-03-31"))
        await dienst.verreken()
        # told on 1 June, after April: in good faith
        assert verrekend(dienst) == [("einde-toewijzing", 0)]

        with psycopg.connect(dienst.url) as verbinding:
            verbinding.execute("UPDATE toewijzing_versie SET bekend_sinds = '2026-03-15'")
        await dienst.wijs_toe(korter("2026-03-31", "2026-05-21"))
        await dienst.verreken()

        assert verrekend(dienst) == [("einde-toewijzing", 0), ("einde-toewijzing", -5000)]
        assert opdrachten(dienst) == [-5000]


async def test_a_task_that_goes_wrong_holds_no_other_up(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    await dienst.meld("OvereenkomstGesloten", overeenkomst(agb_code=ANDERE_AGB, overeenkomst_id=str(uuid.UUID(int=5))))
    van_ander = {"agb_code": ANDERE_AGB, "overeenkomst_id": str(uuid.UUID(int=5))}
    await dienst.meld("PrijsVastgesteld", prijs(**van_ander))
    await dienst.wijs_toe(toewijzing(product(102), ontvanger=ANDERE_AGB))
    await dienst.grond(102)
    await dienst.declareer(declaratie())
    await dienst.declareer(declaratie((BSN, [prestatie("R1", toewijzing_nummer=102)]), afzender=ANDERE_AGB))
    with psycopg.connect(dienst.url) as verbinding:
        verbinding.execute(
            "INSERT INTO verrekeningregel SELECT bestand_nummer, regel, 'kapot', '', 1, 0, 0, 0, 'kapot' FROM prestatie"
            " WHERE toewijzing = 101"
        )
    await dienst.meld("PrijsVastgesteld", prijs(tarief_cent=1300, versie=2))
    await dienst.meld("PrijsVastgesteld", prijs(tarief_cent=1400, versie=2, **van_ander))

    await dienst.verreken()

    assert [(een["agb_code"], een["bedrag_cent"]) for een in dienst.events("VerrekeningBerekend")] == [
        (ANDERE_AGB, 600)
    ]
    assert dienst.sql("SELECT agb_code FROM verrekentaak WHERE klaar_op IS NULL") == [("65656055",)]
    assert REGISTRY.get_sample_value("risb_verrekenen_mislukt") == 1
    with psycopg.connect(dienst.url) as verbinding:
        verbinding.execute("DELETE FROM verrekeningregel WHERE post = 'kapot'")
    await dienst.verreken()
    assert sum(opdrachten(dienst)) == 600 + 200


@pytest.mark.parametrize("fout", STAYING, ids=name_of)
async def test_a_task_that_is_too_heavy_for_the_database_holds_no_other_up(
    dienst: Dienst, monkeypatch: pytest.MonkeyPatch, fout: Exception
) -> None:
    kapot = await two_tasks(dienst, monkeypatch, fout)
    verrekenaar = Verrekenaar(dienst.uow, Verrekenregels(), dienst.settings.clock)
    while await verrekenaar.settle_one():
        pass
    assert dienst.sql("SELECT volgnummer FROM verrekentaak WHERE klaar_op IS NULL") == [(kapot,)]


@pytest.mark.parametrize("fout", AWAY, ids=name_of)
async def test_a_database_that_is_away_is_no_fault_of_the_task(
    dienst: Dienst, monkeypatch: pytest.MonkeyPatch, fout: Exception
) -> None:
    await two_tasks(dienst, monkeypatch, fout)
    verrekenaar = Verrekenaar(dienst.uow, Verrekenregels(), dienst.settings.clock)
    with pytest.raises(type(fout)):
        await verrekenaar.settle_one()


async def two_tasks(dienst: Dienst, monkeypatch: pytest.MonkeyPatch, fout: Exception) -> int:
    """Work for two aanbieders, of which the first one fails; gives its number."""
    await dienst.sta_klaar()
    await dienst.declareer(declaratie())
    await dienst.meld("PrijsVastgesteld", prijs(tarief_cent=1300, versie=2))
    await dienst.meld("OvereenkomstGesloten", overeenkomst(agb_code=ANDERE_AGB, overeenkomst_id=str(uuid.UUID(int=5))))
    van_ander = {"agb_code": ANDERE_AGB, "overeenkomst_id": str(uuid.UUID(int=5))}
    await dienst.meld("PrijsVastgesteld", prijs(**van_ander))
    (eerste, *_), *_ = dienst.sql("SELECT volgnummer, agb_code FROM verrekentaak WHERE klaar_op IS NULL ORDER BY 1")
    echt = verrekening_berekenen

    async def soms(uow: Any, handeling: Any, taak: Any, **keuzes: Any) -> bool:
        if taak.volgnummer == eerste:
            raise fout
        return await echt(uow, handeling, taak, **keuzes)

    monkeypatch.setattr("declaraties.entrypoints.verrekenaar.verrekening_berekenen", soms)
    return int(eerste)
