"""Review, terms and payments on request: each rule passing and failing, and plain second ways of computing."""

import dataclasses
import datetime as dt
import uuid
from fractions import Fraction
from typing import Any

import pytest
from declaraties.domain.betalen.betaalcontrole import Controlereden, Controleregels, Kandidaat, controleredenen
from declaraties.domain.betalen.betaalopdracht import Opdrachtsoort
from declaraties.domain.betalen.betaaltermijn import Budgettermijn, Kortingstatus, Termijnkorting, verschuldigd
from declaraties.domain.betalen.vergoeding import Stap, Stapsoort, Vergoeding, Vergoedingsoort, Vergoedingstatus
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.errors import DomainError

VANDAAG = dt.date(2026, 6, 1)
REGELS = Controleregels(grens_cent=1_000, maandgrens_cent=5_000, steekproef_promille=0, zaad="1")


def kandidaat(**anders: Any) -> Kandidaat:
    gewoon: dict[str, Any] = {
        "opdracht_id": uuid.UUID(int=1),
        "soort": Opdrachtsoort.PRESTATIES,
        "bedrag_cent": 1_000,
        "samen_cent": 5_000,
        "eerste": False,
        "rekening_gewijzigd_op": None,
        "rekening_id": None,
        "rekening_nieuw": False,
        "weigeringen": 0,
    }
    return Kandidaat(**(gewoon | anders))


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({}, ()),
        ({"bedrag_cent": 1_001}, (Controlereden.BEDRAG,)),
        ({"samen_cent": 5_001}, (Controlereden.MAANDBEDRAG,)),
        ({"eerste": True}, (Controlereden.EERSTE_DECLARATIE,)),
        ({"eerste": True, "soort": Opdrachtsoort.TERMIJN}, ()),
        ({"rekening_gewijzigd_op": VANDAAG - dt.timedelta(days=30)}, (Controlereden.REKENING_GEWIJZIGD,)),
        ({"rekening_gewijzigd_op": VANDAAG - dt.timedelta(days=31)}, ()),
        ({"rekening_nieuw": True}, (Controlereden.REKENING_GEWIJZIGD,)),
        ({"weigeringen": 1}, (Controlereden.EERDER_GEWEIGERD,)),
        ({"bedrag_cent": -5_000, "rekening_nieuw": True, "weigeringen": 2, "eerste": True, "samen_cent": 9_999}, ()),
    ],
)
def test_each_rule_chooses_what_it_says(anders: dict[str, Any], verwacht: tuple[Controlereden, ...]) -> None:
    assert controleredenen(kandidaat(**anders), REGELS, vandaag=VANDAAG) == verwacht


def test_the_random_share_is_about_what_was_asked_and_the_same_every_time() -> None:
    regels = dataclasses.replace(REGELS, steekproef_promille=50)

    def gekozen(zaad: str) -> list[int]:
        eigen = dataclasses.replace(regels, zaad=zaad)
        return [
            n for n in range(10_000) if controleredenen(kandidaat(opdracht_id=uuid.UUID(int=n)), eigen, vandaag=VANDAAG)
        ]

    assert gekozen("1") == gekozen("1")
    assert gekozen("1") != gekozen("2")
    assert 400 < len(gekozen("1")) < 600


def termijn(cent: int = 100_001) -> Budgettermijn:
    return Budgettermijn(
        overeenkomst_id=uuid.UUID(int=1),
        gemeente="0307",
        jaar=2026,
        termijn=1,
        agb_code="65656055",
        wet="wmo",
        programmalijn="2.1.3",
        vervaldatum=VANDAAG,
        bedrag_cent=cent,
    )


def korting(percentage: int, **anders: Any) -> Termijnkorting:
    gewoon: dict[str, Any] = {
        "id": uuid.uuid4(),
        "overeenkomst_id": uuid.UUID(int=1),
        "gemeente": None,
        "percentage": percentage,
        "van": VANDAAG,
        "tot": None,
        "reden": "Te weinig inzet",
        "status": Kortingstatus.BESLOTEN,
    }
    return Termijnkorting(**(gewoon | anders))


