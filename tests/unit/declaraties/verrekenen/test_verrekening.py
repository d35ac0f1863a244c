"""Settlement against a plain recomputation, in every order of facts and with looks in between."""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import pytest
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.kolommen import Contracttarief
from declaraties.domain.verrekenen.verrekening import (
    Einde,
    Feiten,
    Goedgekeurd,
    Postsleutel,
    Verrekenpost,
    Verrekenreden,
    Verrekenstand,
    Versie,
    bedrag_nu,
    einde_van,
    gewenst,
    mutaties,
)
from declaraties.domain.verrekenen.woonplaats import Woonplaatskeuze, dagen_per_gemeente
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

DAG = dt.date.fromisoformat
# A machine that is busy with other things makes no test fail.
RUSTIG = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
JAN, DEC = DAG("2026-01-01"), DAG("2026-12-31")
KLANT = b"k" * 16


def regel(**anders: Any) -> Goedgekeurd:
    """10 hours at 50.00 in April, approved for 500.00."""
    gewoon: dict[str, Any] = {
        "bestand_nummer": 1,
        "regel": 0,
        "gemeente": "0307",
        "client": KLANT,
        "toewijzing": 101,
        "code": "45A01",
        "eenheid": "04",
        "begin": DAG("2026-04-01"),
        "eind": DAG("2026-04-30"),
        "volume": 10,
        "bedrag": 50_000,
        "gecrediteerd": False,
    }
    return Goedgekeurd(**(gewoon | anders))


def prijs(tarief: int, eenheid: str = "04", van: dt.date = JAN, tot: dt.date | None = None) -> Contracttarief:
    return Contracttarief(
        wet=Wet.JW,
        gemeente="0307",
        aanbieder="65656055",
        productcode="45A01",
        eenheid=eenheid,
        geldig_van=van,
        geldig_tot=tot,
        tarief=tarief,
    )


def feiten(*prijzen: Contracttarief, **anders: Any) -> Feiten:
    return Feiten(**({"prijzen": {("0307", "45A01"): prijzen}, "eindes": {}, "woonplaatsen": {}} | anders))


def einde(laatste: str, bekend: str) -> dict[str, Any]:
    return {"eindes": {("0307", 101): Einde(laatste_dag=DAG(laatste), bekend_sinds=DAG(bekend))}}


def woont(*keuzes: tuple[str, str]) -> dict[str, Any]:
    rijen = [Woonplaatskeuze(volgnummer=n, vanaf=DAG(van), gemeente=g) for n, (van, g) in enumerate(keuzes)]
    return {"woonplaatsen": {KLANT: rijen}}


def standen(een: Goedgekeurd, alles: Feiten) -> dict[tuple[Verrekenpost, str], tuple[int, Verrekenreden]]:
    return {(s.post, s.naar_gemeente): (stand.cent, stand.reden) for s, stand in gewenst(een, alles).items()}


@pytest.mark.parametrize(
    ("een", "prijzen", "verwacht"),
    [
        (regel(), [prijs(5000)], 50_000),
        (regel(), [prijs(5001)], 50_010),
        (regel(), [prijs(5001, van=DAG("2026-04-02"))], None),
        (regel(), [prijs(5001, tot=DAG("2026-03-31"))], None),
        (regel(), [prijs(5001, tot=DAG("2026-04-01"))], 50_010),
        (regel(eenheid="01", volume=87), [prijs(1250)], 1813),
        (regel(eenheid="01", volume=1), [prijs(89)], 1),
        (regel(eenheid="01", volume=1), [prijs(90)], 2),
        (regel(eenheid="01", volume=87), [prijs(1250), prijs(22, "01")], 87 * 22),
        (regel(eenheid="83"), [prijs(5000, "83")], 50_000),
        (regel(eenheid="14"), [prijs(5000)], None),
    ],
)
def test_the_amount_follows_the_rounding_rules(
    een: Goedgekeurd, prijzen: list[Contracttarief], verwacht: int | None
) -> None:
    assert bedrag_nu(een, prijzen) == verwacht


def test_without_a_change_nothing_is_settled() -> None:
    assert gewenst(regel(), feiten(prijs(5000))) == {}


def test_a_product_that_lost_its_price_stays_lawful() -> None:
    assert gewenst(regel(), feiten()) == {}


def test_no_interest_is_counted() -> None:
    assert standen(regel(), feiten(prijs(5001))) == {(Verrekenpost.PRIJS, ""): (10, Verrekenreden.TARIEF_GEWIJZIGD)}


