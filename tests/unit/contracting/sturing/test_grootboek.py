"""The ledger against a plain second implementation, in every order of arrival and with repeats."""

import asyncio
import datetime as dt
import random
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import pytest
from chassis.events.wire import Envelope
from contracting.domain.sturing.grootboek import (
    Boekregel,
    Herkomst,
    Plek,
    Toewijzingverplichting,
    boek_toewijzing,
)
from contracting.domain.sturing.monitor import Geboekt, maak_monitor
from contracting.domain.sturing.prognose import open_deel, open_vanaf
from contracting.entrypoints.consumer import HANDLERS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from risb_kern.lists import Bereik

from tests.builders.contracting import Bericht, envelope, voorbeeld
from tests.fakes.contracting.uow import FakeUow

JAREN = (2025, 2026, 2027, 2028)
# A machine that is busy with other things makes no test fail.
RUSTIG = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMEN = [
    "ToewijzingVastgelegd.v1",
    "BetaalopdrachtGemaakt.v1",
    "BetalingVrijgegeven.v1",
    "BetalingGeweigerd.v1",
    "SubsidieVerleend.v1",
    "VerrekeningBerekend.v1",
]
# Where the plain implementation keeps obliged, payable, released and refused.
Vier = tuple[int, int, int, int]
TIJDEN = [dt.datetime(2026, 1, 2, 9, minuut, tzinfo=dt.UTC) for minuut in range(3)]
gemeenten = st.sampled_from(["0307", "0342"])
lijnen = st.sampled_from(["2.1.2", "2.1.3"])
bedragen = st.integers(0, 10**9)
dagen = st.dates(dt.date(2025, 1, 1), dt.date(2028, 12, 31))


@st.composite
def berichten(draw: st.DrawFn) -> list[Bericht]:
    """A history: few numbers, so that many states compete; equal moments happen."""
    aantal = draw(st.integers(0, 12))
    return [draw(bericht(uuid.UUID(int=nummer + 1))) for nummer in range(aantal)]


@st.composite
def bericht(draw: st.DrawFn, kenmerk: uuid.UUID) -> Bericht:
    naam = draw(st.sampled_from(NAMEN))
    moment = draw(st.sampled_from(TIJDEN))
    herkomst = Envelope(id=kenmerk, source="urn:proef", type="proef", time=moment, trace_id=None)
    return Bericht(naam=naam, data=voorbeeld(naam, **draw(velden(naam, kenmerk))), envelope=herkomst)


@st.composite
def velden(draw: st.DrawFn, naam: str, kenmerk: uuid.UUID) -> dict[str, Any]:
    if naam == "ToewijzingVastgelegd.v1":
        return {
            "gemeente": draw(gemeenten),
            "toewijzing_nummer": draw(st.integers(1, 2)),
            "programmalijn": draw(st.none() | lijnen),
            "ingangsdatum": draw(dagen),
            "einddatum": draw(st.none() | dagen),
            "verplichting_cent": draw(bedragen),
            "verwijderd": draw(st.booleans()),
            "toegewezen_op": draw(st.sampled_from(TIJDEN)),
        }
    if naam.startswith("Betaling"):
        centen = draw(st.lists(st.integers(-(10**6), 10**9), max_size=3))
        delen = [
            {"programmalijn": draw(lijnen), "jaar": draw(st.sampled_from(JAREN)), "bedrag_cent": one} for one in centen
        ]
        som = sum(centen)
        return {"betaling_id": str(kenmerk), "gemeente": draw(gemeenten), "bedrag_cent": som, "regels": delen}
    plek = {"gemeente": draw(gemeenten), "programmalijn": draw(lijnen), "jaar": draw(st.sampled_from(JAREN))}
    if naam == "BetaalopdrachtGemaakt.v1":
        bedrag = draw(st.integers(-(10**6), 10**9))
        return {**plek, "betaalopdracht_id": str(kenmerk), "bedrag_cent": bedrag}
    besluit = draw(st.sampled_from([dt.date(2026, 1, 1), dt.date(2026, 2, 1)]))
    if naam == "VerrekeningBerekend.v1":
        naar, bedrag = draw(st.none() | gemeenten), draw(st.integers(-(10**6), 10**6))
        return {**plek, "verrekening_id": str(kenmerk), "naar_gemeente": naar, "bedrag_cent": bedrag}
    aanvraag = str(uuid.UUID(int=draw(st.integers(1, 2))))
    return {**plek, "aanvraag_id": aanvraag, "verleend_cent": draw(bedragen), "besluitdatum": besluit}


def verwerk(geschiedenis: Sequence[Bericht]) -> dict[int, dict[Plek, Vier]]:
    async def alles() -> dict[int, dict[Plek, Vier]]:
        uow = FakeUow()
        for one in geschiedenis:
            await HANDLERS[one.naam](uow, one.data, one.envelope)
        bereik = Bereik(alles=True)
        return {
            jaar: {plek: vier(one) for plek, one in (await uow.monitorvragen.sum_geboekt(jaar, bereik)).items()}
            for jaar in JAREN
        }

    return asyncio.run(alles())


