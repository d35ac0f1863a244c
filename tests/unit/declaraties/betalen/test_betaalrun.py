"""A run against a plain second way of adding up, and a till that is prepared, released, refused and put back at random."""

import dataclasses
import datetime as dt
import uuid
from collections import Counter
from pathlib import Path

import pytest
from declaraties.adapters.betalen.betaalregister import Bestandsregister
from declaraties.domain.betalen.betaalrun import (
    GROOTSTE_BETALING_CENT,
    Betaalrekening,
    Betaalstatus,
    Openstaand,
    Overslagreden,
    Runstatus,
    stand_van,
    stel_samen,
)
from declaraties.domain.betalen.betaalvrijgave import Vrijgave
from hypothesis import given, settings
from hypothesis import strategies as st
from risb_kern.errors import DomainError

AANBIEDERS = ("11111111", "22222222", "33333333")
MOMENT = dt.datetime(2026, 6, 1, 10, tzinfo=dt.UTC)


def rekening(agb: str) -> Betaalrekening:
    return Betaalrekening(
        id=uuid.uuid5(uuid.NAMESPACE_OID, agb), houdersoort="aanbieder", houder=agb, versie=1, naam=agb, nummer=b"x"
    )


def openstaand(nummer: int, agb: str, cent: int, beletsel: Overslagreden | None = None) -> Openstaand:
    kenmerk = uuid.uuid5(uuid.NAMESPACE_OID, str(nummer))
    return Openstaand(id=kenmerk, sleutel=f"s:{nummer}", agb_code=agb, bedrag_cent=cent, beletsel=beletsel)


REGEL = st.tuples(
    st.sampled_from(AANBIEDERS),
    st.integers(-5_000, 5_000),
    st.sampled_from([None, None, None, Overslagreden.IN_CONTROLE, Overslagreden.VASTGEHOUDEN]),
)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(REGEL, max_size=25),
    st.sets(st.sampled_from(AANBIEDERS)),
    st.sets(st.sampled_from(AANBIEDERS)),
    st.sets(st.sampled_from(AANBIEDERS)),
    st.dictionaries(
        st.sampled_from(AANBIEDERS), st.sampled_from([Overslagreden.UBO_ONBEKEND, Overslagreden.SANCTIELIJST])
    ),
)
def test_a_run_pays_what_plain_addition_says(
    regels: list[tuple[str, int, Overslagreden | None]],
    met_rekening: set[str],
    opgeschort: set[str],
    onbruikbaar: set[str],
    geblokkeerd: dict[str, Overslagreden],
) -> None:
    alle = [openstaand(n, *regel) for n, regel in enumerate(regels)]

    betalingen, overgeslagen = stel_samen(
        alle,
        rekeningen={agb: rekening(agb) for agb in met_rekening},
        opgeschort=opgeschort,
        geblokkeerd=geblokkeerd,
        onbruikbaar=onbruikbaar,
        nieuw_id=uuid.uuid4,
    )

    verwacht = {}
    for agb in AANBIEDERS:
        som = sum(cent for wie, cent, beletsel in regels if wie == agb and beletsel is None)
        if som > 0 and agb in met_rekening - opgeschort - onbruikbaar - geblokkeerd.keys():
            verwacht[agb] = som
    assert {een.agb_code: een.bedrag_cent for een in betalingen} == verwacht
    betaald = Counter(opdracht for een in betalingen for opdracht in een.opdrachten)
    assert all(aantal == 1 for aantal in betaald.values())
    redenen = {(een.agb_code, een.reden) for een in overgeslagen if een.agb_code in geblokkeerd}
    assert redenen == {(agb, geblokkeerd[agb]) for agb, *_ in regels if agb in geblokkeerd}
    assert len(betaald) + sum(een.aantal for een in overgeslagen) == len(alle)
    totaal = sum(een.bedrag_cent for een in betalingen) + sum(een.bedrag_cent for een in overgeslagen)
    assert totaal == sum(cent for _, cent, _ in regels)


def test_an_amount_that_no_bank_takes_at_once_stays_open() -> None:
    alle = [openstaand(1, AANBIEDERS[0], GROOTSTE_BETALING_CENT), openstaand(2, AANBIEDERS[0], 1)]

    betalingen, (een,) = stel_samen(
        alle,
        rekeningen={AANBIEDERS[0]: rekening(AANBIEDERS[0])},
        opgeschort=(),
        geblokkeerd={},
        onbruikbaar=(),
        nieuw_id=uuid.uuid4,
    )

    assert (betalingen, een.reden) == ((), Overslagreden.TE_GROOT)