def test_a_credited_line_needs_nothing() -> None:
    alles = feiten(prijs(6000), **einde("2026-04-10", "2026-04-01"), **woont(("2026-01-01", "0342")))
    assert gewenst(regel(gecrediteerd=True), alles) == {}


MERK = (0, Verrekenreden.BUITEN_TOEWIJZING_NA_BESLUIT)


@pytest.mark.parametrize(
    ("laatste", "bekend", "terug", "verwacht"),
    [
        ("2026-04-30", "2026-03-01", True, None),
        ("2026-04-15", "2026-03-01", True, MERK),  # began before the end: in good faith
        ("2026-03-31", "2026-04-01", True, MERK),  # began on the day of the notice
        ("2026-03-31", "2026-03-31", True, (-50_000, Verrekenreden.NA_KENNISGEVING)),
        ("2026-03-31", "2026-03-31", False, MERK),
    ],
)
def test_an_end_that_moved_back(laatste: str, bekend: str, terug: bool, verwacht: Any) -> None:
    gemeenten = frozenset({"0307"} if terug else {"0342"})
    alles = feiten(prijs(5000), **einde(laatste, bekend), terugvorderen=gemeenten)
    assert standen(regel(), alles).get((Verrekenpost.EINDE, "")) == verwacht


def test_recovery_takes_back_the_amount_as_it_was_settled() -> None:
    alles = feiten(prijs(5100), **einde("2026-03-31", "2026-03-01"), terugvorderen=frozenset({"0307"}))
    assert sum(stand.cent for stand in gewenst(regel(), alles).values()) == -50_000


def test_gemeenten_share_a_line_by_days() -> None:
    alles = feiten(prijs(5000), **woont(("2026-04-16", "0342")))
    assert standen(regel(), alles) == {(Verrekenpost.WOONPLAATS, "0342"): (25_000, Verrekenreden.ANDERE_GEMEENTE)}


def test_three_gemeenten_owe_the_whole_to_the_cent() -> None:
    alles = feiten(**woont(("2026-04-01", "0308"), ("2026-04-11", "0313"), ("2026-04-21", "0327")))
    delen = standen(regel(bedrag=100), alles)
    assert [cent for cent, _ in delen.values()] == [33, 34, 33]


def test_the_share_counts_what_was_settled_on_the_price() -> None:
    alles = feiten(prijs(5100), **woont(("2026-01-01", "0342")))
    assert standen(regel(), alles)[Verrekenpost.WOONPLAATS, "0342"][0] == 51_000


def test_of_one_day_the_last_choice_counts() -> None:
    keuzes = [
        Woonplaatskeuze(volgnummer=2, vanaf=JAN, gemeente="0342"),
        Woonplaatskeuze(volgnummer=1, vanaf=JAN, gemeente="0308"),
    ]
    assert dagen_per_gemeente(keuzes, JAN, DEC, eigen="0307") == [("0342", 365)]


dagen = st.dates(DAG("2026-02-01"), DAG("2026-06-30"))
gemeenten = st.sampled_from(["0307", "0308", "0342"])


@RUSTIG
@given(st.lists(st.tuples(dagen, gemeenten), max_size=4), dagen, st.integers(1, 40), st.integers(-(10**6), 10**6))
def test_the_shares_are_what_a_day_book_says(
    keuzes: list[tuple[dt.date, str]], begin: dt.date, n: int, cent: int
) -> None:
    """Every day is written down apart; each share is within a cent of exact, and together they are the whole."""
    alles = feiten(
        woonplaatsen={
            KLANT: [Woonplaatskeuze(volgnummer=i, vanaf=van, gemeente=g) for i, (van, g) in enumerate(keuzes)]
        }
    )
    een = regel(begin=begin, eind=begin + dt.timedelta(days=n - 1), bedrag=cent)
    per_dag: dict[str, int] = defaultdict(int)
    for dag in (begin + dt.timedelta(days=i) for i in range(n)):
        eerder = [(van, i, g) for i, (van, g) in enumerate(keuzes) if van <= dag]
        per_dag[max(eerder)[2] if eerder else "0307"] += 1
    delen = {sleutel.naar_gemeente: stand.cent for sleutel, stand in gewenst(een, alles).items()}
    assert set(delen) <= set(per_dag) - {"0307"}
    for gemeente, aantal in per_dag.items():
        if gemeente != "0307":
            # a stretch is cut at two ends, each rounded by at most half a cent
            stukken = len(keuzes) + 1
            assert abs(delen.get(gemeente, 0) - Fraction(cent * aantal, n)) <= stukken
    if "0307" not in per_dag:
        assert sum(delen.values()) == cent


