"""How cost is divided over gemeenten, against plain arithmetic with fractions."""

import datetime as dt
import random
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from contracting.application.sturing import handelingen
from contracting.domain.regio.deelname import Dienst
from contracting.domain.sturing.verdeling import (
    Clientkosten,
    Verdeelfeiten,
    Verdeelmethode,
    Verdeelregel,
    verdeel_kosten,
)
from risb_kern.errors import DomainError

from tests.builders.contracting import geweigerd, handeling
from tests.fakes.contracting.uow import FakeUow

GEMEENTEN = ("0307", "0308", "0313", "0327", "0342", "0351")
WOUDENBERG = "0351"
SLEUTEL = dict(zip(GEMEENTEN, (60, 10, 8, 9, 10, 3), strict=True))


def regel(methode: Verdeelmethode, **anders: Any) -> Verdeelregel:
    return Verdeelregel(dienst=Dienst.JW, jaar=2026, methode=methode, **anders)


GELIJK = regel(Verdeelmethode.SLEUTEL, sleutel={"0307": 1, "0308": 1, "0313": 1})
DRIE_JAAR = regel(Verdeelmethode.GEMIDDELDE, jaren=3)
GRENS = regel(Verdeelmethode.GRENS, sleutel=SLEUTEL, grens_cent=10_000_000)
AVERAGES = {"0307": (30, 33, 36), "0308": (8, 8, 8), "0313": (3, 4, 5)}


@pytest.mark.parametrize(
    ("de_regel", "feiten", "verwacht"),
    [
        pytest.param(
            GELIJK,
            Verdeelfeiten(totaal_cent=10_000_000),
            {"0307": 3_333_334, "0308": 3_333_333, "0313": 3_333_333},
            id="geval_67",
        ),
        pytest.param(
            DRIE_JAAR,
            Verdeelfeiten(totaal_cent=90_000_000, clienten=AVERAGES),
            {"0307": 66_000_000, "0308": 16_000_000, "0313": 8_000_000},
            id="geval_68",
        ),
        pytest.param(
            GRENS,
            Verdeelfeiten(totaal_cent=16_000_000, clientkosten=(Clientkosten(gemeente=WOUDENBERG, cent=16_000_000),)),
            dict(zip(GEMEENTEN, (3_600_000, 600_000, 480_000, 540_000, 600_000, 10_180_000), strict=True)),
            id="geval_69",
        ),
        pytest.param(
            regel(Verdeelmethode.GEBRUIK),
            Verdeelfeiten(totaal_cent=100, kosten={"0308": 50, "0307": 50, "0313": 1}),
            {"0307": 50, "0308": 49, "0313": 1},
            id="gebruik",
        ),
    ],
)
async def test_cost_is_divided_by_the_rule_of_the_year(
    uow: FakeUow, de_regel: Verdeelregel, feiten: Verdeelfeiten, verwacht: Mapping[str, int]
) -> None:
    await handelingen.verdeelregel_vaststellen(uow, handeling(), de_regel, mag=lambda _: None)
    verdeling = await handelingen.kosten_verdelen(uow, handeling(), Dienst.JW, 2026, feiten)
    assert verdeling.delen == verwacht
    assert sum(verdeling.delen.values()) == feiten.totaal_cent
    assert await uow.kostenverdelingen.list(Dienst.JW, 2026) == [verdeling]


def _plain(totaal: int, gewichten: Mapping[str, int]) -> dict[str, int]:
    """Hand out cent by cent: each time to whoever misses most of a fraction, the lowest code first."""
    geheel = sum(gewichten.values())
    recht = {wie: Fraction(totaal * gewicht, geheel) for wie, gewicht in gewichten.items()}
    delen = {wie: int(deel) for wie, deel in recht.items()}
    while sum(delen.values()) < totaal:
        wie = min(sorted(delen), key=lambda one: (-(recht[one] - delen[one]), one))
        delen[wie] += 1
    return delen


def _second(de_regel: Verdeelregel, feiten: Verdeelfeiten) -> Mapping[str, int]:
    if de_regel.methode is Verdeelmethode.GEBRUIK:
        return _plain(feiten.totaal_cent, feiten.kosten)
    if de_regel.methode is Verdeelmethode.SLEUTEL:
        return _plain(feiten.totaal_cent, de_regel.sleutel)
    if de_regel.methode is Verdeelmethode.GEMIDDELDE:
        return _plain(feiten.totaal_cent, {wie: sum(jaren) for wie, jaren in feiten.clienten.items()})
    boven = sum(max(0, one.cent - de_regel.grens_cent) for one in feiten.clientkosten)
    delen = _plain(boven, de_regel.sleutel)
    for one in feiten.clientkosten:
        delen[one.gemeente] += min(de_regel.grens_cent, one.cent)
    return delen


