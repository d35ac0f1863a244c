"""The percentage and the tariff, on the figures that VNG published and by an independent second implementation."""

import random
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

import pytest
from contracting.domain.indexeren.berekening import Indexberekening, bereken, in_decimalen
from contracting.domain.indexeren.clausule import Correctiemethode, Indexclausule, Indexdeel, Kostensoort
from contracting.domain.indexeren.indexcijfer import nieuwste

from tests.builders.contracting import geweigerd
from tests.builders.indexeren import VNG25, D, R, cijfer, clausule, totalen

V, Q = Correctiemethode.VERSCHIL, Correctiemethode.VERHOUDING
VNG24 = [("TOTAAL", 2024, R, 4700), ("TOTAAL", 2023, R, 4400), ("TOTAAL", 2023, D, 6070)]
EEN_MINDER = [("TOTAAL", 2025, R, 3000), ("TOTAAL", 2024, R, 3400), ("TOTAAL", 2024, D, 2100)]


def index(soort: Indexclausule, jaar: int, cijfers: list[Any], *, met_correctie: bool = True) -> Indexberekening:
    return bereken(soort, jaar, nieuwste(cijfer(*one) for one in cijfers), met_correctie=met_correctie)


@pytest.mark.parametrize(
    ("soort", "jaar", "cijfers", "correctie", "procent", "tarieven"),
    [
        pytest.param(clausule(), 2025, VNG25, True, "4.9600", {6180: 6487, 4825: 5064, 21240: 22294}, id="geval_36"),
        pytest.param(
            clausule(percentdecimalen=None), 2025, VNG25, True, "4.9570", {6180: 6486, 21240: 22293}, id="geval_37"
        ),
        pytest.param(clausule(correctiemethode=Q), 2025, VNG25, True, "4.9100", {6180: 6483}, id="geval_38"),
        pytest.param(totalen(correctiemethode=Q), 2024, VNG24, True, "6.3000", {6180: 6569}, id="geval_39-verhouding"),
        pytest.param(totalen(), 2024, VNG24, True, "6.3700", {6180: 6574}, id="geval_39-verschil"),
        pytest.param(clausule(), 2025, VNG25, False, "3.9400", {6180: 6423}, id="geval_40"),
        pytest.param(totalen(), 2025, EEN_MINDER, True, "1.7000", {6487: 6597}, id="geval_41"),
    ],
)
def test_the_percentage_and_the_tariffs_are_those_of_the_source(
    soort: Indexclausule, jaar: int, cijfers: list[Any], correctie: bool, procent: str, tarieven: dict[int, int]
) -> None:
    berekening = index(soort, jaar, cijfers, met_correctie=correctie)
    assert in_decimalen(berekening.index * 100, 4) == procent
    assert {was: berekening.tarief(was) for was in tarieven} == tarieven


def test_a_budget_goes_with_the_same_percentage() -> None:
    assert index(clausule(), 2025, VNG25).budget(420_000_000) == 440_832_000


def test_a_trace_holds_what_every_figure_was_and_where_it_stood() -> None:
    berekening = index(clausule(), 2025, VNG25)
    assert [(one.reeks, one.jaar, one.soort, one.duizendste) for one in berekening.invoer] == [
        VNG25[4], VNG25[5], VNG25[0], VNG25[1], VNG25[2], VNG25[3],
    ]  # fmt: skip
    assert {one.bron for one in berekening.invoer} == {"VNG, indexatie bij inkoop"}
    assert in_decimalen(berekening.onafgerond * 100, 4) == "4.9570"


def test_the_newest_version_of_a_figure_counts() -> None:
    beter = cijfer("OVA", 2025, R, 5000, versie=2)
    stand = nieuwste([beter, *(cijfer(*one) for one in VNG25)])
    assert bereken(clausule(), 2025, stand, met_correctie=False).index * 10_000 == 468


def test_a_missing_figure_is_refused() -> None:
    zonder = [one for one in VNG25 if one[2] is not D]
    assert geweigerd(index, clausule(), 2025, zonder) == "indexcijfer-ontbreekt"
    assert index(clausule(), 2025, zonder, met_correctie=False).met_correctie is False


def by_hand(soort: Indexclausule, cijfers: dict[tuple[str, int, str], int], jaar: int, correctie: bool) -> Decimal:
    """The percentage in decimals, with pencil and paper."""

    def som(wanneer: int, kind: str) -> Decimal:
        return sum(
            (Decimal(one.gewicht) * cijfers[one.reeks, wanneer, kind] / Decimal(10_000_000) for one in soort.delen),
            Decimal(0),
        )

    procent = som(jaar, "raming")
    if correctie and soort.correctiemethode is V:
        procent += som(jaar - 1, "definitief") - som(jaar - 1, "raming")
    elif correctie:
        procent += 100 * ((100 + som(jaar - 1, "definitief")) / (100 + som(jaar - 1, "raming")) - 1)
    if soort.percentdecimalen is not None:
        procent = procent.quantize(Decimal(1).scaleb(-soort.percentdecimalen), ROUND_HALF_UP)
    return procent


def test_twenty_thousand_random_tariffs_are_the_same_by_hand() -> None:
    toeval = random.Random(20260310)
    with localcontext() as rekenen:
        rekenen.prec = 60
        for _ in range(20_000):
            personeel = toeval.randint(0, 10_000)
            soort = clausule(
                delen=(
                    Indexdeel(kostensoort=Kostensoort.PERSONEEL, reeks="P", gewicht=personeel),
                    Indexdeel(kostensoort=Kostensoort.MATERIEEL, reeks="M", gewicht=10_000 - personeel),
                ),
                correctiemethode=toeval.choice([V, Q]),
                percentdecimalen=toeval.choice([None, 0, 1, 2, 3]),
                tariefdecimalen=toeval.choice([0, 1, 2, 2]),
            )
            ruw = [
                (reeks, jaar, kind, toeval.randint(-3_000, 12_000))
                for reeks in "PM"
                for jaar, kind in ((2025, R), (2024, R), (2024, D))
            ]
            correctie, cent = toeval.random() < 0.8, toeval.randint(1, 10 ** toeval.randint(2, 9))
            machine = index(soort, 2025, ruw, met_correctie=correctie)
            hand = by_hand(soort, {(r, j, k.value): waarde for r, j, k, waarde in ruw}, 2025, correctie)
            euro = Decimal(cent) / 100 * (1 + hand / 100)
            tarief = euro.quantize(Decimal(1).scaleb(-soort.tariefdecimalen), ROUND_HALF_UP)
            assert machine.tarief(cent) == int(tarief * 100), (soort, ruw, cent)
            assert machine.budget(cent) == int(euro.quantize(Decimal("0.01"), ROUND_HALF_UP) * 100)
