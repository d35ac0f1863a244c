"""The judge is judged first: every planted fault is found, and nothing is found where nothing is wrong."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .feiten import Balance, Delivery, Fact, Finding, Operation, Outcome, View, judge, judge_money, once

KEYS = ("overeenkomst-1", "overeenkomst-2", "overeenkomst-3")


@dataclass
class Run:
    """A whole run as the checker sees it: history, the acknowledging database, the topic, a projection, the money."""

    history: list[Operation]
    database: list[Fact]
    topic: list[Delivery]
    projection: list[Fact]
    money: list[Balance]

    def judged(self) -> list[Finding]:
        topic, findings = once("topic", self.topic)
        views = (topic, View(name="projectie", facts=self.projection, ordered=False))
        return [
            *findings,
            *judge(self.history, View(name="database", facts=self.database), *views),
            *judge_money(self.money),
        ]


def a_good_run(seed: int = 1, size: int = 40) -> Run:
    """Three keys interleaved, some writes refused or of unknown outcome, some records delivered again."""
    rng = random.Random(seed)
    history, stored = [], []
    for number in range(size):
        fact = Fact(key=KEYS[number % 3], name=str(number), content=f"{rng.randrange(10**6)} cent")
        outcome = (Outcome.BEVESTIGD, Outcome.BEVESTIGD, Outcome.GEWEIGERD, Outcome.ONBEKEND, Outcome.ONBEKEND)[
            number % 5
        ]
        history.append(Operation(fact=fact, outcome=outcome))
        if outcome is Outcome.BEVESTIGD or number % 5 == 3:
            stored.append(fact)
    topic = [Delivery(id=f"id-{fact.name}", fact=fact) for fact in stored]
    for start in rng.sample(range(len(topic) - 4), 3):
        topic[start + 4 : start + 4] = topic[start : start + 4]
    projection = rng.sample(stored, len(stored))
    money = [Balance(key=key, submitted=900, granted=700, refused=200, payable=700) for key in KEYS]
    return Run(history, stored, topic, projection, money)


def _neighbours_of_one_key(facts: list[Fact], rng: random.Random) -> tuple[int, int]:
    chosen = rng.choice(KEYS)
    places = [place for place, fact in enumerate(facts) if fact.key == chosen]
    first = rng.randrange(len(places) - 1)
    return places[first], places[first + 1]


def drop_from_database(run: Run, rng: random.Random) -> None:
    certain = {one.fact.name for one in run.history if one.outcome is Outcome.BEVESTIGD}
    run.database.remove(rng.choice([fact for fact in run.database if fact.name in certain]))


def drop_everywhere(run: Run, rng: random.Random) -> None:
    lost = rng.choice([one.fact for one in run.history if one.outcome is Outcome.BEVESTIGD])
    run.database.remove(lost)
    run.projection.remove(lost)
    run.topic = [one for one in run.topic if one.fact != lost]


def drop_from_topic(run: Run, rng: random.Random) -> None:
    lost = rng.choice(run.topic).id
    run.topic = [one for one in run.topic if one.id != lost]


def drop_unknown_from_topic(run: Run, rng: random.Random) -> None:
    unsure = {one.fact.name for one in run.history if one.outcome is Outcome.ONBEKEND}
    lost = rng.choice([one.id for one in run.topic if one.fact.name in unsure])
    run.topic = [one for one in run.topic if one.id != lost]


def drop_the_last_of_the_topic(run: Run, _: random.Random) -> None:
    lost = run.topic[-1].id
    run.topic = [one for one in run.topic if one.id != lost]


def drop_from_projection(run: Run, rng: random.Random) -> None:
    run.projection.pop(rng.randrange(len(run.projection)))


def double_in_database(run: Run, rng: random.Random) -> None:
    run.database.append(rng.choice(run.database))


def double_with_a_new_id(run: Run, rng: random.Random) -> None:
    run.topic.append(Delivery(id="id-nieuw", fact=rng.choice(run.topic).fact))


def double_in_projection(run: Run, rng: random.Random) -> None:
    run.projection.append(rng.choice(run.projection))


def swap_in_database(run: Run, rng: random.Random) -> None:
    a, b = _neighbours_of_one_key(run.database, rng)
    run.database[a], run.database[b] = run.database[b], run.database[a]


def swap_in_topic(run: Run, rng: random.Random) -> None:
    view, _ = once("topic", run.topic)
    a, b = _neighbours_of_one_key(list(view.facts), rng)
    first, second = view.facts[a], view.facts[b]
    exchange = {first.name: second, second.name: first}
    run.topic = [
        Delivery(id=f"id-{fact.name}", fact=fact)
        for fact in (exchange.get(one.fact.name, one.fact) for one in run.topic)
    ]


def last_becomes_first(run: Run, rng: random.Random) -> None:
    chosen = rng.choice(KEYS)
    last = [one for one in run.topic if one.fact.key == chosen][-1]
    run.topic = [last, *(one for one in run.topic if one.id != last.id)]


def change_in_database(run: Run, rng: random.Random) -> None:
    place = rng.randrange(len(run.database))
    run.database[place] = replace(run.database[place], content="1 cent")


def change_in_topic(run: Run, rng: random.Random) -> None:
    chosen = rng.choice(run.topic).id
    run.topic = [
        replace(one, fact=replace(one.fact, content="1 cent")) if one.id == chosen else one for one in run.topic
    ]


def change_in_projection(run: Run, rng: random.Random) -> None:
    place = rng.randrange(len(run.projection))
    run.projection[place] = replace(run.projection[place], content="1 cent")


def same_id_says_something_else(run: Run, rng: random.Random) -> None:
    chosen = rng.choice(run.topic)
    run.topic.append(replace(chosen, fact=replace(chosen.fact, content="1 cent")))


def move_to_another_key(run: Run, rng: random.Random) -> None:
    chosen = rng.choice(run.topic)
    other = KEYS[(KEYS.index(chosen.fact.key) + 1) % 3]
    run.topic = [replace(one, fact=replace(one.fact, key=other)) if one.id == chosen.id else one for one in run.topic]


def invent_in_database(run: Run, _: random.Random) -> None:
    run.database.append(Fact(key=KEYS[0], name="nooit-gestuurd", content="5 cent"))


def invent_in_topic(run: Run, _: random.Random) -> None:
    run.topic.append(Delivery(id="id-x", fact=Fact(key=KEYS[0], name="nooit-gestuurd", content="5 cent")))


def refused_is_stored(run: Run, rng: random.Random) -> None:
    refused = rng.choice([one.fact for one in run.history if one.outcome is Outcome.GEWEIGERD])
    run.database.append(refused)
    run.topic.append(Delivery(id=f"id-{refused.name}", fact=refused))
    run.projection.append(refused)


def swap_amounts(run: Run, rng: random.Random) -> None:
    a, b = rng.sample(range(len(run.projection)), 2)
    first, second = run.projection[a], run.projection[b]
    run.projection[a] = replace(first, content=second.content)
    run.projection[b] = replace(second, content=first.content)


def a_cent_too_little_is_refused(run: Run, rng: random.Random) -> None:
    place = rng.randrange(3)
    run.money[place] = replace(run.money[place], refused=199)


def a_payable_twice(run: Run, rng: random.Random) -> None:
    place = rng.randrange(3)
    run.money[place] = replace(run.money[place], payable=1400)


MUTANTS: list[Callable[[Run, random.Random], None]] = [
    drop_from_database,
    drop_everywhere,
    drop_from_topic,
    drop_unknown_from_topic,
    drop_the_last_of_the_topic,
    drop_from_projection,
    double_in_database,
    double_with_a_new_id,
    double_in_projection,
    swap_in_database,
    swap_in_topic,
    last_becomes_first,
    change_in_database,
    change_in_topic,
    change_in_projection,
    same_id_says_something_else,
    move_to_another_key,
    invent_in_database,
    invent_in_topic,
    refused_is_stored,
    swap_amounts,
    a_cent_too_little_is_refused,
    a_payable_twice,
]


@given(seed=st.integers(0, 10**6), size=st.integers(15, 80))
@settings(max_examples=50, deadline=None)
def test_nothing_is_found_in_a_good_run_with_redelivery_and_unknown_outcomes(seed: int, size: int) -> None:
    assert a_good_run(seed, size).judged() == []


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_every_planted_fault_is_found(mutant: Callable[[Run, random.Random], None]) -> None:
    for seed in range(25):
        run = a_good_run(seed)
        mutant(run, random.Random(seed))
        assert run.judged(), f"{mutant.__name__} with seed {seed} was not found"


def test_a_finding_names_kind_place_and_fact() -> None:
    run = a_good_run()
    gone = run.projection.pop(0)
    assert [str(one) for one in run.judged()] == [f"projectie: verloren {gone.key}/{gone.name}"]