@dataclass
class Wereld:
    """Everything that can be known, in the form in which the events bring it."""

    prijzen: dict[int, tuple[dt.date, int]] = field(default_factory=dict)
    versies: dict[tuple[dt.date, int], Versie] = field(default_factory=dict)
    keuzes: dict[int, Woonplaatskeuze] = field(default_factory=dict)
    credits: set[int] = field(default_factory=set)

    def feiten(self) -> Feiten:
        geldig = max(
            ((versie, tarief) for versie, (van, tarief) in self.prijzen.items() if van <= DAG("2026-04-01")),
            default=None,
        )
        slot = einde_van(self.versies.values())
        return Feiten(
            prijzen={("0307", "45A01"): [prijs(geldig[1])] if geldig else []},
            eindes={("0307", 101): slot} if slot else {},
            woonplaatsen={KLANT: list(self.keuzes.values())},
            terugvorderen=frozenset({"0307"}),
        )


@st.composite
def gebeurtenissen(draw: st.DrawFn) -> list[tuple[str, Any]]:
    """Facts with an identity of their own, so that a repeat is the same fact."""
    feit = st.one_of(
        st.tuples(st.just("prijs"), st.tuples(st.integers(2, 6), st.sampled_from([JAN, DAG("2026-05-01")]), st.integers(4900, 5100))),
        st.tuples(st.just("versie"), st.tuples(st.integers(1, 9), st.sampled_from([None, "2026-03-31", "2026-04-15", "2026-12-31"]), st.sampled_from(["2026-03-01", "2026-05-01"]))),
        st.tuples(st.just("woonplaats"), st.tuples(st.integers(1, 5), st.sampled_from(["2026-04-11", "2026-04-21", "2026-01-01"]), gemeenten)),
        st.tuples(st.just("credit"), st.integers(0, 2)),
    )  # fmt: skip
    gekozen: dict[Any, tuple[str, Any]] = {}
    for soort, inhoud in draw(st.lists(feit, max_size=8)):
        gekozen[soort, inhoud[0] if isinstance(inhoud, tuple) else inhoud] = (soort, inhoud)
    return list(gekozen.values())


def leer(wereld: Wereld, soort: str, inhoud: Any) -> None:
    if soort == "prijs":
        wereld.prijzen[inhoud[0]] = inhoud[1:]
    elif soort == "versie":
        moment = (DAG("2026-01-01"), inhoud[0])
        laatste = DAG(inhoud[1]) if inhoud[1] else None
        wereld.versies[moment] = Versie(moment=moment, laatste_dag=laatste, bekend_sinds=DAG(inhoud[2]))
    elif soort == "woonplaats":
        wereld.keuzes[inhoud[0]] = Woonplaatskeuze(volgnummer=inhoud[0], vanaf=DAG(inhoud[1]), gemeente=inhoud[2])
    else:
        wereld.credits.add(inhoud)


def orakel(een: Goedgekeurd, wereld: Wereld) -> dict[tuple[str, str], int]:
    """The same in the plainest way, from the facts alone: what the aanbieder and each other gemeente must end with."""
    if een.regel in wereld.credits:
        return {}
    geldig = [(versie, tarief) for versie, (van, tarief) in wereld.prijzen.items() if van <= een.begin]
    uit: dict[tuple[str, str], int] = {}
    verschil = een.volume * max(geldig)[1] - een.bedrag if geldig else 0
    uit["aanbieder", ""] = verschil
    rij = sorted(wereld.versies.values(), key=lambda versie: versie.moment)
    laatste = rij[-1].laatste_dag if rij else None
    if laatste is not None:
        staart: list[Versie] = []
        while rij and (rij[-1].laatste_dag or dt.date.max) <= laatste:
            staart.append(rij.pop())
        verteld = min(versie.bekend_sinds for versie in staart)
        if een.eind > laatste and een.begin > laatste and een.begin > verteld:
            uit["aanbieder", ""] = -een.bedrag
    rest = een.bedrag + uit["aanbieder", ""]
    dagboek = []
    for nummer in range((een.eind - een.begin).days + 1):
        dag = een.begin + dt.timedelta(days=nummer)
        eerder = [
            (keuze.vanaf, keuze.volgnummer, keuze.gemeente) for keuze in wereld.keuzes.values() if keuze.vanaf <= dag
        ]
        dagboek.append(max(eerder)[2] if eerder else een.gemeente)
    tot = 0
    for nummer, gemeente in enumerate(dagboek, start=1):
        stuk_klaar = nummer == len(dagboek) or dagboek[nummer] != gemeente
        if stuk_klaar:
            nieuw = int(Fraction(rest * nummer, len(dagboek)) + Fraction(1, 2))
            uit["gemeente", gemeente] = uit.get(("gemeente", gemeente), 0) + nieuw - tot
            tot = nieuw
    uit.pop(("gemeente", een.gemeente), None)
    return uit


