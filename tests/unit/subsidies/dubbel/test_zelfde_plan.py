"""M3: the same applicant asks twice for the same plan."""

import datetime as dt
from collections.abc import Callable
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


def breed(tekst: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in tekst)


def wiskundig(tekst: str) -> str:
    return "".join(chr(0x1D44E + ord(one) - ord("a")) if "a" <= one <= "z" and one != "h" else one for one in tekst)


def cyrillisch(tekst: str) -> str:
    return tekst.translate(
        str.maketrans("aeopcyxijsB", "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0412")
    )


def grieks(tekst: str) -> str:
    return tekst.translate(str.maketrans("aoptknuvxB", "\u03b1\u03bf\u03c1\u03c4\u03ba\u03b7\u03c5\u03bd\u03c7\u0392"))


def doorgehaald(tekst: str) -> str:
    return "".join(f"{one}\u0338" for one in tekst)


def met_accenten(tekst: str) -> str:
    return tekst.translate(str.maketrans("aeou", "\u1ea1\u1eb9\u1ecd\u1ee5"))


@pytest.mark.parametrize("vorm", [breed, wiskundig, cyrillisch, grieks, doorgehaald, met_accenten])
async def test_other_letters_that_look_alike_do_not_make_another_plan(vorm: Callable[[str], str]) -> None:
    uow = FakeUow()
    scheme = await gepubliceerd(uow)
    eerste = await ingediend(uow, scheme)
    stated = {"titel": vorm(eerste.opgave.titel), "doel": vorm(eerste.opgave.doel)}
    assert await punten(uow, await ingediend(uow, scheme, **stated)) == [M3]


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
