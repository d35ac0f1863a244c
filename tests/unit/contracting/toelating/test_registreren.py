"""Who may apply, and for what."""

import datetime as dt

import pytest
from contracting.application.toelating import handelingen
from contracting.domain.regio.deelname import Dienst, RegioDeelname
from contracting.domain.toelating.events import AanbiederGeregistreerd, PerceelVastgesteld
from contracting.domain.toelating.perceel import Procedure
from risb_kern.errors import DomainError

from tests.builders.contracting import AGB, DAG, aanbieder, criterium, handeling, perceel
from tests.fakes.contracting.uow import FakeUow

OPDRACHT = handelingen.AanbiederRegistreren(
    agb_code=AGB, kvk_nummer="12345678", naam="Zorggroep Voorbeeld", capaciteit_uren_per_maand=1400
)


async def test_a_registered_aanbieder_is_kept_and_told_with_the_day(uow: FakeUow) -> None:
    gemaakt = await handelingen.aanbieder_registreren(uow, handeling(), OPDRACHT)
    assert gemaakt == await uow.aanbieders.find(AGB) == aanbieder()
    (feit,) = uow.told(AanbiederGeregistreerd)
    assert (feit.agb_code, feit.capaciteit_uren_per_maand, feit.datum) == (AGB, 1400, DAG)


async def test_registration_stands_in_the_timeline_of_the_aanbieder(uow: FakeUow) -> None:
    await handelingen.aanbieder_registreren(uow, handeling(door="jan"), OPDRACHT)
    (regel,) = await uow.timeline.list(f"aanbieder:{AGB}")
    assert (regel.soort, regel.door) == ("aanbieder_registreren", "jan")
    assert regel.gegevens == {"capaciteit_uren_per_maand": 1400}


async def test_an_agb_code_is_registered_once_and_told_once(uow: FakeUow) -> None:
    await handelingen.aanbieder_registreren(uow, handeling(), OPDRACHT)
    with pytest.raises(DomainError) as refused:
        await handelingen.aanbieder_registreren(uow, handeling(), OPDRACHT)
    assert (refused.value.slug, len(uow.events), len(uow.timeline.regels)) == ("bestaat-al", 1, 1)


async def test_a_perceel_is_kept_and_told(uow: FakeUow) -> None:
    nieuw = perceel(procedure=Procedure.AANBESTEDING)
    await handelingen.perceel_vaststellen(uow, handeling(), nieuw)
    assert await uow.percelen.find(nieuw.code) == nieuw
    (feit,) = uow.told(PerceelVastgesteld)
    assert (feit.perceel_code, feit.procedure, feit.maximum_aanbieders) == (nieuw.code, "aanbesteding", None)
    assert [one.soort for one in await uow.timeline.list(f"perceel:{nieuw.code}")] == ["perceel_vaststellen"]


async def test_every_gemeente_that_the_region_does_not_know_is_named(uow: FakeUow) -> None:
    with pytest.raises(DomainError) as refused:
        await handelingen.perceel_vaststellen(uow, handeling(), perceel(gemeenten=("0307", "9998", "9999")))
    assert refused.value.slug == "onbekende-gemeente"
    assert [one.melding for one in refused.value.fouten] == [
        "Gemeente 9998 neemt deze dienst niet af.",
        "Gemeente 9999 neemt deze dienst niet af.",
    ]


async def test_a_gemeente_that_left_or_takes_another_service_is_in_no_perceel(uow: FakeUow) -> None:
    for dienst, tot in ((Dienst.JW, None), (Dienst.WMO, DAG - dt.timedelta(days=1))):
        await uow.deelnames.save(RegioDeelname(gemeente="0384", dienst=dienst, van=dt.date(2015, 1, 1), tot=tot))
    with pytest.raises(DomainError, match="wmo"):
        await handelingen.perceel_vaststellen(uow, handeling(), perceel(gemeenten=("0307", "0384")))
    komt = RegioDeelname(gemeente="0384", dienst=Dienst.WMO, van=DAG + dt.timedelta(days=30))
    await uow.deelnames.save(komt)
    await handelingen.perceel_vaststellen(uow, handeling(), perceel(gemeenten=("0307", "0384")))


async def test_a_perceel_that_breaks_a_rule_is_not_kept(uow: FakeUow) -> None:
    with pytest.raises(DomainError) as refused:
        await handelingen.perceel_vaststellen(uow, handeling(), perceel(criterium(), criterium()))
    assert refused.value.slug == "criterium-dubbel"
    assert (await uow.percelen.find("WMO-BEGELEIDING"), uow.events) == (None, [])


async def test_a_code_of_a_perceel_is_used_once(uow: FakeUow) -> None:
    await handelingen.perceel_vaststellen(uow, handeling(), perceel())
    with pytest.raises(DomainError) as refused:
        await handelingen.perceel_vaststellen(uow, handeling(), perceel(programmalijn="2.1.4"))
    assert (refused.value.slug, len(uow.events)) == ("bestaat-al", 1)
