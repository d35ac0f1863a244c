import dataclasses
import datetime as dt
from typing import Any

import pytest
from risb_kern.lists import HELE_REGIO, Bereik, Blad
from toezicht.application.signalen.queries import Signaalfilter
from toezicht.application.uow import Uow
from toezicht.domain.detectie.anomalie import VERVALLEN
from toezicht.domain.signalen.aanbieder import Aanbieder, Declaratietotaal, Overeenkomst
from toezicht.domain.signalen.signaal import Signaal, Signaalbeoordeling, Signaaluitkomst

from tests.builders.toezicht import AGB
from tests.builders.toezichtzaken import NU, RECHTMATIGHEID, een_bericht, een_signaal, een_zaak, nieuw_id

pytestmark = pytest.mark.integratie
DAG = dt.timedelta(days=1)
NIEUWSTE = Blad(orde="gesignaleerdOp", aflopend=True, limiet=2)


async def test_a_signal_is_there_for_its_own_kind_only(uow: Uow) -> None:
    signaal = een_signaal()
    await uow.signalen.put(signaal)
    assert await uow.signalen.find(signaal.id, RECHTMATIGHEID) == signaal
    assert await uow.signalen.get(signaal.id, RECHTMATIGHEID) == signaal
    assert await uow.signalen.find(signaal.id, {"kwaliteit"}) is None
    assert await uow.signalen.get(nieuw_id(), RECHTMATIGHEID) is None


async def test_a_newer_message_replaces_what_was_told_and_leaves_what_people_did(uow: Uow) -> None:
    first = een_signaal()
    await uow.signalen.put(first)
    zaak = een_zaak()
    await uow.zaken.add(zaak)
    await uow.signalen.save(dataclasses.replace(first, zaak_id=zaak.id, uitkomst=Signaaluitkomst.NUTTIG))
    newer = dataclasses.replace(first, bedrag_cent=7, trace_id="b" * 32, bijgewerkt_op=NU + DAG)
    await uow.signalen.put(newer)
    assert await uow.signalen.find(first.id, RECHTMATIGHEID) == dataclasses.replace(
        newer, trace_id=first.trace_id, zaak_id=zaak.id, uitkomst=Signaaluitkomst.NUTTIG
    )


async def test_aanbieders_with_the_same_kvk_number_are_found_and_no_others(uow: Uow) -> None:
    for agb_code, kvk_nummer in ((AGB, "12345678"), ("42420002", "12345678"), ("42429999", "87654321")):
        een = Aanbieder(
            agb_code=agb_code, naam="Zorg", kvk_nummer=kvk_nummer, capaciteit_uren_per_maand=1, datum=NU.date()
        )
        await uow.aanbieders.put(een, NU)
    assert await uow.aanbieders.list_with_same_kvk([AGB]) == {AGB, "42420002"}
    assert await uow.aanbieders.list_with_same_kvk(["42429999", "99999999"]) == {"42429999"}


async def test_an_older_message_changes_nothing(uow: Uow) -> None:
    first = een_signaal()
    await uow.signalen.put(first)
    await uow.signalen.put(dataclasses.replace(first, bedrag_cent=7, bijgewerkt_op=NU - DAG))
    assert await uow.signalen.find(first.id, RECHTMATIGHEID) == first


async def test_a_judgement_of_a_signal_is_kept_beside_it(uow: Uow) -> None:
    signaal = een_signaal()
    await uow.signalen.put(signaal)
    outcome = Signaaluitkomst.BEVESTIGD
    await uow.signalen.add_beoordeling(
        Signaalbeoordeling(id=nieuw_id(), signaal_id=signaal.id, uitkomst=outcome, reden="Nagegaan.", door="een", op=NU)
    )
    assert await uow.signalen.find(signaal.id, RECHTMATIGHEID) == signaal


async def three(uow: Uow) -> list[Signaal]:
    found = [
        een_signaal(gesignaleerd_op=NU + number * DAG, bedrag_cent=cent, periode=202601 + number)
        for number, cent in enumerate([300, 100, 200])
    ]
    for one in found:
        await uow.signalen.put(one)
    return found


