"""Toewijzingen that meet: stacking across messages, any order of arrival, and several workers at once."""

import asyncio
import datetime as dt
import random
from typing import Any

import pytest
from declaraties.adapters.standaard.xml.schrijven import write_301, write_323
from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.berichten.waarden import Omvang, Product

from tests.builders.declaraties import ANDERE_AGB, BSN_TWEE, Dienst, declaratie, prestatie, product, toewijzing
from tests.builders.personen import some_bsns

pytestmark = pytest.mark.integratie
DAG = dt.date.fromisoformat


async def bevinding(dienst: Dienst, kenmerk: str) -> tuple[str, str, list[int]]:
    (een,) = (await dienst.fouten(kenmerk))["bevindingen"]
    return een["regel"], een["retourcode"], een["posities"]


async def test_a_second_toewijzing_for_the_same_product_is_refused_across_messages(dienst: Dienst) -> None:
    await dienst.neem_deel()
    await dienst.wijs_toe(toewijzing(product(101)))

    kenmerk = await dienst.wijs_toe(
        toewijzing(product(102, ingangsdatum=DAG("2026-12-31"), einddatum=DAG("2027-06-30")))
    )

    assert await bevinding(dienst, kenmerk) == ("OP259", "9361", [1])
    assert "al toegewezen" in (await dienst.fouten(kenmerk))["bevindingen"][0]["wat"]
    assert dienst.sql("SELECT nummer FROM toewijzing") == [(101,)]


async def test_what_differs_in_client_aanbieder_product_or_period_does_not_stack(dienst: Dienst) -> None:
    await dienst.neem_deel()
    await dienst.wijs_toe(toewijzing(product(101)))
    await dienst.wijs_toe(toewijzing(product(102), bsn=BSN_TWEE))
    await dienst.wijs_toe(toewijzing(product(103), ontvanger=ANDERE_AGB))
    await dienst.wijs_toe(toewijzing(product(104, product=Product(categorie="02", code="02A04"))))
    await dienst.wijs_toe(toewijzing(product(105, ingangsdatum=DAG("2027-01-01"), einddatum=DAG("2027-12-31"))))

    assert dienst.sql("SELECT nummer FROM toewijzing ORDER BY 1") == [(101,), (102,), (103,), (104,), (105,)]


async def test_shortening_the_old_one_in_the_same_message_makes_room(dienst: Dienst) -> None:
    await dienst.neem_deel()
    await dienst.wijs_toe(toewijzing(product(101)))
    nieuw = {"toewijzingsdatum": DAG("2026-02-01")}
    korter = product(101, einddatum=DAG("2026-03-31"), reden_wijziging="05", **nieuw)
    opvolger = product(
        102, ingangsdatum=DAG("2026-04-01"), omvang=Omvang(volume=9, eenheid="04", frequentie="2"), **nieuw
    )

    kenmerk = await dienst.wijs_toe(toewijzing(korter, opvolger))

    assert (await dienst.stand(kenmerk))["status"] == "verwerkt"
    assert dienst.sql("SELECT nummer, einddatum FROM toewijzing ORDER BY 1") == [
        (101, DAG("2026-03-31")),
        (102, DAG("2026-12-31")),
    ]


async def test_a_removed_toewijzing_leaves_room(dienst: Dienst) -> None:
    await dienst.neem_deel()
    await dienst.wijs_toe(toewijzing(product(101)))
    weg = product(101, toewijzingsdatum=DAG("2026-02-01"), einddatum=DAG("2026-01-01"), reden_wijziging="13")
    await dienst.wijs_toe(toewijzing(weg))

    await dienst.wijs_toe(toewijzing(product(102)))

    assert dienst.sql("SELECT nummer, verwijderd FROM toewijzing ORDER BY 1") == [(101, True), (102, False)]


async def test_the_reference_of_an_unknown_request_is_kept_and_not_judged(dienst: Dienst) -> None:
    """TR379 needs 315 and 317, which do not pass the bureau (ADR 0017)."""
    await dienst.neem_deel()

    kenmerk = await dienst.wijs_toe(toewijzing(product(101, referentie_aanbieder="VERZOEK-1")))

    assert (await dienst.stand(kenmerk))["status"] == "verwerkt"