@RUSTIG
@given(gebeurtenissen(), st.randoms(use_true_random=False))
def test_what_was_settled_in_all_is_what_the_facts_ask_for(
    feitenlijst: list[tuple[str, Any]], toeval: random.Random
) -> None:
    """Any order, repeats, and a look after any fact: the sum of all settlements is that of one look at the end."""
    regels = [regel(regel=nummer, volume=10 + nummer, bedrag=(10 + nummer) * 5000) for nummer in range(3)]
    wereld, bekend = Wereld(), {een.regel: dict[Postsleutel, tuple[int, Verrekenstand]]() for een in regels}
    geboekt: dict[int, dict[tuple[str, str], int]] = {een.regel: defaultdict(int) for een in regels}
    rij = feitenlijst * 2
    toeval.shuffle(rij)
    for soort, inhoud in [*rij, ("credit", 99)]:
        leer(wereld, soort, inhoud)
        if toeval.random() < 0.6 or inhoud == 99:
            for een in regels:
                kijk(een, wereld, bekend[een.regel], geboekt[een.regel])
    for een in regels:
        gezien = {plek: cent for plek, cent in geboekt[een.regel].items() if cent}
        assert gezien == {plek: cent for plek, cent in orakel(een, wereld).items() if cent}
        assert mutaties(als(een, wereld), wereld.feiten(), bekend[een.regel]) == []


def als(een: Goedgekeurd, wereld: Wereld) -> Goedgekeurd:
    return replace(een, gecrediteerd=een.regel in wereld.credits)


def kijk(
    een: Goedgekeurd,
    wereld: Wereld,
    bekend: dict[Postsleutel, tuple[int, Verrekenstand]],
    geboekt: dict[tuple[str, str], int],
) -> None:
    for stap in mutaties(als(een, wereld), wereld.feiten(), bekend):
        vorige = bekend.get(stap.sleutel, (0, Verrekenstand(cent=0, reden=Verrekenreden.GECREDITEERD)))
        assert stap.versie == vorige[0] + 1
        assert stap.daarna.cent == vorige[1].cent + stap.cent
        bekend[stap.sleutel] = (stap.versie, stap.daarna)
        wie = "gemeente" if stap.sleutel.post is Verrekenpost.WOONPLAATS else "aanbieder"
        geboekt[wie, stap.sleutel.naar_gemeente] += stap.cent


def versies(*rijen: tuple[int, str | None, str]) -> Iterable[Versie]:
    for moment, laatste, bekend in rijen:
        yield Versie(moment=(JAN, moment), laatste_dag=DAG(laatste) if laatste else None, bekend_sinds=DAG(bekend))


@pytest.mark.parametrize(
    ("rijen", "verwacht"),
    [
        ([], None),
        ([(1, None, "2026-01-05")], None),
        ([(1, "2026-06-30", "2026-01-05")], ("2026-06-30", "2026-01-05")),
        ([(1, "2026-12-31", "2026-01-05"), (2, "2026-06-30", "2026-05-01")], ("2026-06-30", "2026-05-01")),
        # told twice: since the first time
        ([(2, "2026-06-30", "2026-05-01"), (3, "2026-06-30", "2026-07-01")], ("2026-06-30", "2026-05-01")),
        # a longer one in between could be relied on
        (
            [(1, "2026-06-30", "2026-02-01"), (2, "2026-12-31", "2026-03-01"), (3, "2026-06-30", "2026-08-01")],
            ("2026-06-30", "2026-08-01"),
        ),
        ([(3, None, "2026-08-01"), (2, "2026-06-30", "2026-05-01")], None),
    ],
)  # fmt: skip
def test_since_when_an_end_was_known(rijen: list[Any], verwacht: tuple[str, str] | None) -> None:
    slot = Einde(laatste_dag=DAG(verwacht[0]), bekend_sinds=DAG(verwacht[1])) if verwacht else None
    assert einde_van(versies(*rijen)) == einde_van(versies(*rijen[::-1])) == slot