async def test_pages_go_on_where_the_one_before_ended(uow: Uow) -> None:
    first, second, third = await three(uow)
    keuze = Signaalfilter(soorten=RECHTMATIGHEID)
    assert await uow.signaalvragen.list(keuze, NIEUWSTE) == [third, second, first]
    rest = dataclasses.replace(NIEUWSTE, na=(second.gesignaleerd_op, second.id))
    assert await uow.signaalvragen.list(keuze, rest) == [first]


async def test_signals_can_be_ordered_by_money(uow: Uow) -> None:
    first, second, third = await three(uow)
    found = await uow.signaalvragen.list(Signaalfilter(soorten=RECHTMATIGHEID), Blad(orde="bedragCent"))
    assert found == [second, third, first]


@pytest.mark.parametrize(
    ("keuze", "count"),
    [
        ({}, 3),
        ({"agb_code": AGB}, 3),
        ({"agb_code": "00000000"}, 0),
        ({"periode": 202602}, 1),
        ({"regel": "T2"}, 0),
        ({"status": VERVALLEN}, 0),
        ({"ernst": "bekijken"}, 3),
        ({"soorten": {"kwaliteit"}}, 0),
    ],
)
async def test_a_filter_leaves_out_the_others(uow: Uow, keuze: dict[str, Any], count: int) -> None:
    await three(uow)
    asked = Signaalfilter(**{"soorten": RECHTMATIGHEID, **keuze})
    assert len(await uow.signaalvragen.list(asked, Blad(orde="gesignaleerdOp"))) == count


async def test_signals_are_counted_by_rule_and_outcome(uow: Uow) -> None:
    judged = [een_signaal(uitkomst=Signaaluitkomst.ONTERECHT), een_signaal(), een_signaal(regel="T2")]
    for one in judged:
        await uow.signalen.put(one)
    counts = await uow.signaalvragen.count_by_regel(RECHTMATIGHEID)
    assert {regel: dict(one) for regel, one in counts.items()} == {
        "T18": {Signaaluitkomst.ONTERECHT: 1, None: 1},
        "T2": {None: 1},
    }
    assert await uow.signaalvragen.count_by_regel({"kwaliteit"}) == {}


async def test_open_is_an_active_signal_that_nobody_took_up(uow: Uow) -> None:
    zaak = een_zaak()
    await uow.zaken.add(zaak)
    for one in (
        een_signaal(),
        een_signaal(status=VERVALLEN),
        een_signaal(uitkomst=Signaaluitkomst.NUTTIG),
        een_signaal(zaak_id=zaak.id),
    ):
        await uow.signalen.put(one)
    assert await uow.signaalvragen.count_open() == 1


async def test_the_log_gives_every_anomaly_a_place_and_keeps_it_once(uow: Uow) -> None:
    een, twee = een_bericht(), een_bericht()
    first, second = await uow.anomalieen.add(een), await uow.anomalieen.add(twee)
    assert first is not None
    assert second is not None
    assert first < second
    assert await uow.anomalieen.add(een) is None
    kept = dataclasses.replace(twee, positie=second)
    assert await uow.anomalieen.list(first, soorten=RECHTMATIGHEID, limiet=10) == [kept]
    assert len(await uow.anomalieen.list(0, soorten=RECHTMATIGHEID, limiet=1)) == 1
    assert await uow.anomalieen.list(0, soorten={"kwaliteit"}, limiet=10) == []


def aanbieder(naam: str) -> Aanbieder:
    return Aanbieder(
        agb_code=AGB, naam=naam, kvk_nummer="12345678", capaciteit_uren_per_maand=1400, datum=dt.date(2026, 1, 2)
    )


async def test_of_an_aanbieder_the_newest_word_stands_in_any_order(uow: Uow) -> None:
    assert await uow.aanbieders.find(AGB) is None
    await uow.aanbieders.put(aanbieder("nieuw"), NU)
    await uow.aanbieders.put(aanbieder("oud"), NU - DAG)
    assert await uow.aanbieders.find(AGB) == aanbieder("nieuw")


