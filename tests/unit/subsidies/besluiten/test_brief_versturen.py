import uuid

import pytest
from risb_kern.act import SYSTEEM
from risb_kern.errors import DomainError
from risb_zaak.letter_ports import Kanaal, Zending
from subsidies.application.besluiten import handelingen
from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.besluiten.besluit import Besluitsoort, Grondcode, Weigeringsgrond
from subsidies.domain.besluiten.events import BriefVerzonden
from typing_extensions import override

from tests.builders.subsidies import DAG, PRIVACY, bewaard, gepubliceerd, handeling, opgave, voornemen
from tests.fakes.letters import FakeZetter
from tests.fakes.subsidies.uow import FakeUow

WEIGEREN = voornemen(
    Besluitsoort.WEIGEREN, None, Weigeringsgrond(code=Grondcode.ACTIVITEIT_NIET, toelichting="De zaal is gesloten.")
)
ACT = handeling(DAG, SYSTEEM)


class Brievenbus(Kanaal):
    def __init__(self) -> None:
        self.zendingen: list[Zending] = []

    @override
    async def send(self, zending: Zending) -> None:
        self.zendingen.append(zending)


async def besloten(uow: FakeUow, emailadres: str | None) -> tuple[Aanvraag, uuid.UUID]:
    """An application that was refused, and the number of its letter."""
    one = await bewaard(uow, await gepubliceerd(uow), opgave=opgave(emailadres=emailadres))
    await handelingen.besluit_nemen(uow, handeling(), one.id, WEIGEREN, zetter=FakeZetter(), privacy=PRIVACY)
    (brief,) = await uow.documenten.list(one.zaak)
    return one, brief.id


@pytest.mark.parametrize(("adres", "kanaal"), [("linde@example.nl", "e-mail"), (None, "portaal")])
async def test_how_a_letter_went_stands_in_the_case_and_is_told(adres: str | None, kanaal: str) -> None:
    uow, bus = FakeUow(), Brievenbus()
    one, brief_id = await besloten(uow, adres)

    await handelingen.brief_versturen(uow, ACT, one.id, brief_id, kanaal=bus)

    regel = (await uow.timeline.list(one.zaak))[-1]
    assert (regel.soort, regel.door) == ("brief_versturen", SYSTEEM)
    assert regel.gegevens == {"document": str(brief_id), "kanaal": kanaal}
    assert uow.events[-1] == BriefVerzonden(
        aanvraag_id=str(one.id), document_id=str(brief_id), soort="beschikking", kanaal=kanaal, verzonden_op=ACT.op
    )
    assert uow.traces[-1] == one.correlatie_id
    assert [zending.aan for zending in bus.zendingen] == ([adres] if adres else [])


async def test_a_letter_carries_its_own_number_name_and_contents() -> None:
    uow, bus = FakeUow(), Brievenbus()
    one, brief_id = await besloten(uow, "linde@example.nl")

    await handelingen.brief_versturen(uow, ACT, one.id, brief_id, kanaal=bus)

    (zending,) = bus.zendingen
    assert (zending.id, zending.naam) == (brief_id, f"besluit-{one.id}.pdf")
    assert b"De zaal is gesloten." in zending.pdf
    assert [door for _, door in uow.documenten.gelezen] == [SYSTEEM]


async def test_nothing_goes_out_for_a_letter_or_a_case_that_is_not_there() -> None:
    uow, bus = FakeUow(), Brievenbus()
    one, brief_id = await besloten(uow, "linde@example.nl")
    for zaak, brief in ((one.id, uuid.uuid4()), (uuid.uuid4(), brief_id)):
        with pytest.raises(DomainError) as refused:
            await handelingen.brief_versturen(uow, ACT, zaak, brief, kanaal=bus)
        assert refused.value.slug == "niet-gevonden"
    assert bus.zendingen == []
