import datetime as dt
from typing import Any

from subsidies.application.openbaar import handelingen
from subsidies.domain.openbaar.hulp import PLAFOND_VOL, Hulpvraag
from subsidies.domain.regelingen.opgave import SoortAanvrager

from tests.builders.subsidies import gepubliceerd, handeling, plafond
from tests.fakes.subsidies.uow import FakeUow


def vraag(**changes: Any) -> Hulpvraag:
    values: dict[str, Any] = {
        "gemeente": "0307",
        "wijk": None,
        "soort": SoortAanvrager.RECHTSPERSOON,
        "bedrag_cent": 450_000,
        "datum": dt.date(2026, 11, 1),
    }
    return Hulpvraag(**{**values, **changes})


async def test_every_scheme_gets_an_answer_those_that_fit_first() -> None:
    uow = FakeUow()
    for code, gemeenten in (("A-ELDERS", ("0342",)), ("C-HIER", ("0307",)), ("B-HIER", ("0307",))):
        await gepubliceerd(uow, code=code, gemeenten=gemeenten, plafonds=(plafond(gemeente=gemeenten[0]),))
    answers = await handelingen.hulpvraag_beantwoorden(uow, handeling(), vraag())
    assert [(one.regeling_code, one.past) for one in answers] == [
        ("B-HIER", True),
        ("C-HIER", True),
        ("A-ELDERS", False),
    ]
    assert answers[-1].redenen


async def test_a_plafond_without_room_is_the_reason() -> None:
    uow = FakeUow()
    await gepubliceerd(uow)
    ledger = uow.plafonds.rows[0][2]
    await uow.plafonds.save(ledger.na_verlening(ledger.ruimte_cent))
    (answer,) = await handelingen.hulpvraag_beantwoorden(uow, handeling(), vraag())
    assert answer.redenen == (PLAFOND_VOL,)


async def test_room_is_that_of_the_wijk_when_it_has_a_plafond_of_its_own() -> None:
    uow = FakeUow()
    await gepubliceerd(uow, plafonds=(plafond(), plafond(wijk="Liendert", bedrag_cent=0)))
    wijk, stad = vraag(wijk="Liendert"), vraag()
    assert [one.past for one in await handelingen.hulpvraag_beantwoorden(uow, handeling(), wijk)] == [False]
    assert [one.past for one in await handelingen.hulpvraag_beantwoorden(uow, handeling(), stad)] == [True]


async def test_a_visitor_leaves_nothing_behind() -> None:
    uow = FakeUow()
    await gepubliceerd(uow)
    await handelingen.hulpvraag_beantwoorden(uow, handeling(), vraag())
    assert (uow.events, uow.timeline.regels, uow.aanvragen.bewaard) == ([], [], {})
