import datetime as dt
import uuid

import pytest
from risb_kern.errors import DomainError, Kind
from toezicht.application.abonnementen import handelingen as abonnementen
from toezicht.application.signalen import handelingen as signalen
from toezicht.domain.signalen.aanbieder import Aanbieder, Declaratietotaal, Overeenkomst
from toezicht.domain.signalen.signaal import Signaal, Signaaluitkomst

from tests.builders.toezicht import AGB, TRACE
from tests.builders.toezichtzaken import NU, RECHTMATIGHEID, door, een_abonnement, een_bericht, een_signaal
from tests.fakes.toezicht.uow import FakeUow

KWALITEIT = frozenset({"kwaliteit"})


@pytest.fixture
def uow() -> FakeUow:
    return FakeUow()


@pytest.fixture
async def signaal(uow: FakeUow) -> Signaal:
    one = een_signaal()
    await uow.signalen.put(one)
    return one


def oordeel(signaal_id: uuid.UUID, uitkomst: Signaaluitkomst = Signaaluitkomst.NUTTIG) -> signalen.SignaalBeoordelen:
    return signalen.SignaalBeoordelen(signaal_id=signaal_id, uitkomst=uitkomst, reden="De facturen zijn gezien.")


class TestAnomalieOntvangen:
    async def test_an_anomaly_is_a_signal_a_message_and_a_delivery_for_who_wants_it(self, uow: FakeUow) -> None:
        await uow.abonnementen.add(een_abonnement())
        await uow.abonnementen.add(een_abonnement(regels=["T2"]))
        await signalen.anomalie_ontvangen(uow, een_signaal(), een_bericht())
        assert await uow.signaalvragen.count_open() == 1
        assert len(await uow.anomalieen.list(0, soorten=RECHTMATIGHEID, limiet=10)) == 1
        assert len(await uow.bezorgingen.take(NU, NU, 10)) == 1

    async def test_a_repeated_message_is_delivered_once(self, uow: FakeUow) -> None:
        await uow.abonnementen.add(een_abonnement())
        signaal, bericht = een_signaal(), een_bericht()
        for _ in range(2):
            await signalen.anomalie_ontvangen(uow, signaal, bericht)
        assert len(await uow.bezorgingen.take(NU, NU, 10)) == 1

    async def test_nothing_is_told_outside_beside_the_message_of_the_stream(self, uow: FakeUow) -> None:
        await signalen.anomalie_ontvangen(uow, een_signaal(), een_bericht())
        assert uow.events == []


async def test_double_funding_is_a_signal_that_subscribers_of_the_stream_do_not_get(uow: FakeUow) -> None:
    await uow.abonnementen.add(een_abonnement())
    opdracht = signalen.DubbeleFinancieringOntvangen(
        gebeurtenis_id=uuid.UUID(int=7),
        trace_id=TRACE,
        regel="M6",
        regel_versie=1,
        agb_code=AGB,
        aanvraag_id="aanvraag-1",
        overeenkomst_id="overeenkomst-1",
        gemeente="0307",
        gevraagd_cent=125_000,
        toelichting="De organisatie heeft een zorgovereenkomst.",
    )
    await signalen.dubbele_financiering_ontvangen(uow, door(), opdracht)
    assert await uow.signaalvragen.count_open() == 1
    assert await uow.bezorgingen.take(NU, NU, 10) == []


