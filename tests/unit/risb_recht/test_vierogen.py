import datetime as dt
import random

import pytest
from risb_kern.act import SYSTEEM, Handeling
from risb_kern.errors import DomainError, Kind
from risb_recht.parameters import Parameter, Waarde, vast
from risb_recht.vierogen import Hand, Vierogen, altijd

DAG = dt.date(2026, 5, 7)
REGEL = altijd("vergoeding_besluiten", "vergoeding_aanvragen", "vergoeding_adviseren")


def door(wie: str, *kenmerken: str, dag: dt.date = DAG) -> Handeling:
    moment = dt.datetime.combine(dag, dt.time(10), dt.UTC)
    return Handeling(door=wie, op=moment, vandaag=dag, kenmerken=frozenset(kenmerken))


def hand(soort: str, wie: str) -> Hand:
    return Hand(soort=soort, door=wie)


@pytest.mark.parametrize("daad", ["vergoeding_aanvragen", "vergoeding_adviseren"])
def test_whoever_had_a_hand_in_it_is_refused_also_when_another_came_after(daad: str) -> None:
    eerder = [hand(daad, "een"), hand("vergoeding_adviseren", "twee")]
    with pytest.raises(DomainError) as fout:
        REGEL.toets(door("een"), eerder)
    assert (fout.value.kind, fout.value.slug) == (Kind.FORBIDDEN, "zelfde-persoon")
    assert daad.replace("_", " ") in fout.value.melding


@pytest.mark.parametrize("kenmerk", ["agb:42420001", "agb:99990001"])
def test_two_persons_of_one_aanbieder_are_no_second_pair_of_eyes(kenmerk: str) -> None:
    eerder = [Hand(soort="vergoeding_adviseren", door="een", kenmerken=frozenset({kenmerk, "agb:1"}))]
    with pytest.raises(DomainError, match="Iemand van uw organisatie deed in deze zaak al") as fout:
        REGEL.toets(door("twee", kenmerk), eerder)
    assert (fout.value.kind, fout.value.slug) == (Kind.FORBIDDEN, "zelfde-persoon")
    REGEL.toets(door("twee", "agb:2"), eerder)
    REGEL.toets(door("twee"), eerder)


def test_another_person_decides() -> None:
    REGEL.toets(door("drie"), [hand("vergoeding_aanvragen", "een"), hand("vergoeding_adviseren", "twee")])


def test_an_act_that_the_rule_does_not_name_shuts_nobody_out() -> None:
    REGEL.toets(door("een"), [hand("vergoeding_lezen", "een")])


@pytest.mark.parametrize("kenmerk", ["agb:42420001", "kvk:12345678", "iban:ab12"])
def test_nobody_decides_on_what_he_speaks_for(kenmerk: str) -> None:
    with pytest.raises(DomainError, match="uzelf of over uw eigen organisatie"):
        REGEL.toets(door("drie", kenmerk), [], van={kenmerk, "agb:42420002"})
    REGEL.toets(door("drie", kenmerk), [], van={"agb:42420002"})


def test_nobody_decides_on_himself() -> None:
    with pytest.raises(DomainError):
        REGEL.toets(door("een"), [], van={"sub:een"})


def test_what_comes_by_itself_is_nobodys_decision() -> None:
    REGEL.toets(door(SYSTEEM), [hand("vergoeding_aanvragen", SYSTEEM)])


def test_the_amount_that_holds_on_the_day_counts() -> None:
    vanaf = Parameter(
        naam="grens",
        eenheid="cent",
        waarden=(
            Waarde(van=dt.date(2020, 1, 1), waarde=100, bron="toen"),
            Waarde(van=dt.date(2026, 1, 1), waarde=50, bron="nu"),
        ),
    )
    regel = Vierogen(besluit="besluit_nemen", niet={"regeling_publiceren": vanaf})
    eerder = [hand("regeling_publiceren", "een")]
    regel.toets(door("een", dag=dt.date(2025, 12, 31)), eerder, bedrag_cent=99)
    regel.toets(door("een"), eerder, bedrag_cent=49)
    for bedrag, dag in ((100, dt.date(2025, 12, 31)), (50, DAG), (None, DAG)):
        with pytest.raises(DomainError):
            regel.toets(door("een", dag=dag), eerder, bedrag_cent=bedrag)


def test_random_chains_are_judged_as_a_plain_reading_judges_them() -> None:
    rng = random.Random(7)
    daden, mensen, merken = ["a", "b", "c"], ["een", "twee", "drie", SYSTEEM], ["agb:1", "kvk:2", "sub:een"]
    geweigerd = 0
    for _ in range(2_000):
        vanaf = {one: rng.choice([0, 10, 20]) for one in daden if rng.random() < 0.7}
        rule = Vierogen(
            besluit="x",
            niet={
                naam: vast(naam, "cent", cent, van=dt.date(2020, 1, 1), bron="proef") for naam, cent in vanaf.items()
            },
        )
        keten = [(rng.choice(daden), rng.choice(mensen)) for _ in range(rng.randrange(5))]
        wie, bedrag = rng.choice(mensen), rng.choice([None, 5, 10, 15, 20])
        eigen, van = set(rng.sample(merken, rng.randrange(2))), set(rng.sample(merken, rng.randrange(3)))
        own = any(one in van for one in [*eigen, "sub:" + wie])
        seen = wie != SYSTEEM and any(
            who == wie and act in vanaf and (bedrag is None or bedrag >= vanaf[act]) for act, who in keten
        )
        try:
            rule.toets(door(wie, *eigen), [hand(*one) for one in keten], van=van, bedrag_cent=bedrag)
        except DomainError:
            geweigerd += 1
            assert own or seen
        else:
            assert not own
            assert not seen
    assert 200 < geweigerd < 1_800
