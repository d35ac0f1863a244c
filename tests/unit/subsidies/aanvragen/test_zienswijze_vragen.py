import datetime as dt
import uuid

import pytest
from risb_kern.errors import DomainError
from subsidies.application.aanvragen import handelingen
from subsidies.domain.aanvragen.aanvraag import AanvraagStatus
from subsidies.domain.aanvragen.events import AanvraagZienswijzeGevraagd

from tests.builders.subsidies import DAG, bewaard, gepubliceerd, handeling
from tests.fakes.subsidies.uow import FakeUow

VOORNEMEN = "Wij willen weigeren, omdat de zaal van Jansen gesloten is."


async def test_an_intended_refusal_is_put_to_the_applicant_without_telling_why_outside() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    changed = await handelingen.zienswijze_vragen(uow, handeling(), one.id, VOORNEMEN)
    assert changed.status is AanvraagStatus.ZIENSWIJZE
    assert await uow.aanvragen.find(one.id) == changed
    (event,) = uow.events
    assert isinstance(event, AanvraagZienswijzeGevraagd)
    assert (event.gevraagd_op, event.uiterlijk) == (DAG, DAG + dt.timedelta(days=14))
    (regel,) = await uow.timeline.list(one.zaak)
    assert (regel.soort, regel.gegevens) == ("zienswijze_vragen", {"uiterlijk": "2026-09-28"})
    assert "Jansen" not in repr((uow.events, uow.timeline.regels))


async def test_it_is_asked_once_and_only_of_an_application_that_exists() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    await handelingen.zienswijze_vragen(uow, handeling(), one.id, VOORNEMEN)
    for aanvraag_id, slug in ((one.id, "stap-niet-mogelijk"), (uuid.uuid4(), "niet-gevonden")):
        with pytest.raises(DomainError) as refused:
            await handelingen.zienswijze_vragen(uow, handeling(), aanvraag_id, VOORNEMEN)
        assert refused.value.slug == slug
    assert len(uow.events) == 1
