import dataclasses
import datetime as dt
from collections import Counter
from typing import Any

import pytest
from risb_kern.lists import Blad
from toezicht.application.uow import Uow
from toezicht.domain.abonnementen.abonnement import Abonnement
from toezicht.domain.abonnementen.bezorging import SAMEN, Bezorgantwoord, Bezorging, BezorgStatus, poging_van

from tests.builders.toezicht import AGB
from tests.builders.toezichtzaken import NU, een_abonnement, een_bericht, nieuw_id

pytestmark = pytest.mark.integratie
UUR = dt.timedelta(hours=1)
OK = Bezorgantwoord(http_status=204, fout=None, duur_ms=12)
STUK = Bezorgantwoord(http_status=500, fout="antwoord 500", duur_ms=12)


async def abonneer(uow: Uow, **anders: Any) -> Abonnement:
    abonnement = een_abonnement(**anders)
    await uow.abonnementen.add(abonnement)
    return abonnement


async def meld(uow: Uow, **anders: Any) -> int:
    bericht = een_bericht(**anders)
    positie = await uow.anomalieen.add(bericht)
    assert positie is not None
    await uow.bezorgingen.queue(positie, bericht)
    return positie


async def pak(uow: Uow, nu: dt.datetime = NU, limiet: int = 10) -> list[Bezorging]:
    return list(await uow.bezorgingen.take(nu, nu + UUR, limiet))


async def test_a_subscription_is_there_for_its_owner_until_it_ends(uow: Uow) -> None:
    abonnement = await abonneer(uow)
    assert await uow.abonnementen.find(abonnement.id, "een") == abonnement
    assert await uow.abonnementen.get(abonnement.id, "een") == abonnement
    assert await uow.abonnementen.find(abonnement.id, "twee") is None
    assert await uow.abonnementen.find(nieuw_id(), "een") is None
    await uow.abonnementen.save(abonnement.beeindig(NU))
    assert await uow.abonnementen.get(abonnement.id, "een") is None
    assert await uow.abonnementvragen.list("een", Blad(orde="aangemaaktOp")) == []


async def test_the_list_of_subscriptions_is_of_one_owner_and_has_pages(uow: Uow) -> None:
    oud, nieuw = await abonneer(uow), await abonneer(uow, aangemaakt_op=NU + UUR)
    await abonneer(uow, eigenaar="twee")
    blad = Blad(orde="aangemaaktOp", limiet=1)
    assert await uow.abonnementvragen.list("een", blad) == [oud, nieuw]
    rest = dataclasses.replace(blad, na=(oud.aangemaakt_op, oud.id))
    assert await uow.abonnementvragen.list("een", rest) == [nieuw]


@pytest.mark.parametrize(
    ("abonnement", "count"),
    [
        ({}, 1),
        ({"regels": ["T2", "T18"]}, 1),
        ({"regels": ["T2"]}, 0),
        ({"soorten": ["kwaliteit"]}, 0),
        ({"beeindigd_op": NU}, 0),
    ],
)
async def test_an_anomaly_goes_to_who_wants_it(uow: Uow, abonnement: dict[str, Any], count: int) -> None:
    await abonneer(uow, **abonnement)
    await meld(uow)
    assert len(await pak(uow)) == count


async def test_what_is_taken_holds_what_the_subscriber_gets(uow: Uow) -> None:
    abonnement = await abonneer(uow)
    bericht = een_bericht()
    positie = await uow.anomalieen.add(bericht)
    assert positie is not None
    await uow.bezorgingen.queue(positie, bericht)
    (taken,) = await pak(uow)
    assert taken == Bezorging(
        id=taken.id,
        abonnement_id=abonnement.id,
        url=abonnement.url,
        geheim=abonnement.geheim,
        positie=positie,
        gebeurtenis_id=bericht.gebeurtenis_id,
        trace_id=bericht.trace_id,
        tijd=bericht.tijd,
        inhoud=bericht.inhoud,
        poging=1,
    )


