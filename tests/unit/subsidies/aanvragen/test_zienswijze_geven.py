import pytest
from risb_kern.errors import DomainError
from subsidies.application.aanvragen import handelingen
from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.aanvragen.events import AanvraagZienswijzeGegeven

from tests.builders.subsidies import DAG, bewaard, gepubliceerd, handeling
from tests.fakes.subsidies.uow import FakeUow


async def gevraagd(uow: FakeUow) -> Aanvraag:
    one = await bewaard(uow, await gepubliceerd(uow))
    await handelingen.zienswijze_vragen(uow, handeling(), one.id, "Wij willen weigeren.")
    uow.events.clear()
    return one


@pytest.mark.parametrize("reactie", ["De zaal van Jansen gaat weer open.", None])
async def test_a_reaction_or_none_is_kept_and_told_without_its_words(reactie: str | None) -> None:
    uow = FakeUow()
    one = await gevraagd(uow)
    changed = await handelingen.zienswijze_geven(uow, handeling(door="aanvrager-1"), one.id, reactie)
    assert await uow.aanvragen.find(one.id) == changed
    assert changed.zienswijze is not None
    assert (changed.zienswijze.reactie, changed.zienswijze.beantwoord_op) == (reactie, DAG)
    (event,) = uow.events
    assert isinstance(event, AanvraagZienswijzeGegeven)
    assert (event.gereageerd, event.beantwoord_op) == (reactie is not None, DAG)
    last = (await uow.timeline.list(one.zaak))[-1]
    assert (last.soort, last.door) == ("zienswijze_geven", "aanvrager-1")
    assert last.gegevens == {"gereageerd": reactie is not None}
    assert "Jansen" not in repr((uow.events, uow.timeline.regels))


async def test_only_the_applicant_reacts_and_only_once() -> None:
    uow = FakeUow()
    one = await gevraagd(uow)
    with pytest.raises(DomainError) as refused:
        await handelingen.zienswijze_geven(uow, handeling(door="aanvrager-2"), one.id, None)
    assert refused.value.slug == "niet-gevonden"
    await handelingen.zienswijze_geven(uow, handeling(door="aanvrager-1"), one.id, None)
    with pytest.raises(DomainError) as again:
        await handelingen.zienswijze_geven(uow, handeling(door="aanvrager-1"), one.id, "Toch wel.")
    assert again.value.slug == "zienswijze-al-gegeven"
