"""Messages of several aanbieders in one transaction: whole or not at all, and none suffers for another."""

import asyncio
import datetime as dt
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from declaraties.adapters.beoordelen.prestaties import SqlPrestaties
from declaraties.adapters.betalen.betaalopdrachten import SqlBetaalopdrachten
from declaraties.adapters.post.repository import SqlAntwoorden, SqlBestanden
from declaraties.adapters.standaard.xml.schrijven import write_301, write_323
from declaraties.adapters.uow import SqlUow
from declaraties.domain.standaard.berichten.waarden import Product

from tests.builders.declaraties import (
    BSN,
    BSN_TWEE,
    Dienst,
    clientenstop,
    declaratie,
    dienst_op,
    overeenkomst,
    prestatie,
    prijs,
    product,
    toewijzing,
)
from tests.integration.declaraties.post.test_worker import start_worker, wacht_op_poging

pytestmark = pytest.mark.integratie
AANBIEDERS = tuple(f"4242{nummer:04d}" for nummer in range(1, 9))
GEEN = {"prestatie": 0, "antwoord": 0, "geschiedenis": 0, "betaalopdracht": 0}
BREEKPUNTEN: dict[str, tuple[type, str]] = {
    "before the answers": (SqlAntwoorden, "add_325"),
    "before the lines": (SqlPrestaties, "add"),
    "before the money": (SqlBetaalopdrachten, "add_of_berichten"),
    "before the ends": (SqlBestanden, "finish_all"),
    "before the commit": (SqlUow, "commit"),
}


async def sta_klaar(dienst: Dienst) -> None:
    await dienst.neem_deel()
    for nummer, agb in enumerate(AANBIEDERS, start=101):
        kenmerk = f"11111111-1111-4111-8111-{nummer:012d}"
        await dienst.meld("OvereenkomstGesloten", overeenkomst(overeenkomst_id=kenmerk, agb_code=agb))
        await dienst.meld("PrijsVastgesteld", prijs(overeenkomst_id=kenmerk, agb_code=agb))
        await dienst.dien_in(write_301(toewijzing(product(nummer), ontvanger=agb)), dienst.gemeente)
        await dienst.grond(nummer)
    await dienst.verwerk()


async def declareer(dienst: Dienst, rondes: int = 1, regels: int = 1) -> list[str]:
    """Messages in the queue, by id: per round one of each aanbieder."""
    kenmerken = []
    for ronde in range(rondes):
        for nummer, agb in enumerate(AANBIEDERS, start=101):
            nummers = [nummer, *range(1000, 999 + regels)]
            lijst = [prestatie(f"R{ronde}-{een}", toewijzing_nummer=een) for een in nummers]
            data = write_323(declaratie((BSN, lijst), afzender=agb))
            antwoord = await dienst.dien_in(data, dienst.als("aanbieder", agb=agb))
            kenmerken.append(str(antwoord.json()["id"]))
    return kenmerken


def geteld(dienst: Dienst) -> dict[str, int]:
    """Rows that judging 323s leaves."""
    vragen = {naam: f"SELECT count(*) FROM {naam}" for naam in GEEN}
    vragen["antwoord"] += " JOIN bestand ON nummer = bestand_nummer WHERE soort = '323'"
    return {naam: int(dienst.sql(vraag)[0][0]) for naam, vraag in vragen.items()}


def standen(dienst: Dienst) -> dict[str, int]:
    return dict(dienst.sql("SELECT status, count(*) FROM bestand WHERE soort = '323' GROUP BY 1"))


@pytest.mark.parametrize("plek", BREEKPUNTEN)
async def test_a_group_that_fails_half_way_leaves_nothing_and_is_made_good(
    dienst: Dienst, monkeypatch: pytest.MonkeyPatch, plek: str
) -> None:
    await sta_klaar(dienst)
    await declareer(dienst)
    soort, naam = BREEKPUNTEN[plek]
    echt: Callable[..., Any] = getattr(soort, naam)
    over = [1]

    async def stap(self: Any, *args: Any, **kwargs: Any) -> Any:
        if over[0] and (naam != "commit" or self._rows):
            over[0] = 0
            raise RuntimeError("stuk")
        return await echt(self, *args, **kwargs)

    monkeypatch.setattr(soort, naam, stap)

    assert await dienst.worker().process_one()

    assert (geteld(dienst), standen(dienst)) == (GEEN, {"ontvangen": len(AANBIEDERS)})
    await dienst.verwerk()
    assert geteld(dienst) == dict.fromkeys(GEEN, len(AANBIEDERS))
    assert standen(dienst) == {"aangeboden": len(AANBIEDERS)}
    assert len(dienst.events("DeclaratieBeantwoord")) == len(dienst.events("BetaalopdrachtGemaakt")) == len(AANBIEDERS)


