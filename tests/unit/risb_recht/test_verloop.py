"""Lifecycles as tables: what is not in the table is refused, in words that help."""

from enum import StrEnum

import pytest
from risb_kern.errors import DomainError, Kind
from risb_recht.verloop import Verloop


class Lampstatus(StrEnum):
    UIT = "uit"
    AAN = "aan"
    GAAT_STUK = "gaat-stuk"
    WEG = "weg"


class Lampstap(StrEnum):
    AANDOEN = "aandoen"
    UITDOEN = "uitdoen"
    LATEN_VALLEN = "laten vallen"
    OPRUIMEN = "opruimen"


TABEL = {
    (Lampstatus.UIT, Lampstap.AANDOEN): Lampstatus.AAN,
    (Lampstatus.AAN, Lampstap.UITDOEN): Lampstatus.UIT,
    (Lampstatus.AAN, Lampstap.LATEN_VALLEN): Lampstatus.GAAT_STUK,
    (Lampstatus.GAAT_STUK, Lampstap.OPRUIMEN): Lampstatus.WEG,
}
LAMP = Verloop(wat="de lamp", start=Lampstatus.UIT, einde=frozenset({Lampstatus.WEG}), tabel=TABEL)


@pytest.mark.parametrize("status", Lampstatus)
@pytest.mark.parametrize("stap", Lampstap)
def test_a_step_is_possible_only_where_the_table_has_it(status: Lampstatus, stap: Lampstap) -> None:
    if (status, stap) in TABEL:
        assert LAMP.na(status, stap) is TABEL[status, stap]
        return
    with pytest.raises(DomainError) as fout:
        LAMP.na(status, stap)
    assert (fout.value.kind, fout.value.slug) == (Kind.CONFLICT, "stap-niet-mogelijk")


@pytest.mark.parametrize(
    ("status", "stap", "melding"),
    [
        (
            Lampstatus.AAN,
            Lampstap.AANDOEN,
            "Bij de status 'aan' kunt u niet aandoen. Wat nu wel kan: uitdoen of laten vallen.",
        ),
        (Lampstatus.UIT, Lampstap.UITDOEN, "Bij de status 'uit' kunt u niet uitdoen. Wat nu wel kan: aandoen."),
        (
            Lampstatus.WEG,
            Lampstap.AANDOEN,
            "Bij de status 'weg' kunt u niet aandoen. De lamp is klaar; er is geen stap meer mogelijk.",
        ),
    ],
)
def test_a_refusal_says_what_is_possible_instead(status: Lampstatus, stap: Lampstap, melding: str) -> None:
    with pytest.raises(DomainError) as fout:
        LAMP.na(status, stap)
    assert fout.value.melding == melding


def test_the_states_that_are_no_end_are_running() -> None:
    assert LAMP.lopend == {Lampstatus.UIT, Lampstatus.AAN, Lampstatus.GAAT_STUK}


def test_a_table_is_drawn_with_names_that_mermaid_takes() -> None:
    assert LAMP.diagram().splitlines() == [
        "stateDiagram-v2",
        "    gaat_stuk : gaat-stuk",
        "    [*] --> uit",
        "    uit --> aan : aandoen",
        "    aan --> uit : uitdoen",
        "    aan --> gaat_stuk : laten vallen",
        "    gaat_stuk --> weg : opruimen",
        "    weg --> [*]",
    ]


def test_a_sound_table_has_no_defects() -> None:
    assert LAMP.gebreken() == ()


@pytest.mark.parametrize(
    ("anders", "gebrek"),
    [
        ({(Lampstatus.WEG, Lampstap.AANDOEN): Lampstatus.AAN}, "'weg' is een einde met een uitweg"),
        ({(Lampstatus.GAAT_STUK, Lampstap.OPRUIMEN): None}, "'weg' wordt nooit bereikt"),
        ({(Lampstatus.GAAT_STUK, Lampstap.OPRUIMEN): None}, "'gaat-stuk' loopt dood"),
    ],
)
def test_a_defect_of_a_table_is_named(
    anders: dict[tuple[Lampstatus, Lampstap], Lampstatus | None], gebrek: str
) -> None:
    tabel = {sleutel: naar for sleutel, naar in {**TABEL, **anders}.items() if naar is not None}
    krom = Verloop(wat="de lamp", start=Lampstatus.UIT, einde=frozenset({Lampstatus.WEG}), tabel=tabel)

    assert gebrek in krom.gebreken()
