import dataclasses
import datetime as dt

import pytest
from risb_kern.errors import DomainError
from toezicht.application.maatregelen import handelingen as maatregelen
from toezicht.application.zaken import handelingen as zaken
from toezicht.domain.maatregelen.events import MaatregelBeeindigd, MaatregelOpgelegd
from toezicht.domain.maatregelen.maatregel import Maatregelsoort
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


def stop(zaak: Zaak) -> maatregelen.MaatregelOpleggen:
    return maatregelen.MaatregelOpleggen(
        zaak_id=zaak.id,
        soort=Maatregelsoort.CLIENTENSTOP,
        van=dt.date(2026, 5, 10),
        tot=dt.date(2026, 8, 10),
        gemeenten=["0308", "0307", "0308"],
        grond="Overeenkomst artikel 3.5.5, cliëntenstop.",
    )


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
        await maatregelen.maatregel_opleggen(uow, door(), stop(zaak))
    assert {one.code for one in fout.value.fouten} == {"onbekende-gemeente"}


async def test_a_measure_ends_also_after_its_case(uow: FakeUow, zaak: Zaak) -> None:
    maatregel = await maatregelen.maatregel_opleggen(uow, door(), stop(zaak))
    uitkomst = Zaakuitkomst.MAATREGEL
    await zaken.zaak_sluiten(uow, door(), uitkomst, zaak_id=zaak.id, toelichting="De stop loopt nog.")
    einde = dt.date(2026, 7, 1)
    await maatregelen.maatregel_beeindigen(uow, door(), einde, maatregel_id=maatregel.id, reden="Hersteld.")
    kept = await uow.maatregelen.get(maatregel.id)
    assert kept == dataclasses.replace(maatregel, einddatum=einde, einde_reden="Hersteld.")
    (event,) = uow.told(MaatregelBeeindigd)
    assert (event.einddatum, event.reden, uow.traces[-1]) == (einde, "Hersteld.", TRACE)
    assert (await uow.timeline.list(zaak.zaak))[-1].soort == "maatregel_beeindigen"
