"""How delivery stands: the same for every order of different things, with a remark where messages contradict."""

import datetime as dt
import itertools
import random
from collections.abc import Iterator
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
    "told twice and taken back": ([start(), start(), start(weg=True)], "niet-gestart", ("TR074",)),
    "told twice, taken back twice": ([start(), start(), start(weg=True), start(weg=True)], "niet-gestart", ()),
    "taken back without having been told": ([start(weg=True)], "niet-gestart", ("TR063",)),
    "taken back before it was told": ([start(weg=True), start()], "gestart", ("TR063",)),
    "taken back before and after it was told": (
        [start(weg=True), start(), start(weg=True)],
        "niet-gestart",
        ("TR063",),
    ),
    "stop taken back before it was told": ([start(), stop(weg=True), stop()], "gestopt", ("TR063",)),
    "stop without start": ([stop()], "gestopt", ("TR382",)),
    "stop of another product": ([start(code="02A04"), stop()], "gestopt", ("TR382",)),
    "started again without a stop": ([start(), start(40)], "gestart", ("TR326",)),
    "paused twice": ([start(), stop(reden="20"), stop(einde=40, reden="20")], "onderbroken", ("TR413",)),
    "ended before the pause": ([start(), stop(einde=40, reden="20"), stop()], "gestopt", ("TR414",)),
    "ended twice": ([start(), stop(), stop(einde=40)], "gestopt", ("TR415",)),
}


@pytest.mark.parametrize("geval", GEVALLEN)
def test_the_state_and_its_remarks_in_every_order_of_different_things(geval: str) -> None:
    meldingen, status, opmerkingen = GEVALLEN[geval]
    for volgorde in _volgordes(meldingen):
        stand = leveringstand(volgorde)
        assert (stand.status.value, stand.opmerkingen) == (status, opmerkingen)


def _volgordes(meldingen: list[Melding]) -> Iterator[list[Melding]]:
    """Every order in which things that are told about more than once keep their own order."""
    for volgorde in itertools.permutations(range(len(meldingen))):
        paren = itertools.combinations(volgorde, 2)
        if all(een < ander or meldingen[een].sleutel != meldingen[ander].sleutel for een, ander in paren):
            yield [meldingen[plaats] for plaats in volgorde]


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
def test_the_order_of_different_things_never_matters_and_every_remark_has_a_text(
    meldingen: list[Melding], r: random.Random
) -> None:
    geschud = _schud(meldingen, r)

    stand = leveringstand(meldingen)

    assert leveringstand(geschud) == stand
    assert set(stand.opmerkingen) <= UITLEG.keys()
    assert (stand.status, stand.begindatum) == _plat(meldingen)
    assert {"TR063", "TR074"}.isdisjoint(stand.opmerkingen) == _klopt(meldingen)


def _schud(meldingen: list[Melding], r: random.Random) -> list[Melding]:
    per_sleutel: dict[object, list[Melding]] = {}
    for melding in meldingen:
        per_sleutel.setdefault(melding.sleutel, []).append(melding)
    sleutels = [melding.sleutel for melding in meldingen]
    r.shuffle(sleutels)
    return [per_sleutel[sleutel].pop(0) for sleutel in sleutels]


def _verhaal(meldingen: list[Melding]) -> dict[object, str]:
    """Per thing the statuses that were told of it, as one text."""
    verhalen: dict[object, str] = {}
    for melding in meldingen:
        verhalen[melding.sleutel] = verhalen.get(melding.sleutel, "") + melding.status_aanlevering
    return verhalen


def _klopt(meldingen: list[Melding]) -> bool:
    """Without any of the code: of nothing more was told, or taken back, than its last word shows."""
    return all(
        verhaal.count("1") - verhaal.count("3") == (verhaal[-1] == "1") for verhaal in _verhaal(meldingen).values()
    )


def _plat(meldingen: list[Melding]) -> tuple[Leveringstatus, dt.date | None]:
    """The same without any of the code: a thing stands when its last word is a first delivery; newest begin first."""
    woorden = _verhaal(meldingen)
    staand = [m for m in meldingen if woorden[m.sleutel].endswith("1")]
    if not staand:
        return Leveringstatus.NIET_GESTART, None
    begin = max(m.begindatum for m in staand)
    redenen = {m.reden for m in staand if m.einddatum is not None and m.begindatum == begin}
    if not redenen:
        return Leveringstatus.GESTART, begin
    return (Leveringstatus.ONDERBROKEN if redenen == {"20"} else Leveringstatus.GESTOPT), begin


def test_nothing_told_is_an_empty_state() -> None:
    assert leveringstand([]) == Leveringstand(status=Leveringstatus.NIET_GESTART)