async def test_one_poison_message_in_a_group_is_set_apart_and_the_others_are_answered(dienst: Dienst) -> None:
    await sta_klaar(dienst)
    kenmerken = await declareer(dienst, rondes=2)
    kwaad = kenmerken[2]
    (opslag,) = dienst.sql(f"SELECT opslag FROM bestand WHERE id = '{kwaad}'")[0]
    (Path(dienst.settings.opslag_dir) / opslag).unlink()

    await dienst.verwerk()

    assert standen(dienst) == {"aangeboden": len(kenmerken) - 1, "apart-gezet": 1}
    assert (await dienst.stand(kwaad))["status"] == "apart-gezet"
    assert geteld(dienst)["antwoord"] == len(kenmerken) - 1
    schuld = "SELECT b.id::text FROM poging JOIN bestand b ON b.nummer = bestand_nummer WHERE aantal > 1"
    assert dienst.sql(schuld) == [(kwaad,)]


async def test_kill_9_in_the_middle_of_a_group_loses_and_doubles_nothing(dienst: Dienst, tmp_path: Path) -> None:
    await sta_klaar(dienst)
    kenmerken = await declareer(dienst, rondes=4, regels=60)
    for _ in range(3):
        ((pogingen,),) = dienst.sql("SELECT coalesce(sum(aantal), 0) FROM poging")
        proces = start_worker(dienst, tmp_path / "log")
        await wacht_op_poging(dienst, meer_dan=pogingen)
        proces.send_signal(signal.SIGKILL)
        proces.wait()

    async with dienst_op(dienst.url, tmp_path, meeste_pogingen=100) as later:
        async with asyncio.timeout(120):
            while dienst.sql("SELECT 1 FROM bestand WHERE status = 'ontvangen' LIMIT 1"):
                await later.verwerk()

    assert standen(dienst) == {"aangeboden": len(kenmerken)}
    assert geteld(dienst)["antwoord"] == len(kenmerken)
    assert {aantal for _, aantal in dienst.sql("SELECT bestand_nummer, count(*) FROM prestatie GROUP BY 1")} == {60}
    assert len(dienst.events("DeclaratieBeantwoord")) == len(kenmerken)


async def test_messages_of_another_aanbieder_do_not_wait_for_one_that_is_held(dienst: Dienst) -> None:
    await sta_klaar(dienst)
    await declareer(dienst)
    bezig, verder = dienst.uow(), dienst.uow()

    async with bezig, verder:
        eerste = {one.kop.agb_code for one in await bezig.bestanden.take(16)}
        ander = {one.kop.agb_code for one in await verder.bestanden.take(16)}

    assert eerste
    assert ander
    assert not eerste & ander


async def test_301s_grounds_and_contracts_at_once_come_to_one_outcome(dienst: Dienst) -> None:
    """Every toewijzing sees its ground, its price and the stop, whatever the order and however many work at once."""
    await dienst.neem_deel()
    nummers = range(201, 241)
    for nummer in nummers:
        agb = AANBIEDERS[nummer % 8]
        een = toewijzing(
            product(nummer, product=Product(categorie="02", code=f"C{nummer}")),
            bsn=(BSN, BSN_TWEE)[nummer % 2],
            ontvanger=agb,
        )
        await dienst.dien_in(write_301(een), dienst.gemeente)

    async def werk() -> None:
        worker = dienst.worker()
        while dienst.sql("SELECT 1 FROM bestand WHERE status = 'ontvangen' LIMIT 1"):
            await worker.process_one()

    async def gronden() -> None:
        for nummer in nummers:
            # A caller that had to wait too long is told to come again.
            while (antwoord := await dienst.grond(nummer)).status_code == 503:
                assert antwoord.headers["Retry-After"]
            assert antwoord.status_code == 201

    async def contracten() -> None:
        for plaats, agb in enumerate(AANBIEDERS):
            stop = clientenstop(maatregel_id=f"22222222-2222-4222-8222-{plaats:012d}", agb_code=agb)
            await dienst.meld("MaatregelOpgelegd", stop | {"van": dt.date(2025, 1, 1)})

    await asyncio.gather(werk(), werk(), gronden(), contracten())

    stand = "SELECT grondslag, reden_ongeldig, count(*) FROM toewijzing GROUP BY 1, 2"
    assert dienst.sql(stand) == [("beschikking", "clientenstop", len(dienst.sql("SELECT 1 FROM toewijzing")))]