class TestSignaalBeoordelen:
    async def test_the_last_outcome_counts(self, uow: FakeUow, signaal: Signaal) -> None:
        for uitkomst in (Signaaluitkomst.BEVESTIGD, Signaaluitkomst.ONTERECHT):
            await signalen.signaal_beoordelen(uow, door(), oordeel(signaal.id, uitkomst), soorten=RECHTMATIGHEID)
        assert await uow.signaalvragen.count_by_regel(RECHTMATIGHEID) == {"T18": {Signaaluitkomst.ONTERECHT: 1}}

    async def test_who_judged_and_how_stands_in_the_timeline(self, uow: FakeUow, signaal: Signaal) -> None:
        await signalen.signaal_beoordelen(uow, door("twee"), oordeel(signaal.id), soorten=RECHTMATIGHEID)
        (regel,) = await uow.timeline.list(f"signaal:{signaal.id}")
        assert (regel.door, regel.gegevens) == ("twee", {"uitkomst": "nuttig"})

    async def test_a_signal_of_another_kind_is_not_there(self, uow: FakeUow, signaal: Signaal) -> None:
        with pytest.raises(DomainError) as fout:
            await signalen.signaal_beoordelen(uow, door(), oordeel(signaal.id), soorten=KWALITEIT)
        assert fout.value.kind is Kind.NOT_FOUND
        assert await uow.signaalvragen.count_open() == 1

    async def test_what_a_signal_was_worth_stays_inside(self, uow: FakeUow, signaal: Signaal) -> None:
        await signalen.signaal_beoordelen(uow, door(), oordeel(signaal.id), soorten=RECHTMATIGHEID)
        assert uow.events == []


async def toegekend(uow: FakeUow, agb_code: str, cent: int) -> None:
    totaal = Declaratietotaal(
        bestand_id=str(uuid.uuid4()), agb_code=agb_code, declaratieperiode=202604, toegekend_cent=cent
    )
    await signalen.declaratie_volgen(uow, totaal, "0307")


class TestSignaalBekijken:
    async def test_shows_what_is_known_of_the_aanbieder(self, uow: FakeUow, signaal: Signaal) -> None:
        dag = dt.date(2026, 1, 2)
        aanbieder = Aanbieder(
            agb_code=AGB, naam="Zorg", kvk_nummer="12345678", capaciteit_uren_per_maand=1400, datum=dag
        )
        overeenkomst = Overeenkomst(
            id="een", agb_code=AGB, wet="wmo", variant="inspanning", ingangsdatum=dag, einddatum=None
        )
        await signalen.aanbieder_volgen(uow, door(), aanbieder)
        await signalen.overeenkomst_volgen(uow, overeenkomst)
        beeld = await signalen.signaal_bekijken(uow, signaal.id, RECHTMATIGHEID)
        assert (beeld.aanbieder, beeld.overeenkomsten) == (aanbieder, [overeenkomst])

    @pytest.mark.parametrize(("anderen", "mediaan"), [(7, None), (8, 450), (9, 500)])
    async def test_compares_with_eight_others_or_more(
        self, uow: FakeUow, signaal: Signaal, anderen: int, mediaan: int | None
    ) -> None:
        await toegekend(uow, AGB, 50)
        for nummer in range(1, anderen + 1):
            await toegekend(uow, f"4243{nummer:04d}", 100 * nummer)
        gezien = (await signalen.signaal_bekijken(uow, signaal.id, RECHTMATIGHEID)).anderen
        assert gezien is not None
        assert (gezien.eigen_cent, gezien.aantal_anderen, gezien.mediaan_anderen_cent) == (50, anderen, mediaan)

    async def test_compares_nothing_without_a_month(self, uow: FakeUow) -> None:
        signaal = een_signaal(periode=None)
        await uow.signalen.put(signaal)
        assert (await signalen.signaal_bekijken(uow, signaal.id, RECHTMATIGHEID)).anderen is None

    async def test_a_signal_of_another_kind_is_not_there(self, uow: FakeUow, signaal: Signaal) -> None:
        with pytest.raises(DomainError, match="Dit signaal is niet gevonden"):
            await signalen.signaal_bekijken(uow, signaal.id, KWALITEIT)


async def test_a_subscription_that_ended_gets_nothing_more(uow: FakeUow) -> None:
    abonnement = een_abonnement()
    await uow.abonnementen.add(abonnement)
    await abonnementen.abonnement_beeindigen(uow, door(), abonnement.id)
    await signalen.anomalie_ontvangen(uow, een_signaal(), een_bericht())
    assert await uow.bezorgingen.next_due() is None
