"""What the ports of post promise."""

import dataclasses
import datetime as dt
import uuid
from typing import Any

import pytest
from declaraties.application.post.queries import Berichtfilter
from declaraties.application.toewijzen.contractfeiten import Deelnamefeit
from declaraties.application.uow import Uow
from declaraties.domain.post.afloop import Afloop, Regelbreuk, Resultaat
from declaraties.domain.post.bestand import Berichtstatus
from declaraties.domain.standaard.fouten import Leesfout
from declaraties.domain.standaard.profielen import Soort, Wet
from risb_kern.lists import Bereik, Blad

from tests.builders.declaraties import AGB, GEMEENTE, KLOK
from tests.builders.handelingen import NU, ontvangst

pytestmark = pytest.mark.integratie
ALLES, NIEUWSTE = Bereik(alles=True), Blad(orde="nummer", aflopend=True)
KLAAR_TWEE = Afloop(status=Berichtstatus.VERWERKT, telt=True, identificatie="B2")
KLAAR = Afloop(status=Berichtstatus.VERWERKT, telt=True, identificatie="B1")


async def test_the_same_bytes_of_one_sender_are_one_message(uow: Uow) -> None:
    eerste, nieuw = await uow.bestanden.add(ontvangst())
    weer, nog_nieuw = await uow.bestanden.add(ontvangst())
    ander, ook_nieuw = await uow.bestanden.add(ontvangst(inhoud=b"<Anders/>"))

    assert (nieuw, nog_nieuw, ook_nieuw) == (True, False, True)
    assert (weer, ander.nummer > eerste.nummer) == (eerste, True)
    assert await uow.bestanden.find_opslag(eerste.nummer) == "bewaard"


async def test_messages_of_an_aanbieder_are_taken_in_their_order(uow: Uow) -> None:
    alle = [(await uow.bestanden.add(ontvangst(inhoud=inhoud)))[0] for inhoud in (b"<A/>", b"<B/>", b"<C/>")]

    assert list(await uow.bestanden.take(1)) == alle[:1]
    assert list(await uow.bestanden.take(16)) == alle
    await uow.bestanden.finish(alle[0].nummer, KLAAR, nu=NU)
    assert list(await uow.bestanden.take(2)) == alle[1:]
    assert (await uow.bestanden.read_queue())[0] == 2
    await uow.bestanden.finish_all({one.nummer: KLAAR_TWEE for one in alle[1:2]}, nu=NU)
    assert list(await uow.bestanden.take(16)) == alle[2:]


async def test_a_message_that_was_tried_comes_alone_and_holds_up_its_own_line(uow: Uow) -> None:
    eerste, tweede, derde = [
        (await uow.bestanden.add(ontvangst(inhoud=inhoud)))[0] for inhoud in (b"<A/>", b"<B/>", b"<C/>")
    ]
    await uow.bestanden.start_tries([tweede.nummer], nu=NU)
    await uow.bestanden.withdraw_tries([tweede.nummer])

    assert list(await uow.bestanden.take(16)) == [eerste]
    await uow.bestanden.finish(eerste.nummer, KLAAR, nu=NU)
    assert list(await uow.bestanden.take(16)) == [tweede]
    await uow.bestanden.finish(tweede.nummer, KLAAR_TWEE, nu=NU)
    assert list(await uow.bestanden.take(16)) == [derde]


async def test_tries_are_counted_taken_back_and_start_again(uow: Uow) -> None:
    bestand, _ = await uow.bestanden.add(ontvangst())
    nummers = [bestand.nummer]

    geteld = [await uow.bestanden.start_tries(nummers, nu=NU) for _ in range(2)]
    await uow.bestanden.withdraw_tries(nummers)
    geteld.append(await uow.bestanden.start_tries(nummers, nu=NU))
    await uow.bestanden.note_fault(bestand.nummer, "ValueError")
    await uow.bestanden.finish(bestand.nummer, Afloop(status=Berichtstatus.APART_GEZET), nu=NU)
    hervat = [await uow.bestanden.retry(bestand.nummer) for _ in range(2)]

    assert ([one[bestand.nummer] for one in geteld], hervat) == ([1, 2, 2], [True, False])
    assert list(await uow.bestanden.take(16)) == [bestand]
    assert await uow.bestanden.start_tries(nummers, nu=NU) == {bestand.nummer: 1}


