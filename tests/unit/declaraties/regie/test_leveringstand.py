"""How delivery stands: the same for every order of arrival, with a remark where messages contradict each other."""

import datetime as dt
import itertools
import random
from typing import Any

import pytest
from declaraties.domain.regie.leveringstand import UITLEG, Leveringstand, Leveringstatus, Melding, leveringstand
from hypothesis import given
from hypothesis import strategies as st

DAG = dt.date(2026, 1, 1)


def start(dag: int = 0, *, weg: bool = False, code: str = "02A03") -> Melding:
    return Melding(
        categorie="02",
        code=code,
        begindatum=DAG + dt.timedelta(days=dag),
        status_aanlevering="3" if weg else "1",
    )


def stop(dag: int = 0, einde: int = 30, reden: str = "31", *, weg: bool = False) -> Melding:
    return Melding(
        categorie="02",
        code="02A03",
        begindatum=DAG + dt.timedelta(days=dag),
        einddatum=DAG + dt.timedelta(days=einde),
        reden=reden,
        status_aanlevering="3" if weg else "1",
    )


GEVALLEN: dict[str, tuple[list[Melding], str, tuple[str, ...]]] = {
    "nothing": ([], "niet-gestart", ()),
    "started": ([start()], "gestart", ()),
    "stopped": ([start(), stop()], "gestopt", ()),
    "paused": ([start(), stop(reden="20")], "onderbroken", ()),
    "paused, then ended (OP377)": ([start(), stop(reden="20"), stop(einde=40)], "gestopt", ()),
    "paused, then started again (OP379)": ([start(), stop(reden="20"), start(40)], "gestart", ()),
    "taken back": ([start(), start(weg=True)], "niet-gestart", ()),
    "stop taken back": ([start(), stop(), stop(weg=True)], "gestart", ()),
    "corrected": ([start(), start(weg=True), start(3)], "gestart", ()),
    "told, taken back and told again": ([start(), start(weg=True), start()], "gestart", ()),
    "told twice": ([start(), start()], "gestart", ("TR074",)),
    "taken back without having been told": ([start(weg=True)], "niet-gestart", ("TR063",)),
    "stop without start": ([stop()], "gestopt", ("TR382",)),
    "stop of another product": ([start(code="02A04"), stop()], "gestopt", ("TR382",)),
    "started again without a stop": ([start(), start(40)], "gestart", ("TR326",)),
    "paused twice": ([start(), stop(reden="20"), stop(einde=40, reden="20")], "onderbroken", ("TR413",)),
    "ended before the pause": ([start(), stop(einde=40, reden="20"), stop()], "gestopt", ("TR414",)),
    "ended twice": ([start(), stop(), stop(einde=40)], "gestopt", ("TR415",)),
}


@pytest.mark.parametrize("geval", GEVALLEN)
def test_the_state_and_its_remarks_in_every_order(geval: str) -> None:
    meldingen, status, opmerkingen = GEVALLEN[geval]
    for volgorde in itertools.permutations(meldingen):
        stand = leveringstand(volgorde)
        assert (stand.status.value, stand.opmerkingen) == (status, opmerkingen)


def test_the_days_are_those_of_the_newest_delivery() -> None:
    stand = leveringstand([start(), stop(einde=30), start(40), stop(40, 60, "02")])

    assert (stand.begindatum, stand.einddatum, stand.reden) == (
        DAG + dt.timedelta(days=40),
        DAG + dt.timedelta(days=60),
        "02",
    )


MELDING: Any = st.one_of(
    st.builds(start, st.integers(0, 2), weg=st.booleans()),
    st.builds(stop, st.integers(0, 2), st.integers(3, 5), st.sampled_from(["20", "31"]), weg=st.booleans()),
)


@given(st.lists(MELDING, max_size=8), st.randoms(use_true_random=False))
def test_order_never_matters_and_every_remark_has_a_text(meldingen: list[Melding], r: random.Random) -> None:
    geschud = list(meldingen)
    r.shuffle(geschud)

    stand = leveringstand(meldingen)

    assert leveringstand(geschud) == stand
    assert set(stand.opmerkingen) <= UITLEG.keys()
    assert _plat(meldingen) == (stand.status, stand.begindatum)


def _plat(meldingen: list[Melding]) -> tuple[Leveringstatus, dt.date | None]:
    """The same without any of the code: look at what is left of each thing told, newest begin first."""

    def over(einde: bool) -> list[Melding]:
        soorten = [m for m in meldingen if (m.einddatum is not None) == einde]
        saldo = {m.sleutel: 0 for m in soorten}
        for m in soorten:
            saldo[m.sleutel] += 1 if m.status_aanlevering == "1" else -1
        return [m for m in soorten if saldo[m.sleutel] > 0]

    staand = over(einde=False) + over(einde=True)
    if not staand:
        return Leveringstatus.NIET_GESTART, None
    begin = max(m.begindatum for m in staand)
    redenen = {m.reden for m in over(einde=True) if m.begindatum == begin}
    if not redenen:
        return Leveringstatus.GESTART, begin
    return (Leveringstatus.ONDERBROKEN if redenen == {"20"} else Leveringstatus.GESTOPT), begin


def test_nothing_told_is_an_empty_state() -> None:
    assert leveringstand([]) == Leveringstand(status=Leveringstatus.NIET_GESTART)
