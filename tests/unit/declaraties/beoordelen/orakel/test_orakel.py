"""The rule engine against the plain judge: random worlds, histories that build up, and the 325 that follows."""

import dataclasses
from functools import cache

import numpy as np
import pytest
from declaraties.domain.beoordelen import oordeel
from declaraties.domain.beoordelen.koppeling import Koppeling
from declaraties.domain.beoordelen.regels.tabel_niveau34 import PRESTATIEREGELS
from declaraties.domain.standaard.regel import Regel
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.declaraties.beoordelen.orakel.proef import CODES, Telling, proef, scenario, verslag

REGELS = 15_000
NODIG = 7


@cache
def _gewone_proef() -> Telling:
    return proef(REGELS, 2025)


def test_both_judges_agree_on_every_code_and_every_cent() -> None:
    assert _gewone_proef().verschillen == []


def test_every_code_of_a_325_is_reached() -> None:
    telling = _gewone_proef()
    assert {code: telling.codes[code] for code in CODES if telling.codes[code] < NODIG} == {}
    assert telling.toegekend > REGELS // 10


@given(zaad=st.integers(10_000, 2**32))
@settings(max_examples=2, deadline=None, derandomize=True)
def test_both_judges_agree_on_any_seed(zaad: int) -> None:
    telling = Telling()
    scenario(zaad, telling)
    assert telling.verschillen == []


def test_the_report_names_what_was_not_reached() -> None:
    telling = Telling(regels=10)
    telling.codes.update(dict.fromkeys(CODES[1:], 100))
    assert verslag(telling, 100)[-1] == f"minder dan 100 keer geraakt: {CODES[0]}"


@pytest.mark.parametrize("regel", PRESTATIEREGELS, ids=lambda regel: regel.nummer)
def test_a_rule_that_goes_missing_is_noticed(regel: Regel[Koppeling], monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison itself can fail: without any one rule the judges disagree."""
    stil = dataclasses.replace(regel, toets=lambda k: np.zeros(len(k.bericht.prestaties), np.bool_))
    tabel = tuple(stil if een is regel else een for een in PRESTATIEREGELS)
    monkeypatch.setattr(oordeel, "PRESTATIEREGELS", tabel)
    for naam in ("TR389", "TR322", "TR369", "BESTEDINGSRUIMTE"):
        if naam == regel.nummer:
            monkeypatch.setattr(oordeel, naam, stil)
    telling = Telling()
    zaad = 0
    while not telling.verschillen and zaad < 20:
        scenario(zaad, telling)
        zaad += 1
    assert telling.verschillen