def vier(one: Geboekt) -> Vier:
    return (one.verplicht_cent, one.betaalbaar_cent, one.vrijgegeven_cent, one.geweigerd_cent)


def naief(geschiedenis: Iterable[Bericht]) -> dict[int, dict[Plek, Vier]]:
    """The same in the plainest way: the winner per thing, then cents day by day."""
    per_ding: dict[tuple[Any, ...], list[Bericht]] = defaultdict(list)
    for one in geschiedenis:
        per_ding[_ding(one)].append(one)
    boek: dict[int, dict[Plek, list[int]]] = {jaar: defaultdict(lambda: [0] * 4) for jaar in JAREN}
    for ding in per_ding.values():
        winnaar = max(ding, key=_voorrang)
        data = winnaar.data
        if winnaar.naam == "ToewijzingVastgelegd.v1":
            plek = (data["gemeente"], data["programmalijn"] or "onbekend")
            for jaar, cent in _per_jaar(data).items():
                boek[jaar][plek][0] += cent
        elif winnaar.naam == "BetaalopdrachtGemaakt.v1":
            boek[data["jaar"]][data["gemeente"], data["programmalijn"]][1] += data["bedrag_cent"]
        elif winnaar.naam == "VerrekeningBerekend.v1":
            if data["naar_gemeente"]:
                boek[data["jaar"]][data["gemeente"], data["programmalijn"]][1] -= data["bedrag_cent"]
                boek[data["jaar"]][data["naar_gemeente"], data["programmalijn"]][1] += data["bedrag_cent"]
        elif winnaar.naam.startswith("Betaling"):
            kant = 3 if "Geweigerd" in winnaar.naam else 2
            for deel in data["regels"]:
                boek[deel["jaar"]][data["gemeente"], deel["programmalijn"]][kant] += deel["bedrag_cent"]
        else:
            boek[data["jaar"]][data["gemeente"], data["programmalijn"]][0] += data["verleend_cent"]
    return {
        jaar: {plek: (vier[0], vier[1], vier[2], vier[3]) for plek, vier in plekken.items() if any(vier)}
        for jaar, plekken in boek.items()
    }


def _ding(one: Bericht) -> tuple[Any, ...]:
    if one.naam == "ToewijzingVastgelegd.v1":
        return (one.naam, one.data["gemeente"], one.data["wet"], one.data["toewijzing_nummer"])
    return (one.naam, *(one.data.get(f"{wat}_id") for wat in ("aanvraag", "betaalopdracht", "betaling", "verrekening")))


def _voorrang(one: Bericht) -> tuple[Any, ...]:
    data = one.data
    if one.naam == "ToewijzingVastgelegd.v1":
        bedrag = 0 if data["verwijderd"] else data["verplichting_cent"]
        return (data["toegewezen_op"], one.envelope.time, data["verwijderd"], bedrag, str(one.envelope.id))
    return (data.get("besluitdatum"), one.envelope.time, data.get("verleend_cent"), str(one.envelope.id))


def _per_jaar(data: Any) -> dict[int, int]:
    bedrag = 0 if data["verwijderd"] else data["verplichting_cent"]
    einde = max(data["einddatum"] or data["ingangsdatum"], data["ingangsdatum"])
    dagen_in: dict[int, int] = defaultdict(int)
    dag = data["ingangsdatum"]
    while dag <= einde:
        dagen_in[dag.year] += 1
        dag += dt.timedelta(days=1)
    exact = {jaar: Fraction(bedrag * aantal, sum(dagen_in.values())) for jaar, aantal in dagen_in.items()}
    delen = {jaar: int(one) for jaar, one in exact.items()}
    rest = sorted(exact, key=lambda jaar: (delen[jaar] - exact[jaar], jaar))
    for jaar in rest[: bedrag - sum(delen.values())]:
        delen[jaar] += 1
    return delen


@RUSTIG
@given(berichten(), st.randoms(use_true_random=False))
def test_every_order_with_repeats_gives_the_ledger_of_the_plain_implementation(
    geschiedenis: list[Bericht], toeval: random.Random
) -> None:
    verwacht = naief(geschiedenis)
    door_elkaar = geschiedenis * 2
    toeval.shuffle(door_elkaar)
    gezien = {
        jaar: {plek: sommen for plek, sommen in plekken.items() if any(sommen)}
        for jaar, plekken in verwerk(door_elkaar).items()
    }
    assert gezien == verwacht


plekken = st.tuples(gemeenten, lijnen)
centen = st.integers(-(10**6), 10**9)
stand_van_een_plek = st.builds(
    Geboekt, verplicht_cent=bedragen, betaalbaar_cent=centen, vrijgegeven_cent=centen, geweigerd_cent=centen
)


