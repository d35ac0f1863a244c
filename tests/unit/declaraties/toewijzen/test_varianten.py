"""The 31 shapes of a toewijzing, and that level 2 lets exactly these through."""

import datetime as dt
from itertools import product as combinaties
from typing import Any

import pytest
from declaraties.domain.standaard.berichten.toewijzing import ToegewezenProduct
from declaraties.domain.standaard.berichten.waarden import Omvang, Product
from declaraties.domain.standaard.codelijsten import EENHEID, FREQUENTIE
from declaraties.domain.toewijzen.regels.tabel import beoordeel_301
from declaraties.domain.toewijzen.varianten import (
    EURO_PER_DAG,
    VARIANTEN,
    Einddatumeis,
    Toewijzingsvariant,
    Uitvoering,
    varianten_van,
)

from tests.unit.declaraties.bouwers import product, toewijzingsbericht

DAG = dt.date.fromisoformat
EINDEN = {
    Einddatumeis.OPTIONEEL: None,
    Einddatumeis.VERPLICHT: DAG("2025-12-31"),
    Einddatumeis.VOOR_2021: DAG("2020-12-31"),
}


def van(variant: Toewijzingsvariant) -> ToegewezenProduct:
    """The plainest product of this shape."""
    return maak(
        categorie=variant.soort != "generiek",
        code=variant.soort == "specifiek",
        omvang=(variant.eenheid, variant.frequentie) if variant.eenheid else None,
        budget="budget" in variant.soort or variant.soort == "generiek",
        einddatum=EINDEN[variant.einddatum],
    )


def maak(*, categorie: bool, code: bool, omvang: Any, budget: bool, einddatum: dt.date | None) -> ToegewezenProduct:
    oud = einddatum is not None and einddatum < DAG("2025-01-01")
    return product(
        product=Product(categorie="02", code="02A01" if code else None) if categorie else None,
        omvang=Omvang(volume=1, eenheid=omvang[0], frequentie=omvang[1]) if omvang else None,
        budget=1 if budget else None,
        ingangsdatum=DAG("2020-01-01" if oud else "2025-01-01"),
        einddatum=einddatum,
    )


def regels(een: ToegewezenProduct) -> set[str]:
    return {hit.nummer for hit in beoordeel_301(toewijzingsbericht(een))}


def test_there_are_31_shapes_20_for_inspanning_and_11_for_output() -> None:
    assert len({variant.naam for variant in VARIANTEN}) == len(VARIANTEN) == 31
    assert [sum(v.uitvoering is kant for v in VARIANTEN) for kant in Uitvoering] == [20, 11]


@pytest.mark.parametrize("variant", VARIANTEN, ids=lambda variant: variant.naam)
def test_every_shape_is_taken_in(variant: Toewijzingsvariant) -> None:
    assert variant in varianten_van(van(variant))
    assert regels(van(variant)) == set()


@pytest.mark.parametrize(
    "variant", [v for v in VARIANTEN if v.einddatum is not Einddatumeis.OPTIONEEL], ids=lambda v: v.naam
)
def test_a_shape_that_needs_an_end_is_refused_without(variant: Toewijzingsvariant) -> None:
    velden = {"einddatum": None, "ingangsdatum": DAG("2025-01-01")}
    regel = {"2": "CD076", "1": "CS338", None: "CD075"}[variant.frequentie]
    zonder = product(**{n: getattr(van(variant), n) for n in ("product", "omvang", "budget")}, **velden)
    assert varianten_van(zonder) == ()
    assert regels(zonder) == {regel}


def test_euro_per_dag_stops_with_the_year_2020() -> None:
    te_laat = maak(categorie=True, code=True, omvang=("83", "1"), budget=False, einddatum=DAG("2021-01-01"))
    assert EURO_PER_DAG not in varianten_van(te_laat)
    assert regels(te_laat) == {"CS338"}


ALLES = list(
    combinaties(
        (False, True),
        (False, True),
        (None, *combinaties(sorted(EENHEID), sorted(FREQUENTIE))),
        (False, True),
        (None, DAG("2025-12-31")),
    )
)


def test_level_2_lets_through_exactly_the_shapes() -> None:
    """Every combination of filled and empty elements, eenheid and frequentie, that still runs after 2020."""
    goed = 0
    for categorie, code, omvang, budget, einddatum in ALLES:
        if code and not categorie:
            continue  # not expressible: Code stands inside Product
        een = maak(categorie=categorie, code=code, omvang=omvang, budget=budget, einddatum=einddatum)
        assert bool(varianten_van(een)) is not bool(regels(een)), (categorie, code, omvang, budget, einddatum)
        goed += bool(varianten_van(een))
    # 24 specifieke, 17 of which may stay open, and aspecifiek (open or not), aspecifiek with budget, generiek
    assert goed == 24 + 17 + 4


def test_only_shapes_without_omvang_belong_to_both_sides() -> None:
    for variant in VARIANTEN:
        beide = {een.uitvoering for een in varianten_van(van(variant))}
        assert len(beide) == (1 if variant.eenheid else 2)
