"""Keys find every line that may matter, whatever the width of the columns they were made from."""

from typing import Any

import numpy as np
from declaraties.domain.beoordelen.geschiedenis import (
    Regelkolommen,
    Zoeker,
    als_bytes,
    geschiedenis_van,
    referentiesleutels,
    slotsleutels,
)
from hypothesis import given
from hypothesis import strategies as st

TEKSTEN = st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=20), min_size=1)


def referenties(teksten: list[str], breedte: int = 0) -> Any:
    kolom = np.array([tekst.encode() for tekst in teksten], np.bytes_)
    return kolom.astype(f"S{max(breedte, kolom.dtype.itemsize)}")


def regels(aantal: int, **anders: Any) -> Regelkolommen:
    getal = np.arange(aantal, dtype=np.int64)
    gewoon: dict[str, Any] = {
        "referentie": referenties([f"R{n}" for n in range(aantal)]),
        "vorige": referenties([f"V{n}" for n in range(aantal)]),
        "toewijzing": getal % 3,
        "categorie": np.full(aantal, "02"),
        "code": np.full(aantal, "02A03"),
        "begin": getal + 20_000,
        "eind": getal + 20_000,
        "volume": getal + 1,
        "eenheid": np.full(aantal, "04"),
        "bedrag": getal * 10,
        "credit": np.zeros(aantal, np.bool_),
        "goedgekeurd": np.ones(aantal, np.bool_),
    }
    return Regelkolommen(**{**gewoon, **anders})


@given(TEKSTEN, st.integers(20, 90))
def test_a_key_depends_on_the_text_alone(teksten: list[str], breedte: int) -> None:
    smal, breed = referentiesleutels(referenties(teksten)), referentiesleutels(referenties(teksten, breedte))
    assert smal.tolist() == breed.tolist()
    kaal = [tekst.strip(" \t\r\n") for tekst in teksten]
    assert len(set(smal.tolist())) == len(set(kaal))


def test_outer_white_space_does_not_make_another_reference() -> None:
    eerste, tweede = referentiesleutels(referenties([" R1\t", "R1"])).tolist()
    assert eerste == tweede


@given(st.lists(st.integers(0, 2**64 - 1), max_size=50), st.lists(st.integers(0, 2**64 - 1), max_size=50))
def test_a_searcher_finds_exactly_what_is_sought(gezocht: list[int], kolom: list[int]) -> None:
    kolom = [*kolom, *gezocht[:3]]
    plaatsen = Zoeker(np.array(gezocht, np.uint64)).plaatsen(np.array(kolom, np.uint64))
    assert plaatsen.tolist() == [plaats for plaats, een in enumerate(kolom) if een in gezocht]


def test_only_approved_debets_hold_a_slot_and_credits_take_their_volume_back() -> None:
    credit = np.array([False, True, False, False])
    goed = np.array([True, True, False, True])
    bron = regels(4, credit=credit, goedgekeurd=goed, toewijzing=np.array([7, 7, 7, 8]))

    bewaard = geschiedenis_van(bron)

    eigen = slotsleutels(bron.toewijzing, bron.categorie, bron.code, bron.begin, bron.eind)
    assert [int(een) for een in bewaard.slots] == [int(eigen[0]), 0, 0, int(eigen[3])]
    assert bewaard.verbruik.tolist() == [(7, b"04", 1 - 2, 0 - 10), (8, b"04", 4, 30)]
    assert bewaard.crediteringen.tolist() == [(int(referentiesleutels(bron.vorige)[1]), 1)]
    assert (bewaard.eerste, bewaard.laatste) == (20_000, 20_003)


def test_units_of_one_toewijzing_are_counted_apart() -> None:
    bron = regels(3, toewijzing=np.full(3, 5), eenheid=np.array(["01", "04", "01"]))
    assert sorted(geschiedenis_van(bron).verbruik.tolist()) == [(5, b"01", 4, 20), (5, b"04", 2, 10)]


@given(TEKSTEN)
def test_texts_become_their_utf_8_bytes(teksten: list[str]) -> None:
    assert als_bytes(np.array(teksten, np.str_)).tolist() == [tekst.encode() for tekst in teksten]
