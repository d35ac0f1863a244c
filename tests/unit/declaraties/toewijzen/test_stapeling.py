"""OP259 against the store: what stacks, and what a change may leave as it was."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.stapeling import botst, gestapeld
from declaraties.domain.toewijzen.toewijzing import Toewijzingstand
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

DAG = dt.date.fromisoformat
# A machine that is busy with other things makes no test fail.
RUSTIG = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def stand(nummer: int = 1, **anders: Any) -> Toewijzingstand:
    gewoon: dict[str, Any] = {
        "gemeente": "0307",
        "wet": Wet.WMO,
        "agb_code": "65656055",
        "client": b"c" * 16,
        "categorie": "02",
        "code": "02A01",
        "ingangsdatum": DAG("2026-01-01"),
        "einddatum": DAG("2026-06-30"),
        "toewijzingsdatum": DAG("2025-12-01"),
        "toewijzingstijd": 0,
    }
    return Toewijzingstand(nummer=nummer, **(gewoon | anders))


NA: dict[str, Any] = {"ingangsdatum": DAG("2026-07-01"), "einddatum": None}
GEVALLEN: list[tuple[str, dict[str, Any], bool]] = [
    ("the same product in the same period", {}, True),
    ("one shared day", {"ingangsdatum": DAG("2026-06-30"), "einddatum": None}, True),
    ("the day after", NA, False),
    ("another code", {"code": "02A02"}, False),
    ("another category with the same code", {"categorie": "03"}, False),
    ("a category that holds the product", {"code": None}, True),
    ("a generic one", {"categorie": None, "code": None}, True),
    ("a generic one later", {"categorie": None, "code": None, **NA}, False),
    ("a removed one", {"verwijderd": True}, False),
]


@pytest.mark.parametrize(("anders", "verwacht"), [g[1:] for g in GEVALLEN], ids=[g[0] for g in GEVALLEN])
def test_what_stacks(anders: dict[str, Any], verwacht: bool) -> None:
    ander = stand(2, **anders)
    assert botst(stand(), ander) is botst(ander, stand()) is verwacht
    assert gestapeld([ander], [0], [stand()]) == ((0,) if verwacht else ())


@pytest.mark.parametrize(("wet", "verwacht"), [(Wet.WMO, False), (Wet.JW, True)])
def test_aids_of_the_wmo_may_stand_side_by_side(wet: Wet, verwacht: bool) -> None:
    een, ander = (stand(nummer, categorie="12", wet=wet) for nummer in (1, 2))
    assert botst(een, ander) is verwacht


def test_what_the_message_itself_makes_room_for_does_not_stack() -> None:
    ingekort = stand(1, einddatum=DAG("2026-03-31"))
    opvolger = stand(2, ingangsdatum=DAG("2026-04-01"))
    assert gestapeld([ingekort, opvolger], [0, 1], [stand(1)]) == ()
    assert gestapeld([opvolger], [0], [stand(1)]) == (0,)


def test_an_outdated_product_is_not_asked() -> None:
    assert gestapeld([stand(2)], [], [stand(1)]) == ()


def test_a_change_that_leaves_an_old_overlap_as_it_is_goes_through() -> None:
    bekende = [stand(1), stand(2)]
    korter = dataclasses.replace(stand(2), einddatum=DAG("2026-02-28"))
    assert gestapeld([korter], [0], bekende) == ()


perioden = st.tuples(st.dates(DAG("2026-01-01"), DAG("2026-03-01")), st.integers(0, 40) | st.none())
producten = st.sampled_from([("02", "A"), ("02", "B"), ("02", None), ("03", "A"), ("12", "A"), (None, None)])


@RUSTIG
@given(st.lists(st.tuples(producten, perioden, st.booleans()), min_size=2, max_size=2), st.sampled_from(Wet))
def test_stacking_is_two_of_one_product_on_one_day(rijen: list[Any], wet: Wet) -> None:
    """Against a plain reading: write down every day of both."""
    een, ander = (
        stand(
            nummer,
            wet=wet,
            categorie=categorie,
            code=code,
            ingangsdatum=begin,
            einddatum=None if dagen is None else begin + dt.timedelta(days=dagen),
            verwijderd=weg,
        )
        for nummer, ((categorie, code), (begin, dagen), weg) in enumerate(rijen)
    )
    horizon = DAG("2026-06-01")

    def dagen_van(een: Toewijzingstand) -> set[int]:
        return set(range(een.ingangsdatum.toordinal(), (een.einddatum or horizon).toordinal() + 1))

    def zelfde(a: Toewijzingstand, b: Toewijzingstand) -> bool:
        if a.categorie is None or b.categorie is None:
            return True
        vrij = wet is Wet.WMO and a.categorie in ("11", "12", "13", "14")
        return a.categorie == b.categorie and not vrij and (not a.code or not b.code or a.code == b.code)

    telt = not een.verwijderd and not ander.verwijderd
    assert botst(een, ander) is (telt and zelfde(een, ander) and bool(dagen_van(een) & dagen_van(ander)))
