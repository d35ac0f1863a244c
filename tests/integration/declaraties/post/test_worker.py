"""The worker: whole or not at all, in order, side by side, and never stuck on one bad file."""

import asyncio
import datetime as dt
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from declaraties.adapters.beoordelen.prestaties import SqlPrestaties
from declaraties.adapters.betalen.betaalopdrachten import SqlBetaalopdrachten
from declaraties.adapters.post.repository import SqlAntwoorden, SqlBestanden
from declaraties.adapters.standaard.xml.schrijven import write_323
from declaraties.adapters.uow import SqlUow
from declaraties.domain.standaard.berichten.waarden import Product
from declaraties.entrypoints import counters
from pydantic import SecretStr

from tests.builders.declaraties import (
    AGB,
    ANDERE_AGB,
    BSN,
    BSN_TWEE,
    Dienst,
    declaratie,
    dienst_op,
    overeenkomst,
    prestatie,
    prijs,
    product,
    toewijzing,
)
from tests.builders.prestatieregels import per_regel

UITKOMST = "SELECT status, uitkomst, declaratienummer, toegekend_cent FROM bestand WHERE soort = '323' ORDER BY nummer"


def toestand(dienst: Dienst) -> dict[str, int]:
    """How much there is of everything that judging a 323 writes."""
    van_323 = "JOIN bestand b ON b.nummer = t.bestand_nummer AND b.soort = '323'"
    tabellen = ("prestatie", "antwoord", "betaalopdracht")
    return {
        **{tabel: dienst.sql(f"SELECT count(*) FROM {tabel} t {van_323}")[0][0] for tabel in tabellen},
        "beantwoord": len(dienst.events("DeclaratieBeantwoord")),
        "delen": len(dienst.events("PrestatiesBeoordeeld")),
    }


NIETS = {"prestatie": 0, "antwoord": 0, "betaalopdracht": 0, "beantwoord": 0, "delen": 0}


async def test_one_declaratie_leaves_lines_answer_money_and_events(dienst: Dienst) -> None:
    await dienst.sta_klaar()

    kenmerk = await dienst.declareer(declaratie((BSN, [prestatie("R1"), prestatie("R2", toewijzing_nummer=9)])))

    assert toestand(dienst) == {"prestatie": 2, "antwoord": 1, "betaalopdracht": 1, "beantwoord": 1, "delen": 1}
    (beantwoord,) = dienst.events("DeclaratieBeantwoord")
    assert (beantwoord["uitkomst"], beantwoord["ingediend_cent"], beantwoord["toegekend_cent"]) == (
        "gedeeltelijk",
        10000,
        5000,
    )
    assert beantwoord["retourcodes"] == [{"code": "9338", "aantal": 1}]
    deel = per_regel(*dienst.events("PrestatiesBeoordeeld"))
    assert [deel["uitkomsten"][plaats] for plaats in deel["uitkomst"]] == ["", "9338"]
    # 5 hours a week, April 2026 touches five ISO weeks; a line without toewijzing has no limit
    assert (deel["volume_maximum"], deel["bedrag_cent"]) == ([25, 0], [5000, 5000])
    (opdracht,) = dienst.events("BetaalopdrachtGemaakt")
    assert (opdracht["programmalijn"], opdracht["jaar"], opdracht["bedrag_cent"]) == ("2.1.2", 2026, 5000)
    gelezen = await dienst.uitkomst(kenmerk)
    assert gelezen["ingediendCent"] == gelezen["toegekendCent"] + gelezen["afgekeurdCent"] == 10000


