import dataclasses
import datetime as dt

import pytest
from subsidies.application.uow import Uow
from subsidies.domain.beoordelen.aandachtspunt import Puntuitkomst, aandachtspunt_van

from tests.builders.subsidies import NU, bewaard, gepubliceerd, signaal

pytestmark = pytest.mark.integratie


async def test_a_finding_is_kept_once_with_the_outcome_that_a_person_gave(uow: Uow) -> None:
    filed = await bewaard(uow, await gepubliceerd(uow))
    punt = aandachtspunt_van(filed.id, signaal(), NU)
    assert await uow.aandachtspunten.add_new(punt)
    answered = dataclasses.replace(punt, uitkomst=Puntuitkomst.VERKLAARD, reden="Bekend.", door="adviseur-1")
    await uow.aandachtspunten.save(answered)
    again = aandachtspunt_van(filed.id, signaal(feit="Anders gezegd."), NU + dt.timedelta(days=1))
    assert not await uow.aandachtspunten.add_new(again)
    assert await uow.aandachtspunten.list(filed.id) == [answered]


async def test_points_come_oldest_first_and_only_those_of_the_application(uow: Uow) -> None:
    scheme = await gepubliceerd(uow)
    filed, other = await bewaard(uow, scheme), await bewaard(uow, scheme)
    for aanvraag_id, regel, op in (
        (filed.id, "SCR-02", NU),
        (filed.id, "SCR-01", NU),
        (filed.id, "M6", NU - dt.timedelta(days=1)),
        (other.id, "SCR-03", NU),
    ):
        await uow.aandachtspunten.add_new(aandachtspunt_van(aanvraag_id, signaal(regel=regel), op))
    assert [one.signaal.regel for one in await uow.aandachtspunten.list(filed.id)] == ["M6", "SCR-01", "SCR-02"]
