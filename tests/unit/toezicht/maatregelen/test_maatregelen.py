import dataclasses
import datetime as dt
from typing import Any

import pytest
from risb_kern.errors import DomainError, Kind
from toezicht.application.maatregelen import handelingen as maatregelen
from toezicht.application.zaken import handelingen as zaken
from toezicht.domain.maatregelen.events import MaatregelBeeindigd, MaatregelOpgelegd
from toezicht.domain.maatregelen.maatregel import Maatregelsoort
from toezicht.domain.signalen.aanbieder import Aanbieder
from toezicht.domain.zaken.zaak import Zaak, Zaakuitkomst

from tests.builders.toezicht import AGB, TRACE
from tests.builders.toezichtzaken import NU, door, geopend, met_bevinding
from tests.fakes.toezicht.uow import FakeUow


@pytest.fixture
def uow() -> FakeUow:
    return FakeUow()


@pytest.fixture
async def zaak(uow: FakeUow) -> Zaak:
    zaak = await geopend(uow)
    await met_bevinding(uow, zaak)
    return zaak


def stop(zaak: Zaak, **anders: Any) -> maatregelen.MaatregelOpleggen:
    basis: dict[str, Any] = {
        "zaak_id": zaak.id,
        "soort": Maatregelsoort.CLIENTENSTOP,
        "van": dt.date(2026, 5, 10),
        "tot": dt.date(2026, 8, 10),
        "gemeenten": ["0308", "0307", "0308"],
        "grond": "Overeenkomst artikel 3.5.5, cliëntenstop.",
    }
    return maatregelen.MaatregelOpleggen(**{**basis, **anders})


async def test_a_measure_is_told_under_the_trace_of_the_signal(uow: FakeUow, zaak: Zaak) -> None:
    maatregel = await maatregelen.maatregel_opleggen(uow, door("twee"), stop(zaak))
    assert (maatregel.opgelegd_door, maatregel.opgelegd_op, maatregel.agb_code) == ("twee", NU, AGB)
    (event,) = uow.told(MaatregelOpgelegd)
    assert (event.maatregel_id, event.gemeenten, event.soort) == (
        str(maatregel.id),
        ("0307", "0308"),
        "clientenstop",
    )
    assert uow.traces[-1] == TRACE
    regel = (await uow.timeline.list(zaak.zaak))[-1]
    assert (regel.soort, regel.door) == ("maatregel_opleggen", "twee")


async def test_a_measure_rests_on_a_finding(uow: FakeUow) -> None:
    leeg = await geopend(uow)
    with pytest.raises(DomainError) as fout:
        await maatregelen.maatregel_opleggen(uow, door(), stop(leeg))
    assert fout.value.slug == "bevinding-ontbreekt"
    assert uow.told(MaatregelOpgelegd) == []


async def test_a_measure_names_gemeenten_of_the_region_only(uow: FakeUow, zaak: Zaak) -> None:
    await maatregelen.regiodeelname_volgen(uow, "0307")
    with pytest.raises(DomainError) as fout:
        await maatregelen.maatregel_opleggen(uow, door("twee"), stop(zaak))
    assert {one.code for one in fout.value.fouten} == {"onbekende-gemeente"}


async def test_a_measure_ends_also_after_its_case(uow: FakeUow, zaak: Zaak) -> None:
    maatregel = await maatregelen.maatregel_opleggen(uow, door("twee"), stop(zaak))
    uitkomst = Zaakuitkomst.MAATREGEL
    await zaken.zaak_sluiten(uow, door("twee"), uitkomst, zaak_id=zaak.id, toelichting="De stop loopt nog.")
    einde = dt.date(2026, 7, 1)
    await maatregelen.maatregel_beeindigen(uow, door(), einde, maatregel_id=maatregel.id, reden="Hersteld.")
    kept = await uow.maatregelen.get(maatregel.id)
    assert kept == dataclasses.replace(maatregel, einddatum=einde, einde_reden="Hersteld.")
    (event,) = uow.told(MaatregelBeeindigd)
    assert (event.einddatum, event.reden, uow.traces[-1]) == (einde, "Hersteld.", TRACE)
    assert (await uow.timeline.list(zaak.zaak))[-1].soort == "maatregel_beeindigen"