async def test_an_identification_is_taken_by_a_message_that_counts(uow: Uow) -> None:
    eerste, _ = await uow.bestanden.add(ontvangst())
    tweede, _ = await uow.bestanden.add(ontvangst(inhoud=b"<Anders/>"))
    await uow.bestanden.finish(eerste.nummer, KLAAR, nu=NU)

    assert await uow.bestanden.was_received(tweede, "B1")
    assert not await uow.bestanden.was_received(tweede, "B2")
    assert not await uow.bestanden.was_received(eerste, "B1")


async def test_a_message_is_about_one_person(uow: Uow) -> None:
    bestand, _ = await uow.bestanden.add(ontvangst(Soort.START))
    for client in (b"\x01" * 16, b"\x01" * 16):
        await uow.bestanden.add_betrokkene(bestand.nummer, client)

    assert list(await uow.bestanden.list_betrokkenen(bestand.nummer)) == [b"\x01" * 16]
    assert await uow.antwoorden.find(bestand.nummer) is None


async def test_a_message_shows_where_it_stands_to_whom_it_concerns(uow: Uow) -> None:
    await uow.bestanden.add(ontvangst())
    tweede, _ = await uow.bestanden.add(ontvangst(inhoud=b"<Anders/>"))
    alles, eigen, vreemd = Bereik(alles=True), Bereik(agb_codes=frozenset({AGB})), Bereik()

    wacht = await uow.berichtvragen.find(eigen, tweede.id)
    await uow.bestanden.start_tries([tweede.nummer], nu=NU)
    begonnen = await uow.berichtvragen.find(alles, tweede.id)
    await uow.bestanden.finish(tweede.nummer, KLAAR, nu=NU)
    klaar = await uow.berichtvragen.find(alles, tweede.id)

    assert wacht is not None
    assert begonnen is not None
    assert (wacht.status, wacht.voor_u, wacht.verwerkt_op, wacht.identificatie) == ("ontvangen", 1, None, None)
    assert begonnen == dataclasses.replace(wacht, status="wordt-verwerkt")
    assert klaar == dataclasses.replace(wacht, status="verwerkt", voor_u=0, verwerkt_op=NU, identificatie="B1")
    assert await uow.berichtvragen.find(vreemd, tweede.id) is None
    assert await uow.berichtvragen.find(alles, uuid.uuid4()) is None


async def test_messages_are_listed_newest_first_by_what_they_are(uow: Uow) -> None:
    soorten = [Soort.DECLARATIE, Soort.START, Soort.DECLARATIE]
    eerste, start, laatste = [
        (await uow.bestanden.add(ontvangst(soort, inhoud=str(nummer).encode())))[0]
        for nummer, soort in enumerate(soorten)
    ]
    klaar = dataclasses.replace(KLAAR, uitkomst=Resultaat.TOEGEKEND, periode=KLOK, declaratienummer="D1")
    await uow.bestanden.finish(eerste.nummer, klaar, nu=NU)

    async def seen(blad: Blad = NIEUWSTE, *, bereik: Bereik = ALLES, **filters: Any) -> list[int]:
        gevonden = await uow.berichtvragen.list(bereik, Berichtfilter(**filters), blad)
        return [one.nummer for one in gevonden]

    nummers = [laatste.nummer, start.nummer, eerste.nummer]
    assert await seen() == nummers
    assert await seen(dataclasses.replace(NIEUWSTE, na=(laatste.nummer,))) == nummers[1:]
    assert await seen(bereik=Bereik(gemeenten=frozenset({GEMEENTE})), soort="323") == [laatste.nummer, eerste.nummer]
    assert await seen(bereik=Bereik()) == []
    own: list[dict[str, Any]] = [
        {"status": "verwerkt"},
        {"uitkomst": "toegekend"},
        {"periode": KLOK},
        {"declaratienummer": "D1"},
    ]
    assert [await seen(**one) for one in own] == [[eerste.nummer]] * 4
    others: list[dict[str, Any]] = [{"uit": True}, {"wet": "jw"}, {"gemeente": "0000"}, {"agb_code": "00000000"}]
    assert [await seen(**one) for one in others] == [[]] * 4


