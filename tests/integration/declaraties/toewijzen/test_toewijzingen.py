"""301 messages, grounds, client stops, and what follows from them."""

import datetime as dt
import itertools
from typing import Any

import pytest
from declaraties.adapters.standaard.xml.schrijven import write_301
from declaraties.domain.standaard.berichten.persoon import Geboortedatum
from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.berichten.waarden import Omvang, Product
from declaraties.domain.standaard.profielen import Wet

from tests.builders.declaraties import (
    AGB,
    ANDERE_AGB,
    ANDERE_GEMEENTE,
    BSN,
    BSN_TWEE,
    GEMEENTE,
    KLOK,
    Dienst,
    clientenstop,
    declaratie,
    overeenkomst,
    prestatie,
    prijs,
    product,
    toewijzing,
)


async def laatste(dienst: Dienst) -> dict[str, Any]:
    return dienst.events("ToewijzingVastgelegd")[-1]


async def test_without_a_ground_the_lines_get_9338_with_the_reason(dienst: Dienst) -> None:
    await dienst.neem_deel()
    await dienst.meld("OvereenkomstGesloten", overeenkomst())
    await dienst.meld("PrijsVastgesteld", prijs())
    await dienst.wijs_toe(toewijzing())

    kenmerk = await dienst.declareer(declaratie())

    (lijn,) = (await dienst.uitkomst(kenmerk))["afgekeurdePrestaties"]
    assert [code["code"] for code in lijn["retourcodes"]] == ["9338"]
    assert "geen geldige beschikking of verwijzing" in lijn["retourcodes"][0]["wat"]
    (bevinding,) = (await dienst.fouten(kenmerk))["bevindingen"]
    assert (bevinding["regel"], bevinding["retourcode"], bevinding["posities"]) == ("TR338", "9338", [1])
    assert "grondslag" in bevinding["doe"]


@pytest.mark.parametrize("eerst", ["301", "grondslag"])
async def test_the_ground_may_come_before_or_after_the_301(dienst: Dienst, eerst: str) -> None:
    await dienst.neem_deel()
    if eerst == "301":
        await dienst.wijs_toe(toewijzing())
    antwoord = await dienst.grond(101)
    if eerst == "grondslag":
        await dienst.wijs_toe(toewijzing())

    assert antwoord.status_code == 201
    assert antwoord.json()["toewijzingBekend"] is (eerst == "301")
    stand = await laatste(dienst)
    assert (stand["geldig"], stand["grondslag"], stand["reden_ongeldig"]) == (True, "beschikking", None)


@pytest.mark.parametrize(
    "soort", ["huisarts", "medisch-specialist", "jeugdarts", "gecertificeerde-instelling", "rechter"]
)
async def test_a_referral_is_a_ground_for_youth_care_and_not_for_the_wmo(dienst: Dienst, soort: str) -> None:
    jeugd = await dienst.grond(1, wet="jw", soort=soort)
    wmo = await dienst.grond(1, wet="wmo", soort=soort)

    assert jeugd.status_code == 201
    assert wmo.status_code == 400
    assert wmo.json()["fouten"][0]["code"] == "grondslag-past-niet-bij-wet"


async def test_a_ground_of_another_gemeente_or_of_tomorrow_is_refused(dienst: Dienst) -> None:
    wie = dienst.als("zorgadministratie", gemeente=ANDERE_GEMEENTE)
    invoer = {"gemeente": GEMEENTE, "wet": "wmo", "toewijzingNummer": 1, "soort": "beschikking", "datum": "2026-01-01"}

    ander = await dienst.client.post("/v1/grondslagen", json=invoer, headers=wie)
    morgen = await dienst.grond(1, datum="2026-06-02")

    assert ander.status_code == 403
    assert morgen.json()["fouten"][0]["code"] == "datum-in-toekomst"
    assert dienst.sql("SELECT count(*) FROM grondslag") == [(0,)]


VERSIES = {
    "eerst": product(toewijzingsdatum=dt.date(2026, 1, 5), einddatum=dt.date(2026, 12, 31)),
    "korter": product(toewijzingsdatum=dt.date(2026, 2, 5), einddatum=dt.date(2026, 6, 30), reden_wijziging="05"),
    "weg": product(
        toewijzingsdatum=dt.date(2026, 3, 5),
        toewijzingstijd=1,
        einddatum=dt.date(2026, 1, 1),
        reden_wijziging="13",
    ),
}