@pytest.mark.parametrize("soort", list(Maatregelsoort))
async def test_one_toezichthouder_alone_takes_no_measure(uow: FakeUow, zaak: Zaak, soort: Maatregelsoort) -> None:
    percentage = 5 if soort is Maatregelsoort.KORTING else None
    with pytest.raises(DomainError) as fout:
        await maatregelen.maatregel_opleggen(uow, door(), stop(zaak, soort=soort, percentage=percentage))
    assert (fout.value.kind, fout.value.slug) == (Kind.FORBIDDEN, "zelfde-persoon")
    assert uow.told(MaatregelOpgelegd) == []


async def test_who_found_it_does_not_impose_when_another_opened_the_case(uow: FakeUow, zaak: Zaak) -> None:
    await met_bevinding(uow, zaak, wie="twee")
    with pytest.raises(DomainError, match="bevinding toevoegen"):
        await maatregelen.maatregel_opleggen(uow, door("twee"), stop(zaak))


async def test_who_speaks_for_the_aanbieder_takes_no_measure_against_it(uow: FakeUow, zaak: Zaak) -> None:
    eigen = dataclasses.replace(door("twee"), kenmerken=frozenset({f"agb:{AGB}"}))
    with pytest.raises(DomainError, match="eigen organisatie"):
        await maatregelen.maatregel_opleggen(uow, eigen, stop(zaak))


async def test_who_speaks_for_a_sister_organisation_decides_nothing_in_its_case(uow: FakeUow, zaak: Zaak) -> None:
    for agb_code, kvk_nummer in ((AGB, "12345678"), ("42429998", "12345678"), ("42429999", "87654321")):
        een = Aanbieder(
            agb_code=agb_code, naam="Zorg", kvk_nummer=kvk_nummer, capaciteit_uren_per_maand=1, datum=NU.date()
        )
        await uow.aanbieders.put(een, NU)
    zuster = dataclasses.replace(door("vreemd"), kenmerken=frozenset({"agb:42429998"}))
    vreemd = dataclasses.replace(door("vreemd"), kenmerken=frozenset({"agb:42429999"}))
    with pytest.raises(DomainError, match="eigen organisatie"):
        await maatregelen.maatregel_opleggen(uow, zuster, stop(zaak))
    opgelegd = await maatregelen.maatregel_opleggen(uow, vreemd, stop(zaak))
    einde = dt.date(2026, 7, 1)
    with pytest.raises(DomainError, match="eigen organisatie"):
        await maatregelen.maatregel_beeindigen(uow, zuster, einde, maatregel_id=opgelegd.id, reden="Hersteld.")
    uitkomst = Zaakuitkomst.MAATREGEL
    with pytest.raises(DomainError, match="eigen organisatie"):
        await zaken.zaak_sluiten(uow, zuster, uitkomst, zaak_id=zaak.id, toelichting="De stop loopt nog.")
    await zaken.zaak_sluiten(uow, vreemd, uitkomst, zaak_id=zaak.id, toelichting="De stop loopt nog.")


async def test_who_imposed_a_measure_does_not_let_it_go(uow: FakeUow, zaak: Zaak) -> None:
    maatregel = await maatregelen.maatregel_opleggen(uow, door("twee"), stop(zaak))
    with pytest.raises(DomainError) as fout:
        await maatregelen.maatregel_beeindigen(
            uow, door("twee"), dt.date(2026, 7, 1), maatregel_id=maatregel.id, reden="Hersteld."
        )
    assert fout.value.slug == "zelfde-persoon"
    assert uow.told(MaatregelBeeindigd) == []


async def test_a_korting_carries_its_percentage(uow: FakeUow, zaak: Zaak) -> None:
    opdracht = stop(zaak, soort=Maatregelsoort.KORTING, percentage=5)
    maatregel = await maatregelen.maatregel_opleggen(uow, door("twee"), opdracht)
    (event,) = uow.told(MaatregelOpgelegd)
    assert (maatregel.percentage, event.percentage) == (5, 5)


@pytest.mark.parametrize(
    ("soort", "percentage", "slug"),
    [
        (Maatregelsoort.KORTING, None, "percentage-ontbreekt"),
        (Maatregelsoort.OPSCHORTING, 5, "percentage-hoort-hier-niet"),
        (Maatregelsoort.CLIENTENSTOP, 100, "percentage-hoort-hier-niet"),
    ],
)
async def test_a_percentage_belongs_to_a_korting_alone(
    uow: FakeUow, zaak: Zaak, soort: Maatregelsoort, percentage: int | None, slug: str
) -> None:
    with pytest.raises(DomainError) as fout:
        await maatregelen.maatregel_opleggen(uow, door("twee"), stop(zaak, soort=soort, percentage=percentage))
    assert fout.value.slug == slug
