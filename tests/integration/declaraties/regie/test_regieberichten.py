"""Start and stop messages through the real door and worker: kept, answered, shown; never in the way of a payment."""

import itertools
from typing import Any

import pytest
from declaraties.domain.standaard.berichten.levering import Regiebericht
from declaraties.domain.standaard.berichten.persoon import Geboortedatum
from lxml import etree

from tests.builders.berichtenverkeer import als_xml, regiebericht, start, stop
from tests.builders.declaraties import ANDERE_AGB, BSN_TWEE, KLOK, Dienst, declaratie


async def meld(dienst: Dienst, bericht: Regiebericht | bytes) -> str:
    data = bericht if isinstance(bericht, bytes) else als_xml(bericht)
    antwoord = await dienst.dien_in(data, dienst.aanbieder)
    assert antwoord.status_code == 202, antwoord.text
    await dienst.verwerk()
    return str(antwoord.json()["id"])


async def levering(dienst: Dienst, **filters: str) -> list[dict[str, Any]]:
    antwoord = await dienst.client.get("/v1/leveringen", params=filters, headers=dienst.aanbieder)
    assert antwoord.status_code == 200, antwoord.text
    return list(antwoord.json()["resultaten"])


def retourcodes(retour: bytes) -> list[tuple[str, list[str]]]:
    """Per class that carries codes its name and codes, in message order."""
    gevonden = etree.fromstring(retour).findall(".//{*}RetourCodes")
    return [(etree.QName(een.getparent()).localname, [code.text for code in een]) for een in gevonden]  # type: ignore[misc, arg-type]


async def test_a_start_is_kept_and_shown_with_its_toewijzing(dienst: Dienst) -> None:
    await dienst.sta_klaar()

    kenmerk = await meld(dienst, regiebericht(start(101, "2026-01-05")))

    assert (await dienst.stand(kenmerk))["status"] == "verwerkt"
    (stand,) = await levering(dienst, toewijzingNummer="101")
    assert (stand["status"], stand["begindatum"], stand["opmerkingen"]) == ("gestart", "2026-01-05", [])


