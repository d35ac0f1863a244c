"""The messages around the money against the plain judge: many more on demand with `make orakel`."""

import dataclasses
from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest
from declaraties.domain.regie import regeltabel, tegenspraak
from declaraties.domain.standaard.regel import Regel
from declaraties.domain.toewijzen.regels import client, tabel

from tests.unit.declaraties.regie.orakel.proef import REGELS, Telling, proef, verslag

BERICHTEN = 1_500


@cache
def _gewone_proef() -> Telling:
    return proef(BERICHTEN, "2025")


def test_both_judges_agree_on_every_code_and_on_what_stands() -> None:
    assert _gewone_proef().verschillen == []


def test_every_rule_and_every_remark_is_reached() -> None:
    assert _gewone_proef().gemist(1) == []


def test_the_report_names_what_was_not_reached() -> None:
    telling = Telling(berichten=10)
    telling.regels.update(dict.fromkeys(REGELS[1:], 100))
    telling.opmerkingen.update(dict.fromkeys(("TR019", "TR326"), 100))
    assert verslag(telling, 100)[-1] == f"minder dan 100 keer geraakt: {REGELS[0]}, TR382 als opmerking"


def _stil(regels: tuple[Regel[object], ...], nummer: str) -> tuple[Regel[object], ...]:
    return tuple(
        dataclasses.replace(regel, toets=lambda _: np.zeros(1, np.bool_)) if regel.nummer == nummer else regel
        for regel in regels
    )


def _tabellen() -> Iterator[tuple[object, str, str]]:
    for module, naam in (
        (tabel, "REGELS_301"), (regeltabel, "REGELS_305"), (regeltabel, "REGELS_307"), (client, "GEBOORTEREGELS"),
        (client, "NAAMREGELS"), (client, "CLIENTREGELS"), (client, "CONTACTREGELS"), (client, "PRODUCTREGELS"),
    ):  # fmt: skip
        yield from ((module, naam, regel.nummer) for regel in getattr(module, naam))


@pytest.mark.parametrize(("module", "naam", "nummer"), [*dict.fromkeys(_tabellen())])
def test_a_rule_of_level_2_that_goes_missing_is_noticed(
    module: object, naam: str, nummer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The comparison itself can fail: without any one rule the judges disagree."""
    regels = getattr(module, naam)
    if naam.startswith("REGELS"):
        monkeypatch.setattr(module, naam, _stil(regels, nummer))
    else:
        monkeypatch.setattr(module, naam, tuple(regel for regel in regels if regel.nummer != nummer))
    assert _eerste_verschil(zaad=f"{naam}/{nummer}")


@pytest.mark.parametrize("regel", tegenspraak.CODES)
def test_a_contradiction_that_goes_missing_is_noticed(regel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    echt = tegenspraak._gebroken
    monkeypatch.setattr(tegenspraak, "_gebroken", lambda *alles: (one for one in echt(*alles) if one != regel))
    assert _eerste_verschil(zaad=regel)


def _eerste_verschil(zaad: str) -> bool:
    return bool(proef(10_000, zaad).verschillen)
