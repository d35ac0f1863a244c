"""What is kept of judged lines, and what later messages find of them."""

import datetime as dt

import psycopg

from tests.builders.declaraties import BSN, BSN_TWEE, Dienst, declaratie, prestatie, product, toewijzing
from tests.builders.prestatieregels import per_regel


async def test_history_that_lacks_is_made_again_from_the_lines(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    await dienst.wijs_toe(toewijzing(product(102), bsn=BSN_TWEE))
    await dienst.grond(102)
    van_twee = {"toewijzing_nummer": 102}
    eerste = declaratie(
        (BSN, [prestatie("R1"), prestatie("R3", toewijzing_nummer=9)]), (BSN_TWEE, [prestatie("R2", **van_twee)])
    )
    assert (await dienst.codes(await dienst.declareer(eerste))).keys() == {"R3"}
    credit = declaratie((BSN_TWEE, [prestatie("R4", **van_twee, vorige="R2")]))
    assert await dienst.codes(await dienst.declareer(credit)) == {}
    bewaard = dienst.sql("SELECT * FROM geschiedenis ORDER BY bestand_nummer")
    with psycopg.connect(dienst.url) as verbinding:
        verbinding.execute("DELETE FROM geschiedenis")

    opnieuw = [prestatie("R5"), prestatie("R3", toewijzing_nummer=9)]
    van_de_ander = [prestatie("R6", **van_twee, vorige="R2"), prestatie("R7", **van_twee)]
    codes = await dienst.codes(await dienst.declareer(declaratie((BSN, opnieuw), (BSN_TWEE, van_de_ander))))

    assert {nummer: codes.get(nummer) for nummer in ("R5", "R6", "R7")} == {"R5": ["9389"], "R6": ["9390"], "R7": None}
    assert "8021" in codes["R3"]
    assert dienst.sql("SELECT * FROM geschiedenis ORDER BY bestand_nummer")[:2] == bewaard


async def test_lines_are_stored_as_they_were_sent(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    euro = {"eenheid": "83", "product_tarief": None, "geleverd_volume": 700, "cent": 700, "product_code": "02Ë99"}
    regels = [prestatie(" Ré1 "), prestatie("R2", vorige="V2"), prestatie("R3", toewijzing_nummer=9, **euro)]

    await dienst.declareer(declaratie((BSN, regels), (BSN_TWEE, [prestatie("R4")])))

    vraag = "SELECT regel, referentie, vorige, toewijzing, code, begin, eind, volume, eenheid, tarief, bedrag, credit"
    april = (dt.date(2026, 4, 1), dt.date(2026, 4, 30))
    assert dienst.sql(f"{vraag} FROM prestatie ORDER BY regel") == [
        (0, "Ré1", None, 101, "02A03", *april, 4, "04", 1250, 5000, False),
        (1, "R2", "V2", 101, "02A03", *april, 4, "04", 1250, 5000, True),
        (2, "R3", None, 9, "02Ë99", *april, 700, "83", None, 700, False),
        (3, "R4", None, 101, "02A03", *april, 4, "04", 1250, 5000, False),
    ]
    assert dienst.sql("SELECT count(*) FROM prestatie JOIN client ON client = pseudoniem") == [(4,)]


async def test_lines_are_told_in_parts_of_a_thousand(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    regels = [prestatie(f"R{nummer}", toewijzing_nummer=nummer) for nummer in range(2500)]

    await dienst.declareer(declaratie((BSN, regels)))

    delen = dienst.events("PrestatiesBeoordeeld")
    assert [(een["deel"], een["delen"], len(een["volume"])) for een in delen] == [
        (1, 3, 1000),
        (2, 3, 1000),
        (3, 3, 500),
    ]
    assert sum(sum(per_regel(een)["bedrag_cent"]) for een in delen) == 2500 * 5000
    groottes = dienst.sql("SELECT max(length(inhoud)) FROM outbox")
    assert groottes[0][0] <= 64 * 1024