@pytest.mark.parametrize("volgorde", list(itertools.permutations(VERSIES)))
async def test_the_newest_301_wins_whatever_the_order_of_arrival(dienst: Dienst, volgorde: tuple[str, ...]) -> None:
    await dienst.neem_deel()
    for naam in volgorde:
        await dienst.wijs_toe(toewijzing(VERSIES[naam]))

    assert dienst.sql("SELECT einddatum, verwijderd FROM toewijzing") == [(dt.date(2026, 1, 1), True)]
    stand = await laatste(dienst)
    assert (stand["verwijderd"], stand["geldig"], stand["verplichting_cent"]) == (True, False, 0)


async def test_a_deleted_toewijzing_answers_9384(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    await dienst.wijs_toe(toewijzing(VERSIES["weg"]))

    assert await dienst.codes(await dienst.declareer(declaratie())) == {"R1": ["9384"]}


async def test_a_301_for_a_number_of_another_client_is_refused_as_a_whole(dienst: Dienst) -> None:
    await dienst.neem_deel()
    await dienst.wijs_toe(toewijzing())

    later = {"toewijzingsdatum": dt.date(2026, 2, 1)}
    ander = {"product": Product(categorie="02", code="02A04")}
    kenmerk = await dienst.wijs_toe(toewijzing(product(101, **later), product(102, **later, **ander), bsn=BSN_TWEE))

    assert (await dienst.stand(kenmerk))["status"] == "afgekeurd"
    (bevinding,) = (await dienst.fouten(kenmerk))["bevindingen"]
    assert (bevinding["regel"], bevinding["retourcode"]) == ("TR332", "9332")
    assert "andere client" in bevinding["wat"]
    assert dienst.sql("SELECT nummer FROM toewijzing") == [(101,)]


async def test_deleting_what_was_paid_for_is_refused(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    await dienst.declareer(declaratie())

    kenmerk = await dienst.wijs_toe(toewijzing(VERSIES["weg"]))

    (bevinding,) = (await dienst.fouten(kenmerk))["bevindingen"]
    assert (bevinding["regel"], bevinding["retourcode"]) == ("TR385", "9385")


async def test_a_301_that_breaks_level_2_is_told_with_its_rule(dienst: Dienst) -> None:
    await dienst.neem_deel()

    kenmerk = await dienst.wijs_toe(toewijzing(product(einddatum=None)))

    assert (await dienst.stand(kenmerk))["status"] == "afgekeurd"
    (bevinding,) = (await dienst.fouten(kenmerk))["bevindingen"]
    assert (bevinding["regel"], bevinding["retourcode"], bevinding["posities"]) == ("CD076", "0001", [1])
    assert dienst.sql("SELECT count(*) FROM toewijzing") == [(0,)]


UITERSTEN: dict[str, dict[str, Any]] = {
    "from the first day of the calendar": {"toewijzingsdatum": dt.date.min, "ingangsdatum": dt.date.min},
    "to the last day": {"einddatum": dt.date.max},
    "on the last day": {"ingangsdatum": dt.date.max, "einddatum": dt.date.max},
    "as much as can be written, every day of the calendar": {
        "ingangsdatum": dt.date.min,
        "einddatum": dt.date.max,
        "omvang": Omvang(volume=99_999_999, eenheid="04", frequentie="1"),
    },
    "as many euros as can be written": {
        "ingangsdatum": dt.date.min,
        "einddatum": dt.date.max,
        "omvang": Omvang(volume=99_999_999, eenheid="83", frequentie="2"),
    },
}


@pytest.mark.parametrize("geval", UITERSTEN)
async def test_a_301_at_the_edge_of_what_can_be_written_is_taken_in_and_not_set_apart(
    dienst: Dienst, geval: str
) -> None:
    await dienst.neem_deel()
    await dienst.meld("OvereenkomstGesloten", overeenkomst(ingangsdatum=dt.date.min))
    await dienst.meld("PrijsVastgesteld", prijs(geldig_van=dt.date.min, tarief_cent=99_999_999))
    await dienst.grond(101)

    kenmerk = await dienst.wijs_toe(toewijzing(product(**UITERSTEN[geval])))

    assert (await dienst.stand(kenmerk))["status"] == "verwerkt"
    assert (await laatste(dienst))["geldig"] is True


GEWEIGERD: dict[str, tuple[Bericht301, str, str]] = {
    "assigned a century ahead": (
        toewijzing(product(toewijzingsdatum=dt.date(2126, 1, 1)), dagtekening=KLOK),
        "TR134",
        "0001",
    ),
    "signed tomorrow": (toewijzing(dagtekening=KLOK + dt.timedelta(days=1)), "TR135", "8848"),
    "born too long ago": (toewijzing(geboortedatum=Geboortedatum(datum=dt.date(1899, 12, 31))), "TR002", "0001"),
}


@pytest.mark.parametrize("geval", GEWEIGERD)
async def test_a_301_that_is_refused_says_so_and_lets_its_correction_in(dienst: Dienst, geval: str) -> None:
    await dienst.neem_deel()
    fout, regel, code = GEWEIGERD[geval]

    kenmerk = await dienst.wijs_toe(fout)
    goed = await dienst.wijs_toe(toewijzing(product(einddatum=dt.date(2026, 9, 30))))

    assert [one["regel"] for one in (await dienst.fouten(kenmerk))["bevindingen"]] == [regel]
    assert f"RetourCode>{code}<".encode() in await dienst.antwoord(kenmerk)
    assert (await dienst.stand(goed))["status"] == "verwerkt"
    assert b"RetourCode>" not in await dienst.antwoord(goed)
    assert dienst.sql("SELECT einddatum FROM toewijzing") == [(dt.date(2026, 9, 30),)]


async def test_the_gemeente_is_told_when_a_301_changes_nothing(dienst: Dienst) -> None:
    await dienst.neem_deel()
    await dienst.wijs_toe(toewijzing(VERSIES["korter"]))

    kenmerk = await dienst.wijs_toe(toewijzing(VERSIES["eerst"]))

    stand = await dienst.stand(kenmerk)
    assert (stand["status"], stand["reden"].startswith("Niet overgenomen: toewijzing 101.")) == ("verwerkt", True)


async def test_a_client_stop_stops_new_toewijzingen_and_lets_older_ones_go_on(dienst: Dienst) -> None:
    await dienst.sta_klaar(101)
    await dienst.meld("MaatregelOpgelegd", clientenstop())
    nieuw = product(102, ingangsdatum=dt.date(2026, 4, 1), product=Product(categorie="02", code="02A03"))
    await dienst.wijs_toe(toewijzing(nieuw, bsn=BSN_TWEE))
    await dienst.grond(102)

    regels = (BSN, [prestatie("R1")]), (BSN_TWEE, [prestatie("R2", toewijzing_nummer=102)])
    kenmerk = await dienst.declareer(declaratie(*regels))

    (lijn,) = (await dienst.uitkomst(kenmerk))["afgekeurdePrestaties"]
    assert lijn["referentieNummer"] == "R2"
    assert "clientenstop" in lijn["retourcodes"][0]["wat"]


async def test_a_stop_that_arrives_late_or_ends_early_changes_what_was_told(dienst: Dienst) -> None:
    await dienst.neem_deel()
    await dienst.grond(101)
    await dienst.wijs_toe(toewijzing(product(ingangsdatum=dt.date(2026, 4, 1))))
    await dienst.meld("MaatregelOpgelegd", clientenstop())
    assert (await laatste(dienst))["reden_ongeldig"] == "clientenstop"

    einde = {"maatregel_id": clientenstop()["maatregel_id"], "agb_code": AGB, "einddatum": dt.date(2026, 3, 31)}
    await dienst.meld("MaatregelBeeindigd", einde)

    assert (await laatste(dienst))["geldig"] is True


async def test_a_stop_for_another_gemeente_or_another_measure_changes_nothing(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    voor = len(dienst.events("ToewijzingVastgelegd"))

    van_altijd = {"van": dt.date(2020, 1, 1)}
    await dienst.meld("MaatregelOpgelegd", clientenstop(**van_altijd, gemeenten=[ANDERE_GEMEENTE]))
    korting = "44444444-4444-4444-8444-444444444444"
    await dienst.meld("MaatregelOpgelegd", clientenstop(**van_altijd, soort="korting", maatregel_id=korting))
    await dienst.meld("MaatregelOpgelegd", clientenstop(**van_altijd, agb_code=ANDERE_AGB, maatregel_id=korting))

    assert len(dienst.events("ToewijzingVastgelegd")) == voor


async def test_the_obligation_follows_the_price_whichever_comes_first(dienst: Dienst) -> None:
    await dienst.neem_deel()
    await dienst.grond(101)
    await dienst.wijs_toe(toewijzing())
    assert (await laatste(dienst))["verplichting_cent"] == 0

    await dienst.meld("OvereenkomstGesloten", overeenkomst())
    await dienst.meld("PrijsVastgesteld", prijs())

    stand = await laatste(dienst)
    # 2026 touches 53 ISO weeks: 5 hours a week at 12.50
    assert (stand["verplichting_cent"], stand["programmalijn"]) == (53 * 5 * 1250, "2.1.2")


async def test_an_event_that_changes_nothing_is_not_told_again(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    voor = len(dienst.events("ToewijzingVastgelegd"))

    await dienst.meld("OvereenkomstGesloten", overeenkomst())
    await dienst.grond(101)

    assert len(dienst.events("ToewijzingVastgelegd")) == voor


async def test_each_sees_its_own_toewijzingen_and_every_look_is_logged(dienst: Dienst) -> None:
    await dienst.sta_klaar(101)
    await dienst.neem_deel(ANDERE_GEMEENTE)
    await dienst.wijs_toe(toewijzing(product(7), afzender=ANDERE_GEMEENTE, ontvanger=ANDERE_AGB, bsn=BSN_TWEE))

    async def zie(rol: str, **van: str) -> list[int]:
        antwoord = await dienst.client.get("/v1/toewijzingen", headers=dienst.als(rol, **van))
        return [een["toewijzingNummer"] for een in antwoord.json()["resultaten"]]

    assert await zie("aanbieder", agb=AGB) == [101]
    assert await zie("aanbieder", agb=ANDERE_AGB) == [7]
    assert await zie("zorgadministratie", gemeente=GEMEENTE) == [101]
    assert await zie("zorgadministratie") == []
    gelogd = dienst.sql("SELECT activiteit, gebruiker, length(betrokkene) FROM verwerkingslog ORDER BY id")
    assert len(gelogd) == 3
    assert gelogd[0] == ("urn:risb:verwerkingsactiviteit:declaraties:toewijzing-inzien", "ontwikkel-aanbieder", 16)


async def test_searching_by_bsn_finds_only_ones_own(dienst: Dienst) -> None:
    await dienst.sta_klaar(101)

    async def zoek(bsn: str, wie: dict[str, str]) -> list[Any]:
        antwoord = await dienst.client.post("/v1/toewijzingen/_zoek", json={"bsn": bsn}, headers=wie)
        return list(antwoord.json()["resultaten"])

    (gevonden,) = await zoek(BSN, dienst.aanbieder)
    assert (gevonden["bsn"], gevonden["toewijzingNummer"], gevonden["geldig"]) == (BSN, 101, True)
    assert await zoek(BSN, dienst.als("aanbieder", agb=ANDERE_AGB)) == []
    assert await zoek(BSN_TWEE, dienst.aanbieder) == []


async def test_pages_of_toewijzingen_hold_each_one_once(dienst: Dienst) -> None:
    await dienst.neem_deel()
    for nummer in (5, 1, 3):
        await dienst.wijs_toe(toewijzing(product(nummer, product=Product(categorie="02", code=f"02A0{nummer}"))))
    gezien, na = [], None
    while True:
        vraag = {"limiet": "1", **({"na": na} if na else {})}
        pagina = (await dienst.client.get("/v1/toewijzingen", params=vraag, headers=dienst.aanbieder)).json()
        gezien += [een["toewijzingNummer"] for een in pagina["resultaten"]]
        na = pagina["volgende"]
        if na is None:
            break

    assert gezien == [1, 3, 5]


async def test_bsn_is_nowhere_in_the_clear(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    await dienst.declareer(declaratie((BSN, [prestatie(toewijzing_nummer=999)])))

    for tabel in ("bestand", "client", "toewijzing", "prestatie", "antwoord", "outbox", "verwerkingslog", "grondslag"):
        rijen = dienst.sql(f"SELECT t::text FROM {tabel} t")
        assert rijen or tabel == "verwerkingslog"
        assert BSN not in str(rijen)
        assert BSN.encode().hex() not in str(rijen)


async def test_a_generic_toewijzing_counts_its_budget(dienst: Dienst) -> None:
    await dienst.neem_deel(dienst="jw")
    await dienst.grond(55, wet="jw", soort="rechter")
    generiek = product(55, product=None, omvang=None, budget=120_000)

    await dienst.wijs_toe(toewijzing(generiek, wet=Wet.JW))

    stand = await laatste(dienst)
    assert (stand["verplichting_cent"], stand["budget_cent"], stand["productcode"]) == (120_000, 120_000, None)


async def test_the_same_301_twice_stays_one_toewijzing(dienst: Dienst) -> None:
    await dienst.neem_deel()
    data = write_301(toewijzing(product(omvang=Omvang(volume=2, eenheid="16", frequentie="4"))))

    assert await dienst.wijs_toe(data) == await dienst.wijs_toe(data)
    assert dienst.sql("SELECT count(*) FROM toewijzing") == [(1,)]
