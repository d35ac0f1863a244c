import datetime as dt
from typing import Any

import pytest
from risb_kern.errors import DomainError, Kind
from risb_kern.lists import Blad
from toezicht.application.abonnementen import handelingen as abonnementen
from toezicht.application.signalen import handelingen as signalen
from toezicht.domain.abonnementen.abonnement import Abonnement
from toezicht.domain.abonnementen.bezorging import (
    Bezorgantwoord,
    Bezorgbeleid,
    Bezorgpoging,
    BezorgStatus,
    poging_van,
)
from toezicht.entrypoints.webhook import WebhookProcess

from tests.builders.toezichtzaken import NU, RECHTMATIGHEID, door, een_bericht, een_signaal, nieuw_id
from tests.fakes.toezicht.abonnementen import FakeAdressen, FakeBezorger
from tests.fakes.toezicht.uow import FakeUow

BELEID = Bezorgbeleid(pogingen=3, eerste_wachttijd=5, claim=dt.timedelta(seconds=30))
URL = "https://toezicht.example.nl/risb"


@pytest.fixture
def uow() -> FakeUow:
    return FakeUow()


async def neem(uow: FakeUow, adressen: FakeAdressen | None = None, **anders: Any) -> Abonnement:
    basis: dict[str, Any] = {"url": URL, "soorten": [], "regels": [], "geheim": b"geheim"}
    opdracht = abonnementen.AbonnementNemen(**{**basis, **anders})
    return await abonnementen.abonnement_nemen(
        uow, door(), opdracht, zichtbaar=RECHTMATIGHEID, adressen=adressen or FakeAdressen()
    )


class TestAbonnementNemen:
    async def test_without_a_choice_it_is_all_that_the_owner_may_see(self, uow: FakeUow) -> None:
        abonnement = await neem(uow)
        assert (abonnement.soorten, abonnement.regels, abonnement.eigenaar) == (["rechtmatigheid"], [], "een")
        assert await uow.abonnementvragen.list("een", Blad(orde="aangemaaktOp")) == [abonnement]

    async def test_a_choice_of_rules_is_kept_once_each(self, uow: FakeUow) -> None:
        assert (await neem(uow, regels=["T18", "T2", "T18"])).regels == ["T18", "T2"]

    async def test_kinds_beyond_the_role_are_refused_before_anybody_looks_at_the_address(self, uow: FakeUow) -> None:
        adressen = FakeAdressen()
        with pytest.raises(DomainError) as fout:
            await neem(uow, adressen, soorten=["kwaliteit"])
        assert fout.value.kind is Kind.FORBIDDEN
        assert adressen.gevraagd == []

    async def test_rules_that_do_not_exist_are_named(self, uow: FakeUow) -> None:
        with pytest.raises(DomainError) as fout:
            await neem(uow, regels=["T18", "T999"])
        assert [one.melding for one in fout.value.fouten] == ["Regel T999 bestaat niet."]

    async def test_an_address_that_is_not_called_gets_no_subscription(self, uow: FakeUow) -> None:
        with pytest.raises(DomainError) as fout:
            await neem(uow, FakeAdressen(URL))
        assert fout.value.slug == "adres-niet-toegestaan"
        assert await uow.abonnementvragen.list("een", Blad(orde="aangemaaktOp")) == []

    async def test_the_timeline_has_neither_address_nor_secret(self, uow: FakeUow) -> None:
        abonnement = await neem(uow)
        (regel,) = await uow.timeline.list(f"abonnement:{abonnement.id}")
        assert regel.gegevens == {"soorten": ["rechtmatigheid"], "regels": []}
        assert uow.events == []


class TestAbonnementBeeindigen:
    async def test_what_waits_is_not_delivered_any_more(self, uow: FakeUow) -> None:
        abonnement = await neem(uow)
        await signalen.anomalie_ontvangen(uow, een_signaal(), een_bericht())
        ended = await abonnementen.abonnement_beeindigen(uow, door(), abonnement.id)
        assert ended.beeindigd_op == NU
        assert await uow.bezorgingen.next_due() is None

    async def test_of_another_it_is_not_there(self, uow: FakeUow) -> None:
        abonnement = await neem(uow)
        for wie, key in (("twee", abonnement.id), ("een", nieuw_id())):
            with pytest.raises(DomainError) as fout:
                await abonnementen.abonnement_beeindigen(uow, door(wie), key)
            assert fout.value.kind is Kind.NOT_FOUND


def poging(nummer: int, http_status: int | None) -> Bezorgpoging:
    return Bezorgpoging(
        id=nieuw_id(),
        bezorging_id=nieuw_id(),
        nummer=nummer,
        op=NU,
        gelukt=http_status == 204,
        http_status=http_status,
        fout=None,
        duur_ms=1,
    )


@pytest.mark.parametrize(
    ("nummer", "http_status", "status", "seconden"),
    [
        (1, 204, BezorgStatus.BEZORGD, 5),
        (1, 500, BezorgStatus.WACHT, 5),
        (2, None, BezorgStatus.WACHT, 10),
        (3, 500, BezorgStatus.MISLUKT, 20),
    ],
)
def test_after_an_attempt_it_is_done_or_tried_again_or_given_up(
    nummer: int, http_status: int | None, status: BezorgStatus, seconden: int
) -> None:
    assert BELEID.vervolg(poging(nummer, http_status), NU) == (status, NU + dt.timedelta(seconds=seconden))


@pytest.mark.parametrize(
    ("http_status", "gelukt"), [(200, True), (204, True), (302, False), (404, False), (None, False)]
)
def test_only_the_200_range_is_a_delivery(http_status: int | None, *, gelukt: bool) -> None:
    assert Bezorgantwoord(http_status=http_status, fout=None, duur_ms=1).gelukt is gelukt


async def test_an_attempt_that_is_recorded_twice_has_one_id(uow: FakeUow) -> None:
    await neem(uow)
    await signalen.anomalie_ontvangen(uow, een_signaal(), een_bericht())
    (bezorging,) = await uow.bezorgingen.take(NU, NU, 1)
    antwoord = Bezorgantwoord(http_status=500, fout=None, duur_ms=1)
    first, again = poging_van(bezorging, antwoord, NU), poging_van(bezorging, antwoord, NU)
    assert first.id == again.id
    await abonnementen.poging_vastleggen(uow, door(), bezorging, first, beleid=BELEID)
    assert await uow.bezorgingen.next_due() == NU + dt.timedelta(seconds=5)


class TestWebhookProcess:
    async def test_a_round_delivers_all_that_is_due_and_commits_before_and_after_each_call(self, uow: FakeUow) -> None:
        await neem(uow)
        for _ in range(3):
            await signalen.anomalie_ontvangen(uow, een_signaal(), een_bericht())
        bezorger = FakeBezorger(204, 500)
        pogingen = await WebhookProcess(lambda: uow, bezorger, BELEID, lambda: NU).round()
        assert sorted(one.gelukt for one in pogingen) == [False, True, True]
        assert uow.commits == 1 + 3
        assert await uow.bezorgingen.next_due() == NU + dt.timedelta(seconds=5)

    async def test_a_round_without_work_makes_no_call(self, uow: FakeUow) -> None:
        bezorger = FakeBezorger()
        assert await WebhookProcess(lambda: uow, bezorger, BELEID, lambda: NU).round() == []
        assert bezorger.bezorgd == []