async def test_nobody_else_takes_what_is_claimed_until_the_claim_ends(uow: Uow) -> None:
    await abonneer(uow)
    await meld(uow)
    (first,) = await pak(uow)
    assert await pak(uow) == []
    (again,) = await pak(uow, NU + UUR)
    assert (again.id, again.poging) == (first.id, 2)


async def test_the_first_that_is_due_is_taken_first_and_not_before_its_time(uow: Uow) -> None:
    await abonneer(uow)
    later, first, second = await meld(uow, tijd=NU + UUR), await meld(uow), await meld(uow)
    assert await uow.bezorgingen.next_due() == NU
    assert [one.positie for one in await pak(uow, limiet=1)] == [first]
    assert [one.positie for one in await pak(uow)] == [second]
    assert later in [one.positie for one in await pak(uow, NU + UUR)]


async def test_an_attempt_decides_what_follows(uow: Uow) -> None:
    abonnement = await abonneer(uow)
    await meld(uow)
    (first,) = await pak(uow)
    stuk = poging_van(first, STUK, NU)
    await uow.bezorgingen.finish(stuk, BezorgStatus.WACHT, NU + UUR)
    assert await uow.bezorgingen.next_due() == NU + UUR
    (second,) = await pak(uow, NU + UUR)
    goed = poging_van(second, OK, NU + UUR)
    await uow.bezorgingen.finish(goed, BezorgStatus.BEZORGD, NU + 2 * UUR)
    assert await uow.bezorgingen.next_due() is None
    assert await pak(uow, NU + 10 * UUR) == []
    verslag = await uow.abonnementvragen.list_pogingen(abonnement.id, Blad(orde="op", aflopend=True, limiet=5))
    assert [(one.id, one.nummer, one.http_status, one.status) for one in verslag] == [
        (goed.id, 2, 204, BezorgStatus.BEZORGD),
        (stuk.id, 1, 500, BezorgStatus.BEZORGD),
    ]


async def test_what_was_cancelled_is_not_delivered_any_more_whatever_an_attempt_says(uow: Uow) -> None:
    abonnement, ander = await abonneer(uow), await abonneer(uow)
    await meld(uow)
    taken = next(one for one in await pak(uow) if one.abonnement_id == abonnement.id)
    await uow.bezorgingen.cancel(abonnement.id)
    await uow.bezorgingen.finish(poging_van(taken, STUK, NU), BezorgStatus.WACHT, NU)
    assert {one.abonnement_id for one in await pak(uow, NU + 2 * UUR)} == {ander.id}
    (verslag,) = await uow.abonnementvragen.list_pogingen(abonnement.id, Blad(orde="op"))
    assert verslag.status is BezorgStatus.MISLUKT


async def test_each_subscription_has_a_share_of_its_own_less_what_is_busy(uow: Uow) -> None:
    een, twee = await abonneer(uow), await abonneer(uow, aangemaakt_op=NU + UUR)
    for _ in range(5):
        await meld(uow)
    taken = await uow.bezorgingen.take(NU, NU + UUR, 3, {een.id: 2})
    assert sorted(one.abonnement_id == twee.id for one in taken) == [False, True, True, True]
    assert await uow.bezorgingen.take(NU, NU + UUR, 3, {een.id: 3, twee.id: 3}) == []
    assert await uow.bezorgingen.next_due(3, {een.id: 3, twee.id: 3}) is None
    assert await uow.bezorgingen.next_due(3, {een.id: 3}) == NU


