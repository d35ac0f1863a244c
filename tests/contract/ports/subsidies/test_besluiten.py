import uuid

import pytest
from subsidies.application.uow import Uow
from subsidies.domain.besluiten.besluit import beslis

from tests.builders.subsidies import bewaard, dossier, gepubliceerd, handeling, voornemen

pytestmark = pytest.mark.integratie


async def test_a_decision_comes_back_as_it_was_taken(uow: Uow) -> None:
    scheme = await gepubliceerd(uow)
    filed = await bewaard(uow, scheme)
    _, besluit = beslis(dossier(aanvraag=filed, regeling=scheme), voornemen(), handeling())
    await uow.besluiten.add(besluit)
    assert await uow.besluiten.find(filed.id) == besluit
    assert await uow.besluiten.find(uuid.uuid4()) is None
