import datetime as dt
import uuid

import pytest
from risb_kern.errors import DomainError
from subsidies.application.aanvragen import handelingen
from subsidies.domain.aanvragen.aanvraag import AanvraagStatus
from subsidies.domain.aanvragen.events import AanvraagAanvullingGevraagd

from tests.builders.subsidies import DAG, bewaard, gepubliceerd, handeling, opgave
from tests.fakes.subsidies.uow import FakeUow


def vragen(aanvraag_id: uuid.UUID, uiterlijk: dt.date | None = None) -> handelingen.AanvullingVragen:
    return handelingen.AanvullingVragen(aanvraag_id=aanvraag_id, gevraagd=("Uw KvK-nummer",), uiterlijk=uiterlijk)


async def test_the_question_is_kept_told_and_in_the_timeline_with_its_last_day() -> None:
    uow = FakeUow()
    scheme = await gepubliceerd(uow)
    one = await bewaard(uow, scheme, opgave=opgave(kvk_nummer=None))
    changed = await handelingen.aanvulling_vragen(uow, handeling(), vragen(one.id))
    assert changed.status is AanvraagStatus.AANVULLING
    assert await uow.aanvragen.find(one.id) == changed
    (event,) = uow.events
    assert isinstance(event, AanvraagAanvullingGevraagd)
    assert (event.nummer, event.gevraagd_op, event.uiterlijk) == (1, DAG, DAG + dt.timedelta(days=14))
    assert event.beslisdatum == changed.beslisdatum(scheme)
    assert uow.traces == [one.correlatie_id]
    (regel,) = await uow.timeline.list(one.zaak)
    assert (regel.soort, regel.door, regel.gegevens) == (
        "aanvulling_vragen",
        "adviseur-1",
        {"nummer": 1, "uiterlijk": str(event.uiterlijk)},
    )


async def test_an_unknown_application_is_not_found() -> None:
    with pytest.raises(DomainError) as refused:
        await handelingen.aanvulling_vragen(FakeUow(), handeling(), vragen(uuid.uuid4()))
    assert refused.value.slug == "niet-gevonden"


async def test_a_term_that_is_too_short_changes_and_tells_nothing() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    with pytest.raises(DomainError) as refused:
        await handelingen.aanvulling_vragen(uow, handeling(), vragen(one.id, DAG + dt.timedelta(days=13)))
    assert refused.value.slug == "hersteltermijn-te-kort"
    assert (await uow.aanvragen.find(one.id), uow.events, uow.timeline.regels) == (one, [], [])
