"""Decisions on random files against a plain reading of the rules, with the terms of what is decided."""

import datetime as dt

from hypothesis import given
from risb_kern.errors import DomainError
from subsidies.domain.besluiten.besluit import (
    Besluit,
    Besluitsoort,
    Dossier,
    Grondcode,
    Voornemen,
    Weigeringsgrond,
    beslis,
)

from tests.builders.subsidies import DAG, handeling, voornemen
from tests.unit.subsidies.plain import plain_aside, plain_grant, plain_refusal
from tests.unit.subsidies.randoms import CENT, clean_dossiers, dossiers, gronden

MINDER = Weigeringsgrond(code=Grondcode.VERPLICHTINGEN, toelichting="Een deel past niet.")


def outcome(one: Dossier, intent: Voornemen) -> Besluit | str:
    try:
        return beslis(one, intent, handeling())[1]
    except DomainError as error:
        return error.slug


@given(one=clean_dossiers() | dossiers(), asked=CENT)
def test_a_grant_is_what_a_plain_reading_gives(one: Dossier, asked: int) -> None:
    minder = asked < one.aanvraag.opgave.gevraagd_cent
    found = outcome(one, voornemen(Besluitsoort.VERLENEN, asked, *((MINDER,) if minder else ())))
    expected = plain_grant(one, asked)
    assert (found if isinstance(found, str) else found.verleend_cent) == expected
    if isinstance(found, str):
        return
    assert found.verleend_cent + found.geweigerd_cent == one.aanvraag.opgave.gevraagd_cent
    assert found.direct_vastgesteld == (found.verleend_cent <= one.regeling.direct_vast_tot_cent)
    assert (found.betaling_uiterlijk is not None) == found.direct_vastgesteld
    assert found.bezwaar_tot >= DAG + dt.timedelta(weeks=6)


@given(one=dossiers(), why=gronden())
def test_a_refusal_is_possible_when_a_plain_reading_says_so(one: Dossier, why: tuple[Weigeringsgrond, ...]) -> None:
    found = outcome(one, voornemen(Besluitsoort.WEIGEREN, None, *why))
    assert (found if isinstance(found, str) else None) == plain_refusal(one, why, DAG)
    if not isinstance(found, str):
        assert (found.verleend_cent, found.geweigerd_cent) == (0, one.aanvraag.opgave.gevraagd_cent)


@given(one=dossiers())
def test_leaving_aside_is_possible_when_a_plain_reading_says_so(one: Dossier) -> None:
    found = outcome(one, voornemen(Besluitsoort.BUITEN_BEHANDELING))
    assert (found if isinstance(found, str) else None) == plain_aside(one, DAG)
