import datetime as dt
import io

import pytest
from devstack.verhaal.verteller import VerhaalError, Verteller, leesbaar
from rich.console import Console


@pytest.mark.parametrize(
    ("waarde", "tekst"),
    [
        (None, "niets"),
        ([], "niets"),
        (True, "ja"),
        (12, "12"),
        (dt.date(2026, 3, 9), "09-03-2026"),
        (dt.datetime(2026, 3, 9, 7, 5, tzinfo=dt.UTC), "09-03-2026 07:05"),
        ({"b", "a"}, "a, b"),
        ([("0307", False), None], "0307, nee, niets"),
        ({"R1": ["0001"], "R2": []}, "R1: 0001; R2: niets"),
    ],
    # Not the values themselves: a set is written in another order by each process of the test run.
    ids=["none", "empty", "yes", "number", "day", "moment", "set", "list", "mapping"],
)
def test_values_are_told_as_people_write_them(waarde: object, tekst: str) -> None:
    assert leesbaar(waarde) == tekst


def test_a_check_that_fails_tells_both_sides_in_the_same_way() -> None:
    with pytest.raises(VerhaalError, match="betaald: verwacht ja, gevonden niets"):
        Verteller(Console(file=io.StringIO())).controleer("betaald", None, verwacht=True)
