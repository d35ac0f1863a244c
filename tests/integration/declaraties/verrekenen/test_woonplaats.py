"""The woonplaatsbeginsel: another gemeente pays from a day on, and who may see and say so."""

import datetime as dt
from typing import Any

import pytest
from declaraties.domain.standaard.berichten.waarden import GeslotenPeriode, Product
from declaraties.domain.standaard.profielen import Wet

from tests.builders.declaraties import (
    AGB,
    ANDERE_AGB,
    ANDERE_GEMEENTE,
    BSN,
    BSN_TWEE,
    GEMEENTE,
    Dienst,
    declaratie,
    overeenkomst,
    prestatie,
    prijs,
    product,
    toewijzing,
)

pytestmark = pytest.mark.integratie
JW: dict[str, Any] = {"product_categorie": "45", "product_code": "45A01"}


async def jeugd(dienst: Dienst) -> None:
    """Two gemeenten with youth care, one toewijzing of GEMEENTE."""
    for gemeente in (GEMEENTE, ANDERE_GEMEENTE):
        await dienst.neem_deel(gemeente, "jw")
    await dienst.meld("OvereenkomstGesloten", overeenkomst(wet="jw", programmalijn="2.1.3"))
    await dienst.meld("PrijsVastgesteld", prijs(wet="jw", productcode="45A01", productcategorie="45"))
    await dienst.wijs_toe(toewijzing(product(101, product=Product(categorie="45", code="45A01")), wet=Wet.JW))
    assert (await dienst.grond(101, wet="jw")).status_code == 201


async def woont(dienst: Dienst, vanaf: str, gemeente: str = ANDERE_GEMEENTE, **wie: Any) -> Any:
    koppen = wie.get("koppen") or dienst.als("zorgadministratie", gemeente=gemeente)
    invoer = {"bsn": wie.get("bsn", BSN), "gemeente": gemeente, "vanaf": vanaf}
    return await dienst.client.post("/v1/woonplaatsen", json=invoer, headers=koppen)


def verrekend(dienst: Dienst) -> list[tuple[str, str | None, int]]:
    return [(e["gemeente"], e["naar_gemeente"], e["bedrag_cent"]) for e in dienst.events("VerrekeningBerekend")]


async def test_days_from_then_on_are_settled_between_the_gemeenten(dienst: Dienst) -> None:
    await jeugd(dienst)
    await dienst.declareer(declaratie((BSN, [prestatie(**JW)]), wet=Wet.JW))

    antwoord = await woont(dienst, "2026-04-16")
    await dienst.verreken()

    assert antwoord.status_code == 201, antwoord.text
    assert verrekend(dienst) == [(GEMEENTE, ANDERE_GEMEENTE, 2500)]
    assert dienst.sql("SELECT count(*) FROM betaalopdracht WHERE soort = 'verrekening'") == [(0,)]


async def test_what_is_declared_afterwards_is_settled_too(dienst: Dienst) -> None:
    await jeugd(dienst)
    await woont(dienst, "2026-04-01")
    await dienst.verreken()
    assert verrekend(dienst) == []

    await dienst.declareer(declaratie((BSN, [prestatie(**JW)]), wet=Wet.JW))
    await dienst.verreken()

    assert verrekend(dienst) == [(GEMEENTE, ANDERE_GEMEENTE, 5000)]


async def test_a_mistake_is_put_right_by_a_new_row_and_a_new_fact(dienst: Dienst) -> None:
    await jeugd(dienst)
    await dienst.declareer(declaratie((BSN, [prestatie(**JW)]), wet=Wet.JW))
    await woont(dienst, "2026-04-01")
    await dienst.verreken()

    await woont(dienst, "2026-04-01", GEMEENTE)
    await dienst.verreken()

    assert [cent for *_, cent in verrekend(dienst)] == [5000, -5000]
    gevonden = await zoek(dienst, dienst.gemeente)
    assert [een["gemeente"] for een in gevonden] == [ANDERE_GEMEENTE, GEMEENTE]


async def zoek(dienst: Dienst, wie: dict[str, str], bsn: str = BSN) -> list[Any]:
    antwoord = await dienst.client.post("/v1/woonplaatsen/_zoek", json={"bsn": bsn}, headers=wie)
    return list(antwoord.json()["resultaten"])


async def test_only_a_gemeente_that_is_concerned_sees_the_history_and_the_look_is_logged(dienst: Dienst) -> None:
    await jeugd(dienst)
    await woont(dienst, "2026-04-16")
    derde = dienst.als("zorgadministratie", gemeente="0308")

    assert len(await zoek(dienst, dienst.gemeente)) == len(await zoek(dienst, dienst.als("contractmanager"))) == 1
    assert await zoek(dienst, derde) == await zoek(dienst, dienst.gemeente, BSN_TWEE) == []
    assert dienst.sql("SELECT count(*) FROM verwerkingslog WHERE activiteit LIKE '%woonplaats-inzien'") == [(2,)]