@given(st.integers(0, 10**9), st.lists(st.integers(0, 100), max_size=4))
def test_a_cut_is_the_percentage_half_up_and_never_more_than_all(cent: int, procenten: list[int]) -> None:
    gevonden = verschuldigd(termijn(cent), [korting(een) for een in procenten], onder_korting=False)

    precies = Fraction(cent * min(100, sum(procenten)), 100)
    assert gevonden.bedrag_cent == cent - int(precies + Fraction(1, 2))
    assert 0 <= (gevonden.bedrag_cent or 0) <= cent


@pytest.mark.parametrize(
    "anders",
    [
        {"status": Kortingstatus.VOORGESTELD},
        {"overeenkomst_id": uuid.UUID(int=2)},
        {"gemeente": "0342"},
        {"van": VANDAAG + dt.timedelta(days=1)},
        {"van": dt.date(2026, 1, 1), "tot": VANDAAG - dt.timedelta(days=1)},
    ],
)
def test_a_cut_of_something_else_cuts_nothing(anders: dict[str, Any]) -> None:
    assert verschuldigd(termijn(), [korting(50, **anders)], onder_korting=False).bedrag_cent == 100_001


def test_a_discount_without_percentage_waits_and_zero_percent_pays_in_full() -> None:
    assert verschuldigd(termijn(), [], onder_korting=True).bedrag_cent is None
    assert verschuldigd(termijn(), [korting(0)], onder_korting=True).bedrag_cent == 100_001


def vergoeding() -> Vergoeding:
    return Vergoeding(
        id=uuid.UUID(int=1),
        soort=Vergoedingsoort.MEERKOSTEN,
        agb_code="65656055",
        gemeente="0307",
        wet="wmo",
        programmalijn="2.1.3",
        van=dt.date(2026, 3, 1),
        tot=dt.date(2026, 3, 31),
        gevraagd_cent=1_000,
        toelichting="Beschermingsmiddelen",
        aangevraagd_door="aanbieder",
        aangevraagd_op=dt.datetime(2026, 4, 1, tzinfo=dt.UTC),
    )


def stap(soort: Stapsoort, cent: int, door: str) -> Stap:
    return Stap(soort=soort, bedrag_cent=cent, motivering="Past", door=door, op=dt.datetime(2026, 5, 1, tzinfo=dt.UTC))


@given(st.integers(0, 1_000), st.integers(0, 1_000), st.integers(0, 1_000))
def test_what_is_paid_in_all_is_what_was_settled(advies: int, besluit: int, vastgesteld: int) -> None:
    een = vergoeding().na(stap(Stapsoort.ADVIES, advies, "a")).na(stap(Stapsoort.BESLUIT, besluit, "b"))
    eerste = een.opdracht(VANDAAG)
    if besluit == 0:
        assert (een.status, eerste) == (Vergoedingstatus.AFGEWEZEN, None)
        return
    if vastgesteld > besluit:
        with pytest.raises(DomainError, match="hoger"):
            een.na(stap(Stapsoort.VASTSTELLING, vastgesteld, "c"))
        return
    tweede = een.na(stap(Stapsoort.VASTSTELLING, vastgesteld, "c")).opdracht(VANDAAG)

    assert eerste is not None
    assert eerste.soort is Opdrachtsoort.MEERKOSTEN
    assert eerste.bedrag_cent + (tweede.bedrag_cent if tweede else 0) == vastgesteld
    assert tweede is None or (tweede.soort is Opdrachtsoort.VERREKENING and tweede.bron_id != eerste.bron_id)


@pytest.mark.parametrize("soort", [Stapsoort.BESLUIT, Stapsoort.VASTSTELLING])
def test_no_step_is_skipped(soort: Stapsoort) -> None:
    with pytest.raises(DomainError, match="Wat nu wel kan: adviseren"):
        vergoeding().na(stap(soort, 1, "a"))
