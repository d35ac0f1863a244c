import dataclasses
import uuid

import pytest
from subsidies.application.uow import Uow
from subsidies.domain.besluiten.besluit import beslis
from subsidies.domain.besluiten.loting import Lot, Loting, trek

from tests.builders.subsidies import NU, bewaard, dossier, gepubliceerd, handeling, voornemen

pytestmark = pytest.mark.integratie


async def test_a_decision_comes_back_as_it_was_taken(uow: Uow) -> None:
    scheme = await gepubliceerd(uow)
    filed = await bewaard(uow, scheme)
    _, besluit = beslis(dossier(aanvraag=filed, regeling=scheme), voornemen(), handeling())
    await uow.besluiten.add(besluit)
    assert await uow.besluiten.find(filed.id) == besluit
    assert await uow.besluiten.find(uuid.uuid4()) is None


async def klaar(uow: Uow) -> Loting:
    scheme = await gepubliceerd(uow)
    stand = await uow.plafonds.find(scheme.code, scheme.plafonds[0])
    assert stand is not None
    filed = sorted([(await bewaard(uow, scheme)).id for _ in range(3)])
    loting = Loting(
        id=uuid.uuid4(),
        plafond_id=stand.id,
        plaats=NU,
        klaargezet_door="adviseur-1",
        klaargezet_op=NU,
        loten=tuple(Lot(aanvraag_id=one, aanspraak_cent=450_000) for one in filed),
    )
    await uow.lotingen.add(loting)
    return loting


async def test_a_drawn_lottery_comes_back_and_never_changes(uow: Uow) -> None:
    loting = await klaar(uow)
    assert await uow.lotingen.list(loting.plafond_id, NU) == [loting]
    drawn = trek(loting, loting.loten, handeling(door="adviseur-2"), zaad="zaad", eerste=1)
    await uow.lotingen.save(drawn)
    await uow.lotingen.save(dataclasses.replace(drawn, zaad="ander", getuige="adviseur-3"))
    await uow.lotingen.remove(drawn.id)
    assert await uow.lotingen.list(loting.plafond_id, NU) == [drawn]


async def test_a_list_that_was_not_drawn_can_be_forgotten(uow: Uow) -> None:
    loting = await klaar(uow)
    await uow.lotingen.remove(loting.id)
    assert await uow.lotingen.list(loting.plafond_id, NU) == []
