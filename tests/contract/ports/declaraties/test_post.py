"""What the ports of post promise."""

import dataclasses
import datetime as dt
import uuid

import pytest
from declaraties.application.toewijzen.contractfeiten import Deelnamefeit
from declaraties.application.uow import Uow
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtstatus
from declaraties.domain.standaard.profielen import Soort, Wet
from risb_kern.lists import Bereik

from tests.builders.declaraties import AGB, GEMEENTE, KLOK
from tests.builders.handelingen import NU, ontvangst

pytestmark = pytest.mark.integratie
KLAAR = Afloop(status=Berichtstatus.VERWERKT, telt=True, identificatie="B1")


async def test_the_same_bytes_of_one_sender_are_one_message(uow: Uow) -> None:
    eerste, nieuw = await uow.bestanden.add(ontvangst())
    weer, nog_nieuw = await uow.bestanden.add(ontvangst())
    ander, ook_nieuw = await uow.bestanden.add(ontvangst(inhoud=b"<Anders/>"))

    assert (nieuw, nog_nieuw, ook_nieuw) == (True, False, True)
    assert (weer, ander.nummer > eerste.nummer) == (eerste, True)
    assert await uow.bestanden.find_opslag(eerste.nummer) == "bewaard"


async def test_only_the_first_in_line_of_an_aanbieder_is_taken(uow: Uow) -> None:
    eerste, _ = await uow.bestanden.add(ontvangst())
    tweede, _ = await uow.bestanden.add(ontvangst(inhoud=b"<Anders/>"))

    assert list(await uow.bestanden.list_waiting()) == [eerste.nummer]
    assert await uow.bestanden.take(tweede.nummer) is None
    assert await uow.bestanden.take(eerste.nummer) == eerste
    await uow.bestanden.finish(eerste.nummer, KLAAR, nu=NU)
    assert list(await uow.bestanden.list_waiting()) == [tweede.nummer]
    assert (await uow.bestanden.read_queue())[0] == 1


async def test_tries_are_counted_taken_back_and_start_again(uow: Uow) -> None:
    bestand, _ = await uow.bestanden.add(ontvangst())

    geteld = [await uow.bestanden.start_try(bestand.nummer, nu=NU) for _ in range(2)]
    await uow.bestanden.withdraw_try(bestand.nummer)
    geteld.append(await uow.bestanden.start_try(bestand.nummer, nu=NU))
    await uow.bestanden.note_fault(bestand.nummer, "ValueError")
    await uow.bestanden.finish(bestand.nummer, Afloop(status=Berichtstatus.APART_GEZET), nu=NU)
    hervat = [await uow.bestanden.retry(bestand.nummer) for _ in range(2)]

    assert (geteld, hervat) == ([1, 2, 2], [True, False])
    assert list(await uow.bestanden.list_waiting()) == [bestand.nummer]
    assert await uow.bestanden.start_try(bestand.nummer, nu=NU) == 1


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
    await uow.bestanden.start_try(tweede.nummer, nu=NU)
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
