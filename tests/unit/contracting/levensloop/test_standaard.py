"""When a new version of the contract standard is adopted."""

import datetime as dt
from typing import Any

import pytest
from contracting.domain.levensloop.standaard import neem_over
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst

from tests.builders.contracting import geweigerd, overeenkomst

GROOT = overeenkomst(waarde_cent=60_000_000)
VRAAG: dict[str, Any] = {
    "gepubliceerd_op": dt.date(2026, 10, 1),
    "effect_cent": 30_000_000,
    "andere_aard": False,
    "ingangsdatum": None,
    "vandaag": dt.date(2026, 11, 2),
}


def over(lopend: Overeenkomst = GROOT, **changes: Any) -> Overeenkomst:
    return neem_over(lopend, "1.3", **{**VRAAG, **changes})


def test_geval_57_a_standard_of_half_the_value_is_adopted_within_six_months() -> None:
    overgenomen = over()
    (wijziging,) = overgenomen.wijzigingen
    assert (overgenomen.standaardversie, wijziging.ingangsdatum) == ("1.3", dt.date(2027, 4, 1))
    assert wijziging.bedrag_cent == 30_000_000


@pytest.mark.parametrize(
    ("changes", "slug"),
    [
        pytest.param({"effect_cent": 30_000_001}, "standaard-te-duur", id="geval_57_a-cent-more"),
        pytest.param({"effect_cent": -30_000_001}, "standaard-te-duur", id="cheaper-counts-as-well"),
        pytest.param({"andere_aard": True}, "standaard-andere-aard", id="nature"),
        pytest.param({"vandaag": dt.date(2027, 4, 2)}, "overname-te-laat", id="too-late"),
        pytest.param({"ingangsdatum": dt.date(2027, 4, 2)}, "overname-te-laat", id="holds-too-late"),
        pytest.param({"vandaag": dt.date(2026, 9, 30)}, "standaard-niet-gepubliceerd", id="too-early"),
        pytest.param({"lopend": overeenkomst()}, "waarde-onbekend", id="value-unknown"),
        pytest.param({"lopend": over()}, "standaard-geldt-al", id="twice"),
    ],
)
def test_a_standard_that_is_late_or_changes_too_much_is_not_adopted(changes: dict[str, Any], slug: str) -> None:
    assert geweigerd(over, **changes) == slug