async def test_nobody_makes_another_gemeente_responsible_or_one_outside_the_region(dienst: Dienst) -> None:
    await jeugd(dienst)
    ander = await woont(dienst, "2026-04-01", ANDERE_GEMEENTE, koppen=dienst.gemeente)
    buiten = await woont(dienst, "2026-04-01", "0363")
    bureau = await woont(dienst, "2026-04-01", ANDERE_GEMEENTE, koppen=dienst.als("contractmanager"))

    assert ander.status_code == 403
    assert (buiten.status_code, buiten.json()["fouten"][0]["code"]) == (400, "gemeente-niet-in-regio")
    assert bureau.status_code == 201
    assert dienst.sql("SELECT gemeente FROM woonplaats") == [(ANDERE_GEMEENTE,)]


async def test_the_number_of_the_client_is_nowhere_in_the_clear(dienst: Dienst) -> None:
    await jeugd(dienst)
    await dienst.declareer(declaratie((BSN, [prestatie(**JW)]), wet=Wet.JW))
    await woont(dienst, "2026-04-16")
    await dienst.verreken()

    for tabel in ("woonplaats", "verrekentaak", "verrekening", "verrekeningregel", "toewijzing_versie", "outbox"):
        rijen = str(dienst.sql(f"SELECT t::text FROM {tabel} t"))
        assert rijen != "[]"
        assert BSN not in rijen
        assert BSN.encode().hex() not in rijen


async def lees(dienst: Dienst, pad: str, wie: dict[str, str]) -> Any:
    return (await dienst.client.get(f"/v1/{pad}", headers=wie)).json()


async def test_an_aanbieder_sees_why_per_line_and_nothing_of_what_gemeenten_settle(dienst: Dienst) -> None:
    await jeugd(dienst)
    await dienst.declareer(declaratie((BSN, [prestatie(**JW)]), wet=Wet.JW))
    await woont(dienst, "2026-04-16")
    nieuw = prijs(wet="jw", productcode="45A01", versie=2, tarief_cent=1200, geldig_van=dt.date(2026, 4, 1))
    await dienst.meld("PrijsVastgesteld", nieuw)
    await dienst.verreken()

    (een,) = (await lees(dienst, "verrekeningen", dienst.aanbieder))["resultaten"]
    (regel,) = (await lees(dienst, f"verrekeningen/{een['id']}/regels", dienst.aanbieder))["resultaten"]
    alles = (await lees(dienst, "verrekeningen", dienst.als("financien")))["resultaten"]
    ontvanger = dienst.als("zorgadministratie", gemeente=ANDERE_GEMEENTE)

    assert (een["aanleiding"], een["bedragCent"], een["agbCode"]) == ("prijs", -200, AGB)
    assert (regel["toegekendCent"], regel["bedragCent"], regel["reden"]) == (5000, -200, "tarief-gewijzigd")
    assert "met terugwerkende kracht" in regel["uitleg"]
    assert sum(x["bedragCent"] for x in alles if x["aanleiding"] == "woonplaats") == 2400
    assert {x["naarGemeente"] for x in (await lees(dienst, "verrekeningen", ontvanger))["resultaten"]} == {
        ANDERE_GEMEENTE
    }
    assert (await lees(dienst, "verrekeningen", dienst.als("aanbieder", agb=ANDERE_AGB)))["resultaten"] == []
    vreemd = await dienst.client.get(f"/v1/verrekeningen/{een['id']}", headers=dienst.als("aanbieder", agb=ANDERE_AGB))
    assert vreemd.status_code == 404
    (taak, *_) = (await lees(dienst, "verrekentaken", dienst.als("financien")))["resultaten"]
    assert (taak["aanleiding"], taak["aantalBekeken"]) == ("prijs", 1)


async def test_lines_come_in_pages_that_hold_each_one_once(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    maart = dt.date(2026, 3, 1)
    for nummer, maand in enumerate((maart, dt.date(2026, 4, 1)), start=1):
        laatste = (maand + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
        periode = GeslotenPeriode(begindatum=maand, einddatum=laatste)
        await dienst.declareer(declaratie((BSN, [prestatie(f"R{nummer}", product_periode=periode)])))
    await dienst.meld("PrijsVastgesteld", prijs(versie=2, tarief_cent=1300, geldig_van=maart))
    await dienst.verreken()
    (een,) = (await lees(dienst, "verrekeningen", dienst.aanbieder))["resultaten"]

    eerste = await lees(dienst, f"verrekeningen/{een['id']}/regels?limiet=1", dienst.aanbieder)
    tweede = await lees(dienst, f"verrekeningen/{een['id']}/regels?limiet=1&na={eerste['volgende']}", dienst.aanbieder)

    assert [x["referentieNummer"] for x in (*eerste["resultaten"], *tweede["resultaten"])] == ["R1", "R2"]