def _random(toeval: random.Random) -> tuple[Verdeelregel, Verdeelfeiten]:
    wie = toeval.sample(GEMEENTEN, toeval.randint(1, 6))
    gewicht = {one: toeval.choice((0, 1, 2, 3, 10**6, toeval.randint(0, 50))) for one in wie}
    gewicht[wie[0]] += 1
    totaal = toeval.randint(0, 10 ** toeval.randint(1, 11))
    match toeval.choice(list(Verdeelmethode)):
        case Verdeelmethode.GEBRUIK:
            return regel(Verdeelmethode.GEBRUIK), Verdeelfeiten(totaal_cent=totaal, kosten=gewicht)
        case Verdeelmethode.SLEUTEL:
            return regel(Verdeelmethode.SLEUTEL, sleutel=gewicht), Verdeelfeiten(totaal_cent=totaal)
        case Verdeelmethode.GEMIDDELDE:
            jaren = toeval.randint(1, 4)
            clienten = {one: [aantal, *[toeval.randint(0, 40)] * (jaren - 1)] for one, aantal in gewicht.items()}
            return (
                regel(Verdeelmethode.GEMIDDELDE, jaren=jaren),
                Verdeelfeiten(totaal_cent=totaal, clienten=clienten),
            )
        case _:
            grens = toeval.randint(1, 10**7)
            kosten = [
                Clientkosten(gemeente=toeval.choice(wie), cent=toeval.randint(0, 2 * grens))
                for _ in range(toeval.randint(0, 5))
            ]
            som = sum(one.cent for one in kosten)
            return (
                regel(Verdeelmethode.GRENS, sleutel=gewicht, grens_cent=grens),
                Verdeelfeiten(totaal_cent=som, clientkosten=kosten),
            )


def test_every_method_agrees_with_fractions_to_the_cent() -> None:
    toeval = random.Random(67)
    for _ in range(20_000):
        de_regel, feiten = _random(toeval)
        delen = verdeel_kosten(de_regel, feiten)
        assert delen == _second(de_regel, feiten)
        assert sum(delen.values()) == feiten.totaal_cent


@pytest.mark.parametrize(
    "onvolledig",
    [
        regel(Verdeelmethode.SLEUTEL),
        regel(Verdeelmethode.SLEUTEL, sleutel={"0307": 0}),
        regel(Verdeelmethode.GEBRUIK, sleutel={"0307": 1}),
        regel(Verdeelmethode.GEMIDDELDE),
        regel(Verdeelmethode.GRENS, sleutel={"0307": 1}),
        regel(Verdeelmethode.GRENS, grens_cent=1),
        regel(Verdeelmethode.SLEUTEL, sleutel={"0307": 1}, jaren=3),
    ],
)
def test_a_rule_has_what_its_method_asks_for_and_nothing_else(onvolledig: Verdeelregel) -> None:
    assert geweigerd(onvolledig.controleer) == "verdeelregel-onvolledig"


def test_facts_that_do_not_fit_the_rule_are_refused() -> None:
    kort = Verdeelfeiten(totaal_cent=1, clienten={"0307": (1, 2)})
    assert geweigerd(verdeel_kosten, DRIE_JAAR, kort) == "jaren-kloppen-niet"
    leeg = Verdeelfeiten(totaal_cent=1, clienten={"0307": (0, 0, 0)})
    assert geweigerd(verdeel_kosten, DRIE_JAAR, leeg) == "niets-om-naar-te-verdelen"
    vreemd = Verdeelfeiten(totaal_cent=1, clientkosten=(Clientkosten(gemeente="0317", cent=1),))
    assert geweigerd(verdeel_kosten, GRENS, vreemd) == "gemeente-buiten-sleutel"
    scheef = Verdeelfeiten(totaal_cent=2, clientkosten=(Clientkosten(gemeente="0307", cent=1),))
    assert geweigerd(verdeel_kosten, GRENS, scheef) == "totaal-klopt-niet"


async def test_a_year_without_a_rule_is_not_divided(uow: FakeUow) -> None:
    with pytest.raises(DomainError, match="geen verdeelregel"):
        await handelingen.kosten_verdelen(
            uow, handeling(dt.date(2026, 1, 5)), Dienst.JW, 2026, Verdeelfeiten(totaal_cent=1)
        )