async def test_all_together_have_a_bound_and_the_first_of_everybody_comes_before_the_second_of_anybody(
    uow: Uow,
) -> None:
    vol = [await abonneer(uow, storingen=5 if nr % 3 == 0 else 0) for nr in range(SAMEN // 2 + 4)]
    for _ in range(3):
        await meld(uow)
    taken = await uow.bezorgingen.take(NU, NU + UUR, 8)
    goed = {one.id for one in vol if not one.storingen}
    assert {one.abonnement_id for one in taken} >= goed
    assert len(taken) == SAMEN // 2
    bezig = dict(Counter(one.abonnement_id for one in taken))
    assert await uow.bezorgingen.take(NU, NU + UUR, 8, bezig) == []
    nieuw = await abonneer(uow, regels=["T18"])
    await meld(uow)
    assert [one.abonnement_id for one in await uow.bezorgingen.take(NU, NU + UUR, 8, bezig)] == [nieuw.id]
    assert await uow.bezorgingen.take(NU, NU + UUR, 8, {**bezig, nieuw.id: SAMEN // 2}) == []


async def test_one_that_fails_gets_one_at_a_time_and_nothing_while_it_rests(uow: Uow) -> None:
    wankel = await abonneer(uow, storingen=5, rust_tot=NU + UUR)
    for _ in range(3):
        await meld(uow)
    assert await pak(uow) == []
    assert await uow.bezorgingen.next_due() == NU + UUR
    (probe,) = await pak(uow, NU + UUR)
    assert await uow.bezorgingen.take(NU + UUR, NU + 2 * UUR, 8, {wankel.id: 1}) == []
    found = await uow.abonnementen.get_afnemer(probe.abonnement_id)
    assert found == wankel
    await uow.abonnementen.save(found.na_poging(gelukt=True, op=NU))
    assert len(await uow.bezorgingen.take(NU + UUR, NU + 2 * UUR, 8)) == 2


async def test_only_what_was_given_up_waits_again(uow: Uow) -> None:
    abonnement, ander = await abonneer(uow), await abonneer(uow, regels=["T2"])
    await meld(uow)
    (taken,) = await pak(uow)
    assert await uow.bezorgingen.find(abonnement.id, taken.id) is BezorgStatus.WACHT
    assert await uow.bezorgingen.find(ander.id, taken.id) is None
    assert await uow.bezorgingen.find(abonnement.id, nieuw_id()) is None
    assert not await uow.bezorgingen.retry(taken.id, NU)
    await uow.bezorgingen.finish(poging_van(taken, STUK, NU), BezorgStatus.MISLUKT, NU)
    blad = Blad(orde="op", limiet=5)
    assert len(await uow.abonnementvragen.list_pogingen(abonnement.id, blad, BezorgStatus.MISLUKT)) == 1
    assert await uow.abonnementvragen.list_pogingen(abonnement.id, blad, BezorgStatus.WACHT) == []
    assert await uow.bezorgingen.retry(taken.id, NU + UUR)
    assert await pak(uow) == []
    (again,) = await pak(uow, NU + UUR)
    assert (again.id, again.poging) == (taken.id, 2)


async def test_how_subscribers_stand_is_told_of_those_that_run(uow: Uow) -> None:
    een, twee = await abonneer(uow), await abonneer(uow, aangemaakt_op=NU + UUR, storingen=6, rust_tot=NU)
    await abonneer(uow, beeindigd_op=NU)
    await meld(uow)
    await meld(uow)
    taken = [one for one in await pak(uow, limiet=1) if one.abonnement_id == een.id]
    await uow.bezorgingen.finish(poging_van(taken[0], STUK, NU), BezorgStatus.MISLUKT, NU)
    standen = await uow.abonnementvragen.list_standen(10)
    assert [(one.abonnement_id, one.wachtend, one.opgegeven, one.rust_tot) for one in standen] == [
        (een.id, 1, 1, None),
        (twee.id, 2, 0, NU),
    ]
    assert len(await uow.abonnementvragen.list_standen(1)) == 1


@pytest.mark.parametrize(("gemeenten", "aantal"), [([], 1), (["0307"], 1), (["0313", "0307"], 1), (["0308"], 0)])
async def test_a_delivery_is_made_for_who_may_see_the_aanbieder(uow: Uow, gemeenten: list[str], aantal: int) -> None:
    await uow.aanbieders.add_werkgebied(AGB, ["0307"])
    await abonneer(uow, gemeenten=gemeenten)
    await meld(uow, inhoud={"agbCode": AGB})
    assert len(await pak(uow)) == aantal