def versies(aantal: int, toeval: random.Random) -> list[Bericht301]:
    """Versions of one number, each with its own moment and end; the last may be a removal."""
    momenten = toeval.sample(range(200), aantal)
    gemaakt = []
    for moment in momenten:
        weg = toeval.random() < 0.2
        anders: dict[str, Any] = {"toewijzingsdatum": DAG("2025-12-01") + dt.timedelta(days=moment // 2)}
        anders["toewijzingstijd"] = moment % 2
        anders["einddatum"] = (
            DAG("2026-01-01") if weg else DAG("2026-01-01") + dt.timedelta(days=toeval.randint(1, 300))
        )
        gemaakt.append(toewijzing(product(101, reden_wijziging="13" if weg else None, **anders)))
    return gemaakt


def moment(bericht: Bericht301) -> tuple[dt.date, int]:
    een = bericht.client.toegewezen_producten[0]
    return een.toewijzingsdatum, een.toewijzingstijd


@pytest.mark.parametrize("zaad", range(6))
async def test_any_order_with_repeats_leaves_the_newest(dienst: Dienst, zaad: int) -> None:
    toeval = random.Random(zaad)
    berichten = versies(5, toeval)
    winnaar = max(berichten, key=moment).client.toegewezen_producten[0]
    await dienst.neem_deel()

    for bericht in toeval.sample(berichten * 2, 10):
        await dienst.wijs_toe(bericht)

    assert dienst.sql("SELECT einddatum, verwijderd FROM toewijzing") == [(winnaar.einddatum, winnaar.verwijderd)]
    assert dienst.sql("SELECT count(*) FROM toewijzing_versie") == [(5,)]
    laatste = dienst.events("ToewijzingVastgelegd")[-1]
    assert (laatste["einddatum"], laatste["verwijderd"]) == (winnaar.einddatum, winnaar.verwijderd)


async def aan_het_werk(dienst: Dienst, workers: int = 4) -> None:
    """Several workers empty the queue together."""

    async def werk() -> None:
        worker = dienst.worker()
        while dienst.sql("SELECT 1 FROM bestand WHERE status = 'ontvangen' LIMIT 1"):
            await worker.process_one()

    await asyncio.gather(*(werk() for _ in range(workers)))


async def test_two_messages_for_one_number_at_once_leave_one_owner(dienst: Dienst) -> None:
    """Two aanbieders do not wait for each other in the queue; the store decides who has the number."""
    await dienst.neem_deel()
    for agb in ("65656055", ANDERE_AGB):
        for nummer in range(101, 111):
            code = Product(categorie="02", code=f"C{nummer}")
            await dienst.dien_in(write_301(toewijzing(product(nummer, product=code), ontvanger=agb)), dienst.gemeente)

    await aan_het_werk(dienst)

    assert dienst.sql("SELECT count(*), count(DISTINCT nummer) FROM toewijzing") == [(10, 10)]
    assert dienst.sql("SELECT status, count(*) FROM bestand GROUP BY 1 ORDER BY 1") == [
        ("afgekeurd", 10),
        ("verwerkt", 10),
    ]
    assert len(dienst.events("ToewijzingVastgelegd")) == 10


async def test_a_removal_beside_a_running_declaratie_never_orphans_an_approved_line(dienst: Dienst) -> None:
    """Whichever goes first: a removed toewijzing has no approved line, and one with an approved line is not removed."""
    nummers = list(range(101, 109))
    personen = some_bsns(len(nummers), seed=7)
    await dienst.sta_klaar(0)
    for nummer, bsn in zip(nummers, personen, strict=True):
        await dienst.wijs_toe(toewijzing(product(nummer), bsn=bsn))
        await dienst.grond(nummer)
        weg = product(nummer, toewijzingsdatum=DAG("2026-05-01"), einddatum=DAG("2026-01-01"), reden_wijziging="13")
        regel = prestatie(f"R{nummer}", toewijzing_nummer=nummer)
        samen = [
            (write_301(toewijzing(weg, bsn=bsn)), dienst.gemeente),
            (write_323(declaratie((bsn, [regel]))), dienst.aanbieder),
        ]
        await asyncio.gather(*(dienst.dien_in(*een) for een in (samen if nummer % 2 else samen[::-1])))

    await aan_het_werk(dienst)

    stand = dienst.sql(
        "SELECT t.verwijderd, coalesce(p.goedgekeurd, false) FROM toewijzing t"
        " LEFT JOIN prestatie p ON p.toewijzing = t.nummer WHERE t.nummer > 100"
    )
    assert len(stand) == len(nummers)
    assert all(verwijderd is not goedgekeurd for verwijderd, goedgekeurd in stand)
