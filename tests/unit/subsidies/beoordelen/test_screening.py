import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.errors import DomainError
from subsidies.domain.beoordelen.aandachtspunt import (
    Aandachtbron,
    Puntuitkomst,
    handel_af,
    zijn_afgedaan,
    zijn_beantwoord,
)
from subsidies.domain.beoordelen.screening import REGELS, Screeningsfeiten, screen, uitkomst_is_evenredig
from subsidies.domain.regelingen.opgave import Begroting, Opgave, SoortAanvrager
from subsidies.domain.regelingen.regeling import Regeling

from tests.builders.subsidies import DAG, NU, handeling, opgave, punt, regeling, signaal
from tests.unit.subsidies.plain import plain_screening
from tests.unit.subsidies.randoms import opgaven, regelingen

ALTIJD = regeling(screening_vanaf_cent=0)


def regels(zelfde_tekst: int = 0, **changes: Any) -> list[str]:
    feiten = Screeningsfeiten(opgave=opgave(**changes), ontvangen=DAG, zelfde_tekst=zelfde_tekst)
    return [one.regel for one in screen(ALTIJD, feiten)]


def begroting(**changes: int) -> Begroting:
    return Begroting(**{"kosten_cent": 499_900, "eigen_bijdrage_cent": 49_900, **changes})


@pytest.mark.parametrize(
    ("changes", "verwacht"),
    [
        ({}, ["SCR-05"]),
        ({"begroting": begroting()}, []),
        ({"begroting": begroting(), "opgericht_op": DAG - dt.timedelta(days=182)}, ["SCR-01"]),
        ({"begroting": begroting(), "opgericht_op": DAG - dt.timedelta(days=183)}, []),
        ({"begroting": begroting(), "bestuur_gewijzigd_op": DAG - dt.timedelta(days=91)}, ["SCR-02"]),
        ({"begroting": begroting(), "bestuur_gewijzigd_op": DAG - dt.timedelta(days=92)}, []),
        ({"begroting": begroting(contant_cent=124_975)}, []),
        ({"begroting": begroting(contant_cent=124_976)}, ["SCR-03"]),
        ({"begroting": begroting(eigen_bijdrage_cent=0)}, ["SCR-04"]),
        ({"begroting": begroting(), "zelfde_tekst": 2}, ["SCR-06"]),
    ],
)
def test_each_rule_asks_from_its_own_limit_on(changes: dict[str, Any], verwacht: list[str]) -> None:
    assert regels(**changes) == verwacht


def test_a_resident_has_no_founding_date_to_ask_about() -> None:
    resident: dict[str, Any] = {"soort": SoortAanvrager.NATUURLIJK_PERSOON, "opgericht_op": DAG}
    assert regels(begroting=begroting(), **resident) == []


def test_a_small_application_with_one_signal_gets_a_normal_check() -> None:
    one = Screeningsfeiten(opgave=opgave(opgericht_op=DAG, begroting=begroting()), ontvangen=DAG, zelfde_tekst=0)
    assert screen(regeling(), one) == ()


def test_two_signals_make_a_screening_of_a_small_application() -> None:
    one = Screeningsfeiten(opgave=opgave(opgericht_op=DAG, begroting=begroting()), ontvangen=DAG, zelfde_tekst=1)
    assert [two.regel for two in screen(regeling(), one)] == ["SCR-01", "SCR-06"]


def test_every_rule_explains_itself_and_offers_an_innocent_explanation() -> None:
    for regel in REGELS:
        assert regel.waarom
        assert regel.verklaringen
        assert regel.vragen
        assert regel.versie >= 1
    assert len({one.regel for one in REGELS}) == len(REGELS)


@pytest.mark.parametrize("uitkomst", [Puntuitkomst.LBB, Puntuitkomst.EIGEN_ONDERZOEK])
def test_heavy_means_are_out_of_proportion_for_a_small_application(uitkomst: Puntuitkomst) -> None:
    with pytest.raises(DomainError) as refused:
        uitkomst_is_evenredig(
            regeling(), 40_000, [signaal(), signaal(bron=Aandachtbron.DUBBELE_FINANCIERING)], uitkomst, DAG
        )
    assert refused.value.slug == "niet-evenredig"
    uitkomst_is_evenredig(regeling(), 2_500_000, [signaal()], uitkomst, DAG)
    uitkomst_is_evenredig(regeling(), 40_000, [signaal(), signaal(regel="SCR-02")], uitkomst, DAG)
    uitkomst_is_evenredig(regeling(), 40_000, [], Puntuitkomst.VERKLAARD, DAG)


def test_an_outcome_has_a_reason_and_a_name_and_is_final_once_done() -> None:
    klaar = handel_af(punt(), Puntuitkomst.VERKLAARD, "Een nieuwe wijkstichting.", handeling())
    assert (klaar.uitkomst, klaar.reden, klaar.door, klaar.beantwoord_op) == (
        Puntuitkomst.VERKLAARD,
        "Een nieuwe wijkstichting.",
        "adviseur-1",
        NU,
    )
    with pytest.raises(DomainError) as refused:
        handel_af(klaar, Puntuitkomst.LBB, "Toch niet.", handeling(door="adviseur-2"))
    assert refused.value.slug == "al-afgehandeld"


def test_a_point_that_is_held_may_get_another_outcome() -> None:
    gehouden = handel_af(punt(), Puntuitkomst.AANGEHOUDEN, "Wij wachten op bonnen.", handeling())
    assert zijn_beantwoord([gehouden])
    assert not zijn_afgedaan([gehouden])
    assert handel_af(gehouden, Puntuitkomst.GEEN_GEVOLG, "Bonnen kloppen.", handeling()).is_afgedaan


@given(scheme=regelingen(), stated=opgaven(), gelijk=st.integers(0, 2))
def test_a_plain_reading_of_the_rules_raises_the_same_signals(scheme: Regeling, stated: Opgave, gelijk: int) -> None:
    feiten = Screeningsfeiten(opgave=stated, ontvangen=DAG, zelfde_tekst=gelijk)
    assert [one.regel for one in screen(scheme, feiten)] == plain_screening(scheme, feiten)