async def test_one_correlation_id_from_upload_to_payment(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    spoor = "0af7651916cd43dd8448eb211c80319c"
    data = write_323(declaratie())
    await dienst.dien_in(data, dienst.aanbieder, traceparent=f"00-{spoor}-b7ad6b7169203331-01")
    await dienst.verwerk()

    namen = ("declaratie-ontvangen", "declaratie-beantwoord", "prestaties-beoordeeld", "betaalopdracht-gemaakt")
    rijen = dienst.sql("SELECT type, traceparent FROM outbox")
    sporen = {spoor_ for soort, spoor_ in rijen if any(naam in soort for naam in namen)}
    assert len(sporen) == 4
    assert {een.split("-")[1] for een in sporen} == {spoor}


async def test_a_taakgerichte_overeenkomst_refuses_declaraties(dienst: Dienst) -> None:
    await dienst.neem_deel()
    await dienst.meld("OvereenkomstGesloten", overeenkomst(variant="taakgericht", jaarbudget_cent=100))
    await dienst.wijs_toe(toewijzing())
    await dienst.grond(101)

    kenmerk = await dienst.declareer(declaratie((BSN, [prestatie("R1"), prestatie("R2", toewijzing_nummer=9)])))

    assert await dienst.codes(kenmerk) == {"R1": ["0611"], "R2": ["9338"]}
    assert "taakgericht" in str((await dienst.fouten(kenmerk))["bevindingen"])
    assert dienst.sql("SELECT count(*) FROM betaalopdracht") == [(0,)]


async def test_an_aanbieder_with_both_kinds_declares_what_has_a_price(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    taak = {"overeenkomst_id": "11111111-1111-4111-8111-111111111119", "variant": "taakgericht"}
    await dienst.meld("OvereenkomstGesloten", overeenkomst(**taak, productcodes=[]))
    ander = product(102, product=Product(categorie="02", code="02A77"))
    await dienst.wijs_toe(toewijzing(ander))
    await dienst.grond(102)

    regels = [prestatie("R1"), prestatie("R2", toewijzing_nummer=102, product_code="02A77")]
    kenmerk = await dienst.declareer(declaratie((BSN, regels)))

    assert await dienst.codes(kenmerk) == {"R2": ["0611"]}
    assert "taakgericht" in str((await dienst.fouten(kenmerk))["bevindingen"])


async def test_the_price_of_the_first_day_of_delivery_decides(dienst: Dienst) -> None:
    await dienst.sta_klaar()

    await dienst.meld("PrijsVastgesteld", prijs(versie=2, tarief_cent=1300, geldig_van=dt.date(2026, 4, 1)))

    oud = await dienst.declareer(declaratie())
    nieuw = await dienst.declareer(declaratie((BSN, [prestatie("R2", product_tarief=1300, cent=5200)])))

    assert await dienst.codes(oud) == {"R1": ["0611"]}
    assert await dienst.codes(nieuw) == {}


async def test_a_product_that_was_priced_later_is_paid_on_the_line_of_its_agreement(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    await dienst.meld("OvereenkomstGesloten", overeenkomst(productcodes=["02A99"]))

    await dienst.declareer(declaratie())

    assert dienst.sql("SELECT programmalijn FROM betaalopdracht") == [("2.1.2",)]


async def test_credit_and_correction_change_the_money_exactly(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    await dienst.declareer(declaratie())
    nieuw = prestatie("R3", geleverd_volume=6, cent=7500)

    kenmerk = await dienst.declareer(declaratie((BSN, [prestatie("R2", vorige="R1"), nieuw])))

    assert (await dienst.uitkomst(kenmerk))["toegekendCent"] == 2500
    assert dienst.sql("SELECT sum(bedrag_cent) FROM betaalopdracht") == [(7500,)]
    assert [een["bedrag_cent"] for een in dienst.events("BetaalopdrachtGemaakt")] == [5000, 2500]
    nog_eens = await dienst.declareer(declaratie((BSN, [prestatie("R4", vorige="R1")])))
    assert await dienst.codes(nog_eens) == {"R4": ["9390"]}


async def test_level_1_faults_give_no_325_but_lines_and_reasons(dienst: Dienst) -> None:
    data = write_323(declaratie()).replace(b"<wmo323:Eenheid>04<", b"<wmo323:Eenheid>05<")

    kenmerk = await dienst.declareer(data)

    assert (await dienst.stand(kenmerk))["status"] == "afgekeurd"
    (fout,) = (await dienst.fouten(kenmerk))["leesfouten"]
    assert (fout["element"], fout["regel"]) == ("Eenheid", data[: data.index(b"Eenheid>05")].count(b"\n") + 1)
    antwoord = await dienst.client.get(f"/v1/berichten/{kenmerk}/antwoord", headers=dienst.aanbieder)
    assert antwoord.status_code == 404
    assert antwoord.json()["type"] == "urn:risb:probleem:geen-antwoord"


async def test_a_message_cut_short_inside_is_told_with_the_line(dienst: Dienst) -> None:
    kenmerk = await dienst.declareer(write_323(declaratie())[:-200])

    (fout,) = (await dienst.fouten(kenmerk))["leesfouten"]
    assert fout["code"] == "geen-geldige-xml"
    assert fout["regel"] > 1


BREEKPUNTEN: dict[str, tuple[type, str]] = {
    "before the answer": (SqlAntwoorden, "add_325"),
    "before the lines": (SqlPrestaties, "add"),
    "before the money": (SqlBetaalopdrachten, "add_of_berichten"),
    "before the status": (SqlBestanden, "finish_all"),
    "before the commit": (SqlUow, "commit"),
}


def breek(monkeypatch: pytest.MonkeyPatch, plek: str, fout: Exception, keer: int = 1) -> None:
    """Let the named step fail `keer` times; the commits that only count tries go through."""
    soort, naam = BREEKPUNTEN[plek]
    echt: Callable[..., Any] = getattr(soort, naam)
    over = [keer]

    async def stap(self: Any, *args: Any, **kwargs: Any) -> Any:
        if over[0] and (naam != "commit" or self._rows):
            over[0] -= 1
            raise fout
        return await echt(self, *args, **kwargs)

    monkeypatch.setattr(soort, naam, stap)


@pytest.mark.parametrize("plek", BREEKPUNTEN)
async def test_a_failure_between_steps_leaves_nothing_half_and_is_made_good(
    dienst: Dienst, monkeypatch: pytest.MonkeyPatch, plek: str
) -> None:
    await dienst.sta_klaar()
    await dienst.dien_in(write_323(declaratie()), dienst.aanbieder)
    breek(monkeypatch, plek, RuntimeError("stuk"))

    assert await dienst.worker().process_one()

    assert toestand(dienst) == NIETS
    assert dienst.sql("SELECT status FROM bestand WHERE soort = '323'") == [("ontvangen",)]
    await dienst.verwerk()
    assert toestand(dienst) == {"prestatie": 1, "antwoord": 1, "betaalopdracht": 1, "beantwoord": 1, "delen": 1}


async def test_operations_put_a_message_that_was_set_apart_back(
    dienst: Dienst, monkeypatch: pytest.MonkeyPatch
) -> None:
    await dienst.sta_klaar()
    kenmerk = (await dienst.dien_in(write_323(declaratie()), dienst.aanbieder)).json()["id"]
    with monkeypatch.context() as tijdelijk:
        breek(tijdelijk, "before the lines", RuntimeError("stuk"), keer=3)
        await dienst.verwerk()
    pad = f"/v1/berichten/{kenmerk}/_hervatten"

    assert (await dienst.client.post(pad, headers=dienst.aanbieder)).status_code == 403
    assert (await dienst.client.post(pad, headers=dienst.als("operations"))).json()["status"] == "ontvangen"
    await dienst.verwerk()

    assert (await dienst.stand(kenmerk))["status"] == "aangeboden"
    assert (await dienst.client.post(pad, headers=dienst.als("operations"))).status_code == 409


async def test_the_last_day_of_the_calendar_gets_an_answer(dienst: Dienst) -> None:
    """Thirty days later there is no day on which it could be paid."""
    await dienst.sta_klaar()

    kenmerk = await dienst.declareer(declaratie(declaratie_dagtekening=dt.date.max))

    assert (await dienst.stand(kenmerk))["status"] == "aangeboden"
    assert toestand(dienst)["betaalopdracht"] == 0


async def test_a_missing_upload_is_set_apart_not_retried_for_ever(dienst: Dienst) -> None:
    kenmerk = (await dienst.dien_in(write_323(declaratie()), dienst.aanbieder)).json()["id"]
    raak_kwijt(Path(dienst.settings.opslag_dir))

    await dienst.verwerk()

    assert (await dienst.stand(kenmerk))["status"] == "apart-gezet"


def raak_kwijt(folder: Path) -> None:
    for bestand in folder.iterdir():
        bestand.unlink()


async def bereid_veel_voor(dienst: Dienst) -> None:
    """Three aanbieders, each with files that depend on the order: the same slot, then its credit, then the slot."""
    await dienst.neem_deel()
    for nummer, agb in ((101, AGB), (201, ANDERE_AGB), (301, "12345678")):
        kenmerk = f"11111111-1111-4111-8111-{nummer:012d}"
        await dienst.meld("OvereenkomstGesloten", overeenkomst(overeenkomst_id=kenmerk, agb_code=agb))
        await dienst.meld("PrijsVastgesteld", prijs(overeenkomst_id=kenmerk, agb_code=agb))
        await dienst.wijs_toe(toewijzing(product(nummer), ontvanger=agb))
        await dienst.grond(nummer)
        for ronde in range(6):
            regel = prestatie(f"R{ronde}", toewijzing_nummer=nummer, vorige="R0" if ronde in {2, 4} else None)
            bericht = declaratie(
                (BSN, [regel]), afzender=agb, declaratie_nummer=f"{agb}{ronde}", identificatie=f"I{ronde}"
            )
            antwoord = await dienst.dien_in(write_323(bericht), dienst.als("aanbieder", agb=agb))
            assert antwoord.status_code == 202


async def test_two_workers_at_once_give_the_answers_of_one(dienst: Dienst) -> None:
    await bereid_veel_voor(dienst)

    async def werk() -> None:
        worker = dienst.worker()
        while dienst.sql("SELECT 1 FROM bestand WHERE status = 'ontvangen' LIMIT 1"):
            await worker.process_one()

    await asyncio.gather(werk(), werk(), werk())

    # per aanbieder: awarded, slot taken, credited, awarded again, credit twice refused, slot taken
    verwacht = ["toegekend", "afgewezen", "toegekend", "toegekend", "afgewezen", "afgewezen"]
    for agb in (AGB, ANDERE_AGB, "12345678"):
        rijen = dienst.sql(f"SELECT uitkomst FROM bestand WHERE agb_code = '{agb}' AND soort = '323' ORDER BY nummer")
        assert [uitkomst for (uitkomst,) in rijen] == verwacht
    vraag = (
        "SELECT count(*), count(DISTINCT a.identificatie) FROM antwoord a JOIN bestand b ON b.nummer = bestand_nummer"
    )
    assert dienst.sql(f"{vraag} WHERE b.soort = '323'") == [(18, 18)]
    assert dienst.sql("SELECT sum(bedrag_cent) FROM betaalopdracht") == [(3 * 5000,)]


async def test_ingediend_is_toegekend_plus_afgekeurd_over_everything(dienst: Dienst) -> None:
    await bereid_veel_voor(dienst)
    await dienst.verwerk()

    ingediend, toegekend = dienst.sql(
        "SELECT sum(ingediend_cent), sum(toegekend_cent) FROM bestand WHERE soort = '323' AND telt"
    )[0]
    goed, fout = dienst.sql(
        "SELECT sum(CASE WHEN credit THEN -bedrag ELSE bedrag END) FILTER (WHERE goedgekeurd),"
        " sum(CASE WHEN credit THEN -bedrag ELSE bedrag END) FILTER (WHERE NOT goedgekeurd) FROM prestatie"
    )[0]
    betaald = dienst.sql("SELECT sum(bedrag_cent) FROM betaalopdracht")[0][0]
    assert (ingediend, toegekend) == (goed + fout, goed)
    assert betaald == goed == sum(een["bedrag_cent"] for een in dienst.events("BetaalopdrachtGemaakt"))


def start_worker(dienst: Dienst, logboek: Path) -> subprocess.Popen[bytes]:
    """The worker as a process of its own on the same database and uploads."""
    waarden = dienst.settings.model_dump(exclude_defaults=True) | {"beheer_port": 0, "meeste_pogingen": 100}
    omgeving = {
        f"DECLARATIES_{naam.upper()}": str(waarde.get_secret_value() if isinstance(waarde, SecretStr) else waarde)
        for naam, waarde in waarden.items()
    }
    with logboek.open("ab") as uit:
        opdracht = [sys.executable, "-m", "declaraties", "worker"]
        return subprocess.Popen(opdracht, env={**os.environ, **omgeving}, stdout=uit, stderr=uit)


async def wacht_op_poging(dienst: Dienst, *, meer_dan: int) -> None:
    """Wait until the worker has begun on one more file."""
    async with asyncio.timeout(30):
        while True:
            ((pogingen,),) = dienst.sql("SELECT coalesce(sum(aantal), 0) FROM poging")
            if pogingen > meer_dan:
                return
            await asyncio.sleep(0.005)


async def test_kill_9_of_the_process_loses_and_doubles_nothing(dienst: Dienst, tmp_path: Path) -> None:
    await dienst.sta_klaar()
    regels = [(BSN, [prestatie(f"R{n}", toewijzing_nummer=n) for n in range(2000)]), (BSN_TWEE, [prestatie("X")])]
    for _ in range(3):
        await dienst.dien_in(write_323(declaratie(*regels)), dienst.aanbieder)
    ((pogingen,),) = dienst.sql("SELECT coalesce(sum(aantal), 0) FROM poging")
    proces = start_worker(dienst, tmp_path / "log")
    await wacht_op_poging(dienst, meer_dan=pogingen)
    proces.send_signal(signal.SIGKILL)
    proces.wait()
    assert toestand(dienst)["antwoord"] < 3

    async with dienst_op(dienst.url, tmp_path, meeste_pogingen=100) as later:
        async with asyncio.timeout(60):
            while dienst.sql("SELECT 1 FROM bestand WHERE status = 'ontvangen' LIMIT 1"):
                await later.verwerk()
    assert BSN not in (tmp_path / "log").read_text()
    tellingen = dienst.sql("SELECT bestand_nummer, count(*) FROM prestatie GROUP BY 1")
    assert {aantal for _, aantal in tellingen} == {2001}
    assert toestand(dienst)["antwoord"] == toestand(dienst)["beantwoord"] == 3


async def test_metrics_show_what_happened(dienst: Dienst) -> None:
    def waarde(meter: Any, *labels: str) -> float:
        return float(meter.labels(*labels)._value.get())

    voor = waarde(counters.BEOORDEELD, "wmo", "gedeeltelijk"), waarde(counters.RETOURCODES, "9338")
    await dienst.sta_klaar()
    await dienst.declareer(declaratie((BSN, [prestatie("R1"), prestatie("R2", toewijzing_nummer=9)])))

    assert waarde(counters.BEOORDEELD, "wmo", "gedeeltelijk") == voor[0] + 1
    assert waarde(counters.RETOURCODES, "9338") == voor[1] + 1