OPEN, UIT, WEG = Betaalstatus.OPEN, Betaalstatus.UITGEVOERD, Betaalstatus.GEWEIGERD


@pytest.mark.parametrize(
    ("betalingen", "verwacht"),
    [
        ([OPEN, OPEN], Runstatus.VRIJGEGEVEN),
        ([OPEN, UIT], Runstatus.VRIJGEGEVEN),
        ([UIT, UIT], Runstatus.AFGEROND),
        ([UIT, WEG], Runstatus.DEELS_TERUGGEKOMEN),
        ([OPEN, WEG], Runstatus.DEELS_TERUGGEKOMEN),
        ([WEG, WEG], Runstatus.TERUGGEKOMEN),
    ],
)
def test_a_released_run_follows_its_payments(betalingen: list[Betaalstatus], verwacht: Runstatus) -> None:
    assert stand_van(Runstatus.VRIJGEGEVEN, betalingen) is verwacht
    assert stand_van(Runstatus.CONCEPT, betalingen) is Runstatus.CONCEPT


def vrijgave(run: int, regels: dict[int, list[int]]) -> Vrijgave:
    return Vrijgave(
        run_id=uuid.UUID(int=run),
        msg_id=uuid.UUID(int=run).hex,
        moment=MOMENT,
        sha256=f"{run}",
        bedrag_cent=len(regels),
        regels={uuid.UUID(int=regel).hex: tuple(f"s:{een}" for een in welke) for regel, welke in regels.items()},
    )


STAP = st.one_of(
    st.tuples(st.just("vrij"), st.integers(1, 6), st.sets(st.integers(1, 6), min_size=1, max_size=3)),
    st.tuples(st.just("weiger"), st.integers(1, 6), st.just(frozenset({0}))),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(STAP, max_size=14), st.data())
def test_whatever_happens_the_register_lets_a_payable_out_once_until_it_came_back(
    tmp_path_factory: pytest.TempPathFactory, stappen: list[tuple[str, int, set[int]]], data: st.DataObject
) -> None:
    map_ = tmp_path_factory.mktemp("register")
    uit: dict[int, set[int]] = {}
    terug: set[int] = set()
    for wat, nummer, welke in stappen:
        register = Bestandsregister(map_)
        if wat == "weiger":
            register.mark_geweigerd(uuid.UUID(int=nummer))
            terug.add(nummer)
            continue
        bezet = {een for run, eigen in uit.items() if run not in terug for een in eigen}
        if nummer in uit:
            assert register.release(vrijgave(nummer, {nummer: sorted(welke)})).regels == dict(
                vrijgave(nummer, {nummer: sorted(uit[nummer])}).regels
            )
        elif bezet & welke and nummer not in terug:
            with pytest.raises(DomainError, match="al betaald"):
                register.release(vrijgave(nummer, {nummer: sorted(welke)}))
        elif not bezet & welke:
            register.release(vrijgave(nummer, {nummer: sorted(welke)}))
            uit[nummer] = set(welke)
        if data.draw(st.booleans()):
            breek_laatste_regel_af(map_)
    betaald = {een for run, eigen in uit.items() if run not in terug for een in eigen}
    assert Bestandsregister(map_).list_betaald() == {f"s:{een}" for een in betaald}


def breek_laatste_regel_af(map_: Path) -> None:
    """What a crash in the middle of a write leaves behind."""
    with (map_ / "register.jsonl").open("ab") as file:
        file.write(b'{"soort": "vrijgave", "run": "00')


def test_a_line_that_was_removed_or_changed_stops_everything(tmp_path: Path) -> None:
    register = Bestandsregister(tmp_path)
    for run in (1, 2, 3):
        register.release(vrijgave(run, {run: [run]}))
    pad = tmp_path / "register.jsonl"
    regels = pad.read_text().splitlines(keepends=True)

    for knoeiwerk in (regels[0] + regels[2], regels[1] + regels[2], "".join(regels).replace("s:2", "s:9")):
        pad.write_text(knoeiwerk)
        with pytest.raises(DomainError, match="beschadigd"):
            register.list_betaald()


def test_the_register_gives_back_what_was_released(tmp_path: Path) -> None:
    register, een = Bestandsregister(tmp_path), vrijgave(1, {1: [1, 2], 2: [3]})

    register.release(een)

    assert register.find(een.run_id) == een
    assert register.find(uuid.UUID(int=9)) is None
    assert register.release(dataclasses.replace(een, sha256="anders")) == een
