"""M3: the same applicant asks twice for the same plan."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
from risb_kern.errors import DomainError
from subsidies.application.besluiten import handelingen as besluiten
from subsidies.application.dubbel import handelingen as dubbel
from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.dubbel.regels import M3, plan_van, zelfde_plannen

from tests.builders.subsidies import PRIVACY, aanvraag, bewaard, geheim, gepubliceerd, handeling, opgave, voornemen
from tests.fakes.letters import FakeZetter
from tests.fakes.subsidies.uow import FakeUow

besluit_nemen = partial(besluiten.besluit_nemen, zetter=FakeZetter(), privacy=PRIVACY)
ANDERS: dict[str, Any] = {"titel": "Voetbaltoernooi", "doel": "Kinderen van de basisschool spelen een dag voetbal."}


async def ingediend(uow: FakeUow, scheme: Any, wie: str = "stichting", **changes: Any) -> Aanvraag:
    one = await bewaard(uow, scheme, geheim(wie=wie), opgave=opgave(**changes), aanvrager_sub=f"login-{wie}")
    await dubbel.aanvraag_vergelijken(uow, handeling(), one, b"rekening")
    return one


async def punten(uow: FakeUow, one: Aanvraag) -> list[str]:
    return [punt.signaal.regel for punt in await uow.aandachtspunten.list(one.id)]


async def test_an_identical_plan_is_not_granted_twice_without_a_person_who_looked() -> None:
    uow = FakeUow()
    scheme = await gepubliceerd(uow)
    eerste = await ingediend(uow, scheme)
    await besluit_nemen(uow, handeling(door="twee"), eerste.id, voornemen())
    tweede = await ingediend(uow, scheme)
    assert (await punten(uow, eerste), await punten(uow, tweede)) == ([], [M3])
    with pytest.raises(DomainError) as refused:
        await besluit_nemen(uow, handeling(door="twee"), tweede.id, voornemen())
    assert refused.value.slug == "aandachtspunten-open"


@pytest.mark.parametrize(
    "bijna",
    [
        {"titel": "WIJK-MAALTIJD!"},
        {"doel": "Buren uit de wijk eten elke maand samen en leren elkaar beter kennen, jong en oud door elkaar!!"},
        {"gevraagd_cent": 300_000},
        {"activiteit_van": dt.date(2026, 12, 31), "activiteit_tot": dt.date(2027, 1, 31)},
        {"wijk": "Nieuwland"},
    ],
)
async def test_other_words_amounts_and_days_do_not_make_another_plan(bijna: dict[str, Any]) -> None:
    uow = FakeUow()
    scheme = await gepubliceerd(uow)
    await ingediend(uow, scheme)
    assert await punten(uow, await ingediend(uow, scheme, **bijna)) == [M3]


@pytest.mark.parametrize(
    "anders", [ANDERS, {"activiteit_van": dt.date(2027, 1, 1), "activiteit_tot": dt.date(2027, 2, 1)}]
)
async def test_another_plan_or_other_days_raise_no_point(anders: dict[str, Any]) -> None:
    uow = FakeUow()
    scheme = await gepubliceerd(uow)
    await ingediend(uow, scheme)
    assert await punten(uow, await ingediend(uow, scheme, **anders)) == []


async def test_the_same_words_of_another_applicant_are_no_matter_of_this_rule() -> None:
    uow = FakeUow()
    scheme = await gepubliceerd(uow)
    await ingediend(uow, scheme)
    assert M3 not in await punten(uow, await ingediend(uow, scheme, wie="ander"))


def test_short_texts_are_compared_too() -> None:
    kort = {"titel": "A", "doel": "B"}
    eigen, gelijk = (plan_van(aanvraag(opgave=opgave(**kort))) for _ in range(2))
    ander = plan_van(aanvraag(opgave=opgave(titel="C", doel="D")))
    assert list(zelfde_plannen(eigen, [gelijk, ander])) == [gelijk]