async def test_start_and_stop_give_the_same_in_every_order(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    berichten = [
        regiebericht(start(101, "2026-01-05")),
        regiebericht(stop(101, "2026-01-05", "2026-02-28", reden="20")),
        regiebericht(start(101, "2026-03-09")),
        regiebericht(stop(101, "2026-03-09", "2026-04-30")),
    ]
    standen = []
    for volgorde in itertools.islice(itertools.permutations(berichten), 0, 24, 7):
        for bericht in volgorde:
            await meld(dienst, bericht)
        standen.append([{**een, "gemeldOp": None} for een in await levering(dienst)])
        dienst.sql("DELETE FROM levering RETURNING 1")
        dienst.sql("DELETE FROM bestand WHERE soort IN ('305', '307') RETURNING 1")
    assert all(stand == standen[0] for stand in standen)
    (stand,) = standen[0]
    assert (stand["status"], stand["begindatum"], stand["opmerkingen"]) == ("gestopt", "2026-03-09", [])


async def test_a_start_is_never_swallowed_without_a_word(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    codes = [
        [
            one
            for _, one in retourcodes(
                await dienst.antwoord(await meld(dienst, regiebericht(start(status_aanlevering=one))))
            )
        ]
        for one in "3113"
    ]

    assert codes == [[["0200"], ["9063"], ["0200"]], [], [["0200"], ["9074"], ["0200"]], []]
    (stand,) = await levering(dienst)
    assert (stand["status"], stand["opmerkingen"]) == ("niet-gestart", [])


@pytest.mark.parametrize("jaar", ["0001", "0050", "0119"])
async def test_a_message_signed_long_ago_is_refused_and_not_set_apart(dienst: Dienst, jaar: str) -> None:
    await dienst.neem_deel()
    data = als_xml(regiebericht(start())).replace(b">2026-05-20<", f">{jaar}-05-20<".encode())

    kenmerk = await meld(dienst, data)

    assert (await dienst.stand(kenmerk))["status"] == "afgekeurd"
    assert retourcodes(await dienst.antwoord(kenmerk)) == [("Header", ["0001"])]


async def test_a_start_before_its_301_is_kept_and_the_remark_goes_away_with_it(dienst: Dienst) -> None:
    await dienst.neem_deel()
    await meld(dienst, regiebericht(start(101)))
    (voor,) = await levering(dienst)

    await dienst.sta_klaar()

    (na,) = await levering(dienst)
    assert [een["regel"] for een in voor["opmerkingen"]] == ["TR019"]
    assert na["opmerkingen"] == []


async def test_a_start_on_the_toewijzing_of_somebody_else_gets_a_306_with_9019(dienst: Dienst) -> None:
    await dienst.sta_klaar()

    kenmerk = await meld(dienst, regiebericht(start(101), start(102), bsn=BSN_TWEE))

    assert (await dienst.stand(kenmerk))["status"] == "afgekeurd"
    retour = await dienst.antwoord(kenmerk)
    assert retourcodes(retour) == [
        ("Header", ["0200"]),
        ("StartProduct", ["9019"]),
        ("StartProduct", ["0200"]),
        ("Client", ["0200"]),
    ]
    (bevinding,) = (await dienst.fouten(kenmerk))["bevindingen"]
    assert (bevinding["regel"], bevinding["klasse"]) == ("TR019", "StartProduct")
    assert "andere client" in bevinding["wat"]
    assert await levering(dienst) == []


async def test_the_retour_to_a_good_start_is_a_header_without_codes(dienst: Dienst) -> None:
    await dienst.sta_klaar()

    retour = await dienst.antwoord(await meld(dienst, regiebericht(start())))

    assert retourcodes(retour) == []
    assert etree.fromstring(retour).find("{*}Client") is None


FOUT: dict[str, tuple[Regiebericht, str, str]] = {
    "bsn": (regiebericht(start(), bsn="999900007"), "CS002", "0001"),
    "born in the future": (
        regiebericht(start(), geboortedatum=Geboortedatum(datum=KLOK.replace(year=2030))),
        "TR134",
        "0001",
    ),
    "status 2": (regiebericht(start(status_aanlevering="2")), "CS058", "0001"),
    "status 9": (regiebericht(start(status_aanlevering="9")), "CS058", "0001"),
    "twice the same": (regiebericht(start(), start()), "TR101", "0001"),
    "start in the future": (regiebericht(start(begin="2026-05-21")), "TR134", "0001"),
    "stop before start": (regiebericht(stop(einde="2026-01-04")), "TR018", "0001"),
    "signed in the future": (regiebericht(start(), dagtekening=KLOK.replace(day=2)), "TR135", "8848"),
    "gemeente outside the region": (regiebericht(start(), ontvanger="0267"), "TR378", "S300"),
    "no gemeente": (regiebericht(start(), ontvanger="9999"), "TR378", "S300"),
}


@pytest.mark.parametrize("geval", FOUT)
async def test_a_fault_refuses_the_message_with_its_code_in_the_header(dienst: Dienst, geval: str) -> None:
    await dienst.neem_deel()
    bericht, regel, code = FOUT[geval]

    kenmerk = await meld(dienst, bericht)

    assert [een["regel"] for een in (await dienst.fouten(kenmerk))["bevindingen"]] == [regel]
    assert retourcodes(await dienst.antwoord(kenmerk)) == [("Header", [code])]


async def test_an_identification_used_before_is_9056(dienst: Dienst) -> None:
    await dienst.neem_deel()
    await meld(dienst, regiebericht(start(), identificatie="ZELFDE"))

    kenmerk = await meld(dienst, regiebericht(start(begin="2026-01-06"), identificatie="ZELFDE"))

    assert retourcodes(await dienst.antwoord(kenmerk)) == [("Header", ["9056"])]


async def test_no_start_and_even_a_stop_never_stand_in_the_way_of_a_payment(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    await meld(dienst, regiebericht(stop(101, "2025-01-01", "2025-02-01")))

    kenmerk = await dienst.declareer(declaratie())

    assert (await dienst.uitkomst(kenmerk))["uitkomst"] == "toegekend"


async def test_other_aanbieders_see_nothing_and_every_look_is_logged(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    await meld(dienst, regiebericht(start()))
    ((voor,),) = dienst.sql("SELECT count(*) FROM verwerkingslog")

    vreemd = await dienst.client.get("/v1/leveringen", headers=dienst.als("aanbieder", agb=ANDERE_AGB))
    assert vreemd.json()["resultaten"] == []
    assert dienst.sql("SELECT count(*) FROM verwerkingslog") == [(voor,)]
    await levering(dienst)
    assert dienst.sql("SELECT count(*) FROM verwerkingslog") == [(voor + 1,)]


async def test_pages_of_leveringen_hold_everything_once(dienst: Dienst) -> None:
    await dienst.neem_deel()
    await meld(dienst, regiebericht(*(start(nummer) for nummer in (3, 1, 2, None))))
    gezien, na = [], None
    for _ in range(6):
        vraag = {"limiet": "1"} | ({"na": na} if na else {})
        bladzijde = (await dienst.client.get("/v1/leveringen", params=vraag, headers=dienst.aanbieder)).json()
        gezien += [een["toewijzingNummer"] for een in bladzijde["resultaten"]]
        na = bladzijde["volgende"]
        if na is None:
            break
    assert gezien == [None, 1, 2, 3]


async def test_the_term_of_a_retour_is_three_working_days_and_it_is_there_at_once(dienst: Dienst) -> None:
    await dienst.sta_klaar()

    stand = await dienst.stand(await meld(dienst, regiebericht(start())))

    # received on Monday 1 June 2026
    assert (stand["uitersteAntwoorddatum"], stand["antwoord"]) == (
        "2026-06-04",
        f"/v1/berichten/{stand['id']}/antwoord",
    )