@RUSTIG
@given(
    st.dictionaries(plekken, bedragen, max_size=4),
    st.dictionaries(plekken, stand_van_een_plek, max_size=4),
    bedragen,
)
def test_the_total_is_the_exact_sum_of_the_lines(
    budgetten: dict[Plek, int], geboekt: dict[Plek, Geboekt], open_cent: int
) -> None:
    stand = maak_monitor(2026, budgetten, geboekt, dict.fromkeys(geboekt, open_cent))
    assert stand.totaal.open_cent == open_cent * len(geboekt)
    assert stand.totaal.prognose_cent == stand.totaal.betaalbaar_cent + stand.totaal.open_cent
    assert stand.totaal.betaalbaar_cent == stand.totaal.betaald_cent + stand.totaal.te_betalen_cent
    assert [(one.gemeente, one.programmalijn) for one in stand.regels] == sorted(set(budgetten) | set(geboekt))
    assert stand.totaal.budget_cent == sum(budgetten.values())
    assert stand.totaal.verplicht_cent == sum(one.verplicht_cent for one in geboekt.values())
    assert stand.totaal.betaalbaar_cent == sum(one.betaalbaar_cent for one in geboekt.values())
    assert stand.totaal.betaald_cent == sum(one.vrijgegeven_cent - one.geweigerd_cent for one in geboekt.values())
    assert stand.totaal.ruimte_cent == sum(one.bedragen.ruimte_cent for one in stand.regels)
    for one in stand.regels:
        uitgegeven = max(one.bedragen.verplicht_cent, one.bedragen.betaalbaar_cent)
        assert one.bedragen.ruimte_cent + uitgegeven == one.bedragen.budget_cent


@RUSTIG
@given(bedragen, dagen, st.integers(0, 300), dagen)
def test_the_open_part_is_that_of_the_days_that_are_left(
    bedrag: int, van: dt.date, lengte: int, vanaf: dt.date
) -> None:
    tot = min(van + dt.timedelta(days=lengte), dt.date(van.year, 12, 31))
    regel = Boekregel(gemeente="0307", programmalijn="2.1.3", jaar=van.year, verplicht_cent=bedrag, van=van, tot=tot)
    alle = [van + dt.timedelta(days=i) for i in range((tot - van).days + 1)]
    exact = Fraction(bedrag * sum(dag >= vanaf for dag in alle), len(alle))
    assert open_deel(regel, vanaf) == int(exact + Fraction(1, 2))


@pytest.mark.parametrize(("vandaag", "verwacht"), [("2026-03-31", "2026-02-01"), ("2026-01-01", "2025-12-01")])
def test_care_may_be_open_from_the_previous_month_on(vandaag: str, verwacht: str) -> None:
    assert open_vanaf(dt.date.fromisoformat(vandaag)) == dt.date.fromisoformat(verwacht)


def test_an_open_end_lies_on_its_first_year() -> None:
    stand = Toewijzingverplichting(
        gemeente="0307",
        wet="wmo",
        nummer=1,
        programmalijn="2.1.3",
        ingangsdatum=dt.date(2026, 12, 1),
        einddatum=None,
        verplichting_cent=3100,
        verwijderd=False,
        toegewezen_op=TIJDEN[0],
    )
    (regel,) = boek_toewijzing(stand, Herkomst(tijd=TIJDEN[0], id=uuid.UUID(int=1))).regels
    assert (regel.van, regel.tot, open_deel(regel, dt.date(2026, 12, 31))) == (
        dt.date(2026, 12, 1),
        dt.date(2026, 12, 31),
        100,
    )


def toewijzing(nummer: int = 1, **changes: Any) -> Bericht:
    naam = "ToewijzingVastgelegd.v1"
    return Bericht(naam=naam, data=voorbeeld(naam, **changes), envelope=envelope(nummer))


@pytest.mark.parametrize("omgekeerd", [False, True])
def test_the_newest_state_of_an_assignment_replaces_the_earlier(omgekeerd: bool) -> None:
    oud = toewijzing(1, verplichting_cent=500_00)
    nieuw = toewijzing(2, verplichting_cent=300_00, toegewezen_op=dt.datetime(2026, 2, 1, tzinfo=dt.UTC))
    geschiedenis = [nieuw, oud] if omgekeerd else [oud, nieuw]
    assert verwerk(geschiedenis)[2026] == {("0307", "2.1.3"): (300_00, 0, 0, 0)}


def test_a_removed_assignment_leaves_no_obligation() -> None:
    assert verwerk([toewijzing(1), toewijzing(2, verwijderd=True)])[2026] == {}


def test_an_assignment_over_two_years_is_divided_by_days() -> None:
    over_de_jaarwisseling = toewijzing(
        ingangsdatum=dt.date(2026, 12, 31), einddatum=dt.date(2027, 1, 2), verplichting_cent=100
    )
    stand = verwerk([over_de_jaarwisseling])
    assert (stand[2026], stand[2027]) == ({("0307", "2.1.3"): (33, 0, 0, 0)}, {("0307", "2.1.3"): (67, 0, 0, 0)})


def test_an_assignment_without_programmalijn_is_shown_as_unknown() -> None:
    assert verwerk([toewijzing(programmalijn=None)])[2026] == {("0307", "onbekend"): (312_000, 0, 0, 0)}
