"""The judge of declaraties is judged first: each planted fault is found, and nothing is found where nothing is wrong."""

import random
from copy import deepcopy

import pytest

from .checker import BELOFTEN, oordeel
from .goede_run import een_goede_run
from .planten import FOUTEN, Fout, plant_alle

SEEDS = range(8)
MINSTENS = 20


@pytest.mark.parametrize("seed", SEEDS)
def test_a_run_in_which_nothing_is_wrong_gives_no_finding(seed: int) -> None:
    assert [str(een) for een in oordeel(een_goede_run(seed))] == []


@pytest.mark.parametrize("fout", FOUTEN, ids=lambda fout: fout.__name__)
def test_each_planted_fault_is_found(fout: Fout) -> None:
    for seed in SEEDS:
        dossier = deepcopy(een_goede_run(seed))
        fout(dossier, random.Random(seed))
        assert oordeel(dossier), f"{fout.__name__} with seed {seed} was not found"


def test_as_many_faults_are_found_as_are_planted(capsys: pytest.CaptureFixture[str]) -> None:
    geplant = plant_alle(een_goede_run(7), 7)
    gevonden = [naam for naam, dossier in geplant.items() if oordeel(dossier)]
    with capsys.disabled():
        print(f"\nchecker: {len(geplant)} faults planted, {len(gevonden)} found")  # noqa: T201 -- the proof is a figure
    assert len(gevonden) == len(geplant) == len(FOUTEN) >= MINSTENS


def test_no_promise_is_idle() -> None:
    """Each promise finds a planted fault that no other does, or at least one; one that finds none checks nothing."""
    vindt = {belofte.__name__: 0 for belofte in BELOFTEN}
    for fout in FOUTEN:
        dossier = een_goede_run(3)
        fout(dossier, random.Random(3))
        for belofte in BELOFTEN:
            vindt[belofte.__name__] += bool(list(belofte(dossier)))
    assert all(vindt.values()), vindt