async def test_what_was_wrong_with_a_message_comes_back_as_it_was_found(uow: Uow) -> None:
    fout = Leesfout(code="onleesbaar", melding="Dit is geen XML.", regel=3, element="Bericht")
    breuk = Regelbreuk(
        regel="TR056", code="8056", niveau=3, klasse="Prestatie", aantal=2, posities=(0, 4), reden="geen-grondslag"
    )
    met, zonder = [(await uow.bestanden.add(ontvangst(inhoud=one)))[0] for one in (b"<A/>", b"<B/>")]
    afloop = Afloop(status=Berichtstatus.AFGEKEURD, leesfouten=(fout,), bevindingen=(breuk,))
    await uow.bestanden.finish(met.nummer, afloop, nu=NU)

    fouten, bevindingen = await uow.berichtvragen.list_fouten(met.nummer)

    assert [dataclasses.asdict(one) for one in fouten] == [dataclasses.asdict(fout)]
    assert [dataclasses.asdict(one) for one in bevindingen] == [dataclasses.asdict(breuk)]
    assert [list(one) for one in await uow.berichtvragen.list_fouten(zonder.nummer)] == [[], []]


async def test_an_upload_is_needed_by_what_waits_is_set_apart_or_was_answered_lately(uow: Uow) -> None:
    opslag = ["wacht", "apart", "pas", "lang geleden"]
    bestanden = [(await uow.bestanden.add(ontvangst(inhoud=naam.encode(), opslag=naam)))[0] for naam in opslag]
    _, apart, pas, lang = bestanden
    for bestand, status, jaren in (
        (apart, Berichtstatus.APART_GEZET, 9),
        (pas, Berichtstatus.VERWERKT, 0),
        (lang, Berichtstatus.VERWERKT, 9),
    ):
        await uow.bestanden.finish(bestand.nummer, Afloop(status=status), nu=NU - jaren * dt.timedelta(days=366))

    needed = await uow.bestanden.list_needed([*opslag, "onbekend"], since=NU - dt.timedelta(days=366))

    assert set(needed) == {"wacht", "apart", "pas"}


async def test_our_own_identifications_never_repeat(uow: Uow) -> None:
    kenmerken = [await uow.bestanden.next_kenmerk() for _ in range(3)]

    assert len(set(kenmerken)) == 3
    assert {len(one) for one in kenmerken} == {12}


async def test_an_envelope_belongs_to_the_message_that_came_in_it_first(uow: Uow) -> None:
    ref = uuid.uuid4()

    eerste = await uow.enveloppen.add("65656055", ref, 1, nu=NU)
    weer = await uow.enveloppen.add("65656055", ref, 2, nu=NU)

    assert (eerste, weer) == ((1, True), (1, False))
    assert (await uow.enveloppen.find(1), await uow.enveloppen.find(2)) == (ref, None)


async def test_a_gemeente_takes_part_between_its_days(uow: Uow) -> None:
    morgen = KLOK + dt.timedelta(days=1)
    await uow.contractfeiten.save(Deelnamefeit(gemeente=GEMEENTE, dienst="omnv", van=KLOK, tot=morgen))

    dagen = [KLOK - dt.timedelta(days=1), KLOK, morgen, morgen + dt.timedelta(days=1)]
    assert [await uow.deelnames.has(Wet.WMO, GEMEENTE, dag=dag) for dag in dagen] == [False, True, True, False]
    assert not await uow.deelnames.has(Wet.JW, GEMEENTE, dag=KLOK)
