"""Open data: the same bytes in whatever order rows come, small groups hidden, and nothing that a spreadsheet runs."""

import csv
import datetime as dt
import hashlib
import io
import json
from collections import Counter
from dataclasses import dataclass, replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_recht.openbaar.opendata import Dataset, Kolom, Verberging


@dataclass(frozen=True, slots=True, kw_only=True)
class Rij:
    nr: int
    wijk: str
    naam: str
    direct: bool = True
    dag: dt.date | None = dt.date(2026, 3, 2)


DATASET: Dataset[Rij] = Dataset(
    naam="proef",
    titel="Proef",
    kolommen=(
        Kolom(naam="nr", uitleg="Nummer.", waarde=lambda rij: rij.nr),
        Kolom(naam="wijk", uitleg="Wijk.", waarde=lambda rij: rij.wijk),
        Kolom(naam="naam", uitleg="Naam.", waarde=lambda rij: rij.naam),
        Kolom(naam="direct", uitleg="Direct.", waarde=lambda rij: rij.direct),
        Kolom(naam="dag", uitleg="Dag.", waarde=lambda rij: rij.dag),
    ),
    sleutel=lambda rij: (f"{rij.nr:09}",),
)
VERBERGEND = replace(
    DATASET,
    verberging=Verberging(groep=lambda rij: rij.wijk, kleinste=3, kolommen=frozenset({"wijk", "naam"})),
)
TEKST = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=8)
RIJEN = st.lists(
    st.builds(Rij, nr=st.integers(0, 999), wijk=st.sampled_from(["a", "b", "c"]), naam=TEKST),
    max_size=12,
    unique_by=lambda rij: rij.nr,
)


def gelezen(inhoud: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(inhoud.decode("utf-8-sig"), newline="")))


def test_a_file_says_what_was_in_the_rows() -> None:
    rij = Rij(nr=1, wijk='met "aanhaling", komma', naam="é\nregel", direct=False, dag=None)

    assert DATASET.csv([rij]).inhoud.decode() == (
        '\ufeffnr,wijk,naam,direct,dag\r\n1,"met ""aanhaling"", komma","é\nregel",nee,\r\n'
    )
    assert json.loads(DATASET.json([rij]).inhoud)["rijen"] == [
        {"nr": 1, "wijk": 'met "aanhaling", komma', "naam": "é\nregel", "direct": False, "dag": None}
    ]


@given(RIJEN, st.randoms())
def test_the_order_in_which_rows_come_does_not_matter(rijen: list[Rij], toeval: Random) -> None:
    anders = list(rijen)
    toeval.shuffle(anders)

    assert DATASET.csv(anders) == DATASET.csv(rijen)
    assert DATASET.json(anders) == DATASET.json(rijen)


@given(RIJEN)
def test_rows_of_small_groups_lose_what_leads_to_people(rijen: list[Rij]) -> None:
    groot = {wijk for wijk, aantal in Counter(rij.wijk for rij in rijen).items() if aantal >= 3}
    verwacht = [
        {"nr": rij.nr, "wijk": rij.wijk, "naam": rij.naam} if rij.wijk in groot else {"nr": rij.nr}
        for rij in sorted(rijen, key=lambda rij: rij.nr)
    ]

    uit = json.loads(VERBERGEND.json(rijen).inhoud)["rijen"]

    kort = [{naam: rij[naam] for naam in ("nr", "wijk", "naam") if rij[naam] is not None} for rij in uit]
    assert kort == verwacht
    assert [int(rij["nr"]) for rij in gelezen(VERBERGEND.csv(rijen).inhoud)] == [rij["nr"] for rij in uit]


@pytest.mark.parametrize("kwaad", ["=1+1", "+1", "-1", "@SOM(A1)", "\t=1"])
def test_a_spreadsheet_runs_nothing(kwaad: str) -> None:
    rij = Rij(nr=1, wijk="a", naam=kwaad)

    assert gelezen(DATASET.csv([rij]).inhoud)[0]["naam"].startswith("'")
    assert json.loads(DATASET.json([rij]).inhoud)["rijen"][0]["naam"] == kwaad


@pytest.mark.parametrize("code", ["0307", "01234567", "00", "123456789012", "2E10", "000E1"])
def test_a_code_keeps_its_zeros_in_a_spreadsheet_and_is_itself_in_json(code: str) -> None:
    rij = Rij(nr=1, wijk=code, naam="x")
    (cell,) = gelezen(DATASET.csv([rij]).inhoud)
    assert cell["wijk"] == f"'{code}"
    assert json.loads(DATASET.json([rij]).inhoud)["rijen"][0]["wijk"] == code


def test_checksum_and_licence_go_with_the_file() -> None:
    uitgave = DATASET.csv([])

    assert uitgave.controlebestand == f"{hashlib.sha256(uitgave.inhoud).hexdigest()}  proef.csv\n"
    assert uitgave.kop["Content-Digest"].startswith("sha-256=:")
    assert 'rel="license"' in uitgave.kop["Link"]
