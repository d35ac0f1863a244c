import dataclasses
import uuid

import pytest
from risb_kern.errors import DomainError
from subsidies.application.beoordelen import handelingen
from subsidies.domain.aanvragen.aanvraag import BESLIST, AanvraagStatus
from subsidies.domain.beoordelen.events import ScreeningAfgerond

from tests.builders.subsidies import DAG, NU, bewaard, geheim, gepubliceerd, handeling, opgave
from tests.fakes.subsidies.uow import FakeUow

VERDACHT = {"opgericht_op": DAG, "bestuur_gewijzigd_op": DAG}


async def test_every_signal_becomes_a_point_and_the_screening_waits_for_people() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow), opgave=opgave(**VERDACHT))
    punten = await handelingen.aanvraag_screenen(uow, handeling(), one.id)
    assert [punt.signaal.regel for punt in punten] == ["SCR-01", "SCR-02", "SCR-05"]
    changed = await uow.aanvragen.find(one.id)
    assert changed is not None
    assert (changed.screening_op, changed.versie, uow.events) == (None, one.versie + 1, [])
    (regel,) = await uow.timeline.list(one.zaak)
    assert regel.soort == "aanvraag_screenen"
    assert regel.gegevens == {"signalen": ["SCR-01.1", "SCR-02.1", "SCR-05.1"]}


async def test_without_signals_the_screening_is_finished_at_once() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    assert await handelingen.aanvraag_screenen(uow, handeling(), one.id) == []
    changed = await uow.aanvragen.find(one.id)
    assert changed is not None
    assert changed.screening_op == NU
    (event,) = uow.events
    assert isinstance(event, ScreeningAfgerond)
    assert (event.aanvraag_id, event.signalen, event.afgerond_op) == (str(one.id), (), NU)


async def test_screening_again_asks_and_tells_nothing_twice() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    await handelingen.aanvraag_screenen(uow, handeling(), one.id)
    await handelingen.aanvraag_screenen(uow, handeling(), one.id)
    assert len(uow.events) == 1
    assert len(await uow.timeline.list(one.zaak)) == 2


async def test_the_same_text_of_another_applicant_is_a_signal() -> None:
    uow = FakeUow()
    scheme = await gepubliceerd(uow, screening_vanaf_cent=0)
    one = await bewaard(uow, scheme, geheim(wie="a", tekst="plan"), aanvrager_sub="a")
    await bewaard(uow, scheme, geheim(wie="b", tekst="plan"), aanvrager_sub="b")
    punten = await handelingen.aanvraag_screenen(uow, handeling(), one.id)
    assert "SCR-06" in [punt.signaal.regel for punt in punten]


@pytest.mark.parametrize("status", sorted(BESLIST))
async def test_what_is_decided_is_not_screened(status: AanvraagStatus) -> None:
    uow = FakeUow()
    scheme = await gepubliceerd(uow)
    one = await bewaard(uow, scheme)
    await uow.aanvragen.save(dataclasses.replace(one, status=status), scheme)
    with pytest.raises(DomainError) as refused:
        await handelingen.aanvraag_screenen(uow, handeling(), one.id)
    assert refused.value.slug == "al-besloten"


async def test_an_unknown_application_is_not_found() -> None:
    with pytest.raises(DomainError) as refused:
        await handelingen.aanvraag_screenen(FakeUow(), handeling(), uuid.uuid4())
    assert refused.value.slug == "niet-gevonden"
