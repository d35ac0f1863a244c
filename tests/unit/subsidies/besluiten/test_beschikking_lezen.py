import uuid

import pytest
from risb_kern.errors import DomainError
from risb_zaak.document_ports import Lezer
from subsidies.application.besluiten import handelingen
from subsidies.domain.besluiten.besluit import Besluitsoort, Grondcode, Weigeringsgrond

from tests.builders.subsidies import PRIVACY, bewaard, gepubliceerd, handeling, voornemen
from tests.fakes.letters import FakeZetter
from tests.fakes.subsidies.uow import FakeUow

WEIGEREN = voornemen(
    Besluitsoort.WEIGEREN, None, Weigeringsgrond(code=Grondcode.ACTIVITEIT_NIET, toelichting="De zaal is gesloten.")
)


def persoon(sub: str) -> Lezer:
    return Lezer(persoon=sub, rollen=frozenset({"aanvrager"}))


async def lees(uow: FakeUow, aanvraag_id: uuid.UUID, lezer: Lezer, van: str | None) -> bytes:
    act = handeling(door=lezer.persoon)
    found = await handelingen.beschikking_lezen(uow, act, aanvraag_id, lezer, van=van)
    return b"".join([part async for part in found.inhoud])


async def besloten(uow: FakeUow) -> uuid.UUID:
    one = await bewaard(uow, await gepubliceerd(uow))
    await handelingen.besluit_nemen(uow, handeling(), one.id, WEIGEREN, zetter=FakeZetter(), privacy=PRIVACY)
    return one.id


async def test_applicant_and_officer_read_the_letter_and_it_is_known_who_did() -> None:
    uow = FakeUow()
    aanvraag_id = await besloten(uow)
    officer = Lezer(persoon="adviseur-1", rollen=frozenset({"subsidieadviseur"}))

    own = await lees(uow, aanvraag_id, persoon("aanvrager-1"), "aanvrager-1")

    assert b"De zaal is gesloten." in own
    assert await lees(uow, aanvraag_id, officer, None) == own
    assert [door for _, door in uow.documenten.gelezen] == ["aanvrager-1", "adviseur-1"]


async def test_before_the_decision_there_is_no_letter() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    with pytest.raises(DomainError, match="De brief is niet gevonden"):
        await lees(uow, one.id, persoon("aanvrager-1"), "aanvrager-1")


async def test_the_letter_of_another_does_not_exist_and_who_may_not_read_gets_nothing() -> None:
    uow = FakeUow()
    aanvraag_id = await besloten(uow)
    for van in ("aanvrager-2", None):
        with pytest.raises(DomainError) as refused:
            await lees(uow, aanvraag_id, persoon("aanvrager-2"), van)
        assert refused.value.slug == "niet-gevonden"
    assert uow.documenten.gelezen == []