def overeenkomst(key: str, ingangsdatum: dt.date, einddatum: dt.date | None = None) -> Overeenkomst:
    return Overeenkomst(
        id=key,
        agb_code=AGB,
        wet="wmo",
        variant="inspanning",
        ingangsdatum=ingangsdatum,
        einddatum=einddatum,
        gemeenten=[],
    )


async def test_agreements_come_oldest_first_and_a_repeated_one_replaces_the_first(uow: Uow) -> None:
    laat, vroeg = overeenkomst("a", dt.date(2026, 1, 1)), overeenkomst("b", dt.date(2025, 1, 1))
    eindigt = overeenkomst("a", dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    for one in (laat, vroeg, eindigt):
        await uow.aanbieders.put_overeenkomst(one)
    assert await uow.aanbieders.list_overeenkomsten(AGB) == [vroeg, eindigt]
    assert await uow.aanbieders.list_overeenkomsten("00000000") == []


async def test_what_was_granted_adds_up_per_aanbieder_and_month(uow: Uow) -> None:
    for bestand, agb, periode, cent in (("a", AGB, 202604, 1), ("b", AGB, 202604, 2), ("c", AGB, 202603, 4)):
        totaal = Declaratietotaal(bestand_id=bestand, agb_code=agb, declaratieperiode=periode, toegekend_cent=cent)
        await uow.aanbieders.put_declaratie(totaal)
        await uow.aanbieders.put_declaratie(totaal)
    assert await uow.aanbieders.sum_toegekend(202604) == {AGB: 3}
    assert await uow.aanbieders.sum_toegekend(202601) == {}


GEBONDEN = Bereik(gemeenten=frozenset({"0307"}), agb_codes=frozenset({AGB}))
ELDERS = Bereik(gemeenten=frozenset({"0308"}), agb_codes=frozenset({"42420009"}))


async def test_where_an_aanbieder_works_is_kept_once(uow: Uow) -> None:
    for gemeenten in (["0307"], ["0307", "0308"], []):
        await uow.aanbieders.add_werkgebied(AGB, gemeenten)
    await uow.aanbieders.add_werkgebied("42420009", ["0308"])
    assert set(await uow.aanbieders.list_in({"0307"})) == {AGB}
    assert set(await uow.aanbieders.list_in({"0308", "0313"})) == {AGB, "42420009"}
    assert set(await uow.aanbieders.list_in({"0313"})) == set()


@pytest.mark.parametrize(
    ("gemeenten", "bereik", "gezien"),
    [
        ([], HELE_REGIO, True),
        ([], GEBONDEN, True),
        ([], ELDERS, False),
        (["0308"], GEBONDEN, False),
        (["0308", "0307"], GEBONDEN, True),
        (["0308"], ELDERS, True),
        ([], Bereik(), False),
        (["0307"], Bereik(), False),
    ],
)
async def test_a_signal_is_seen_by_its_gemeenten_or_else_by_its_aanbieder(
    uow: Uow, gemeenten: list[str], bereik: Bereik, gezien: bool
) -> None:
    signaal = een_signaal(gemeenten=gemeenten)
    await uow.signalen.put(signaal)
    keuze = Signaalfilter(soorten={"rechtmatigheid"}, bereik=bereik)
    assert [one.id for one in await uow.signaalvragen.list(keuze, Blad(orde="gesignaleerdOp"))] == [signaal.id] * gezien
    assert bool(await uow.signaalvragen.count_by_regel({"rechtmatigheid"}, bereik)) is gezien
    assert signaal.is_zichtbaar(bereik) is gezien


@pytest.mark.parametrize(("bereik", "gezien"), [(HELE_REGIO, 1), (GEBONDEN, 1), (ELDERS, 0)])
async def test_an_anomaly_is_seen_by_its_aanbieder(uow: Uow, bereik: Bereik, gezien: int) -> None:
    await uow.anomalieen.add(een_bericht(inhoud={"agbCode": AGB}))
    gevonden = await uow.anomalieen.list(0, soorten={"rechtmatigheid"}, limiet=10, bereik=bereik)
    assert len(gevonden) == gezien
