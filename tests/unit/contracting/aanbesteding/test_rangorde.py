"""Scores and ranking: the worked bids of the reference, and 20,000 random tenders against a second, plain way."""

import random
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from contracting.domain.aanbesteding.formule import Formule, Prijsformule
from contracting.domain.aanbesteding.perceelvraag import Gunningscriterium, Perceelvraag, Productvraag
from contracting.domain.aanbesteding.rangorde import Bod, Rangplaats, gelijk_geeindigd, rangschik

from tests.builders.aanbesteding import ABS, REL, kostprijs, perceelvraag


def bod(naam: str, cent: int, plan: int, omgeving: int) -> Bod:
    return Bod(agb_code=naam, tarieven={"01A03": cent}, punten={"PLAN": plan, "OMGEVING": omgeving})


A, B, C = bod("A", 6000, 3000, 2600), bod("B", 6200, 3500, 2600), bod("C", 5800, 2500, 2400)
MINMAX = Prijsformule(soort=Formule.MINMAX)


def standen(formule: Prijsformule, *boden: Bod, loting: tuple[str, ...] = ()) -> list[tuple[str, int]]:
    return [(one.agb_code, one.totaal) for one in rangschik(perceelvraag(formule=formule), boden, loting)]


@pytest.mark.parametrize(
    ("formule", "verwacht"),
    [
        pytest.param(ABS, [("C", 7900), ("A", 7850), ("B", 7600)], id="geval_18"),
        pytest.param(REL, [("B", 8906), ("A", 8500), ("C", 7900)], id="geval_19"),
        pytest.param(MINMAX, [("C", 7900), ("A", 7100), ("B", 6100)], id="minmax"),
    ],
)
def test_the_worked_bids_have_the_worked_scores(formule: Prijsformule, verwacht: list[tuple[str, int]]) -> None:
    assert standen(formule, A, B, C) == verwacht


def test_the_higher_quality_comes_first_when_the_totals_are_the_same_and_then_the_lot_decides() -> None:
    # 78.50 each: 22.50 with quality 56, and 24.50 with quality 54.
    hoog, laag = bod("H", 6000, 3000, 2600), bod("L", 5947, 2900, 2500)
    vraag = perceelvraag(formule=Prijsformule(soort=Formule.ABS, onder_cent=5800, boven_cent=6600, decimalen=1))
    uitslag = rangschik(vraag, [laag, hoog])
    assert [(one.agb_code, one.totaal, one.kwaliteit) for one in uitslag] == [("H", 7850, 5600), ("L", 7850, 5400)]
    tweeling = [bod("X", 6000, 3000, 2600), bod("Y", 6000, 3000, 2600)]
    assert gelijk_geeindigd(vraag, rangschik(vraag, tweeling)) == ("X", "Y")
    assert [one.agb_code for one in rangschik(vraag, tweeling, ("Y", "X"))] == ["Y", "X"]


def test_after_quality_the_heaviest_criterion_decides() -> None:
    breed, sterk = bod("B", 6000, 2900, 2700), bod("S", 6000, 3000, 2600)
    assert standen(ABS, breed, sterk) == [("S", 7850), ("B", 7850)]
    assert gelijk_geeindigd(perceelvraag(), rangschik(perceelvraag(), [breed, sterk])) == ()


def test_a_price_outside_the_limits_of_abs_gets_all_points_or_none() -> None:
    assert ABS.prijsscore(Fraction(5000), [Fraction(5000)], 30) == 3000
    assert ABS.prijsscore(Fraction(9000), [Fraction(9000)], 30) == 0


def test_gunnen_op_waarde_takes_the_value_of_quality_off_the_price() -> None:
    giw = Prijsformule(soort=Formule.GIW, waarde_per_punt_cent=50)
    vraag = perceelvraag(formule=giw, prijspunten=0)
    uitslag = rangschik(vraag, [A, B, C])
    # 60.00 - 28.00 = 32.00; 62.00 - 30.50 = 31.50; 58.00 - 24.50 = 33.50: the lowest wins.
    assert [(one.agb_code, one.totaal) for one in uitslag] == [("B", -3150), ("A", -3200), ("C", -3350)]


def test_the_real_price_of_the_worked_example() -> None:
    assert kostprijs().vloer_cent == 4552
    assert kostprijs(index_duizendste=4_957).vloer_cent == 4778
    assert kostprijs().productieve_uren == Fraction("1402.32")


SOORTEN = list(Formule)


def test_twenty_thousand_random_tenders_rank_as_a_second_plain_way_says() -> None:
    kans = random.Random(20_260_630)
    for _ in range(20_000):
        vraag = _willekeurige_vraag(kans)
        boden = [_willekeurig_bod(kans, vraag, nummer) for nummer in range(kans.randint(1, 5))]
        loting = tuple(kans.sample([one.agb_code for one in boden], len(boden)))
        gewoon = _gewoon(vraag, boden, loting)
        assert [(one.rang, one.agb_code, one.totaal) for one in rangschik(vraag, boden, loting)] == gewoon


def _willekeurige_vraag(kans: random.Random) -> Perceelvraag:
    soort = kans.choice(SOORTEN)
    onder = kans.randint(1000, 6000)
    formule = Prijsformule(
        soort=soort,
        decimalen=kans.randint(0, 2),
        onder_cent=onder if soort is Formule.ABS else None,
        boven_cent=onder + kans.randint(1, 2000) if soort is Formule.ABS else None,
        waarde_per_punt_cent=kans.randint(1, 300) if soort is Formule.GIW else None,
    )
    prijspunten = 0 if soort in {Formule.FIXED, Formule.GIW} else kans.randint(1, 60)
    eerste = kans.randint(1, 100 - prijspunten - 1)
    punten = [eerste, 100 - prijspunten - eerste]
    return perceelvraag(
        formule=formule,
        prijspunten=prijspunten,
        producten=tuple(
            Productvraag(productcode=f"01A0{one}", gewicht=kans.randint(1, 5)) for one in range(kans.randint(1, 3))
        ),
        criteria=tuple(
            Gunningscriterium(code=f"C{one}", omschrijving="Criterium", punten=aantal)
            for one, aantal in enumerate(punten)
        ),
    )


def _willekeurig_bod(kans: random.Random, vraag: Perceelvraag, nummer: int) -> Bod:
    return Bod(
        agb_code=f"4242000{nummer}",
        tarieven={one.productcode: kans.randint(1000, 9000) // 500 * 500 for one in vraag.producten},
        punten={one.code: kans.randint(0, 4) * one.punten * 25 for one in vraag.criteria},
    )


def _gewoon(vraag: Perceelvraag, boden: list[Bod], loting: tuple[str, ...]) -> list[tuple[int, str, int]]:
    """Written apart: decimals of fifty digits, and a bid stands behind everybody who beats it."""
    with localcontext() as rekenen:
        rekenen.prec = 50
        prijzen = {one.agb_code: _gewogen(vraag, one) for one in boden}
        totalen = {one.agb_code: _totaal(vraag, one, prijzen) for one in boden}
        rij = []
        for een in boden:
            voor = sum(_wint(vraag, totalen, loting, ander, een) for ander in boden if ander is not een)
            rij.append((voor + 1, een.agb_code, int(totalen[een.agb_code][0] * 100)))
        return sorted(rij)


def _gewogen(vraag: Perceelvraag, bod: Bod) -> tuple[int, int]:
    return (
        sum(one.gewicht * bod.tarieven[one.productcode] for one in vraag.producten),
        sum(one.gewicht for one in vraag.producten),
    )


def _totaal(vraag: Perceelvraag, bod: Bod, prijzen: Mapping[str, tuple[int, int]]) -> tuple[Decimal, Decimal]:
    prijs = {wie: Decimal(teller) / noemer for wie, (teller, noemer) in prijzen.items()}
    eigen, laag, hoog = prijs[bod.agb_code], min(prijs.values()), max(prijs.values())
    kwaliteit = Decimal(sum(bod.punten.values())) / 100
    formule, maximum = vraag.formule, Decimal(vraag.prijspunten)
    if formule.soort is Formule.GIW:
        waarde = _rond(kwaliteit * Decimal(formule.waarde_per_punt_cent or 0) / 100, 2)
        return _rond(-eigen / 100, formule.decimalen) + waarde, waarde
    punten = {
        Formule.ABS: lambda: _abs(formule, maximum, eigen),
        Formule.REL: lambda: maximum * laag / eigen,
        Formule.MINMAX: lambda: maximum if hoog == laag else maximum * (hoog - eigen) / (hoog - laag),
        Formule.FIXED: lambda: Decimal(0),
    }[formule.soort]()
    return _rond(punten, formule.decimalen) + kwaliteit, kwaliteit


def _abs(formule: Prijsformule, maximum: Decimal, eigen: Decimal) -> Decimal:
    onder, boven = Decimal(formule.onder_cent or 0), Decimal(formule.boven_cent or 0)
    if eigen <= onder:
        return maximum
    return Decimal(0) if eigen >= boven else maximum * (boven - eigen) / (boven - onder)


def _rond(getal: Decimal, cijfers: int) -> Decimal:
    # Fifty digits hold every half: what is a hair below it by division is that half.
    return round(getal, 40).quantize(Decimal(1).scaleb(-cijfers), ROUND_HALF_UP)


def _wint(
    vraag: Perceelvraag,
    totalen: Mapping[str, tuple[Decimal, Decimal]],
    loting: tuple[str, ...],
    een: Bod,
    ander: Bod,
) -> bool:
    zwaarste = (
        vraag.criteria[0].code if vraag.criteria[0].punten >= vraag.criteria[1].punten else vraag.criteria[1].code
    )
    if totalen[een.agb_code] != totalen[ander.agb_code]:
        return totalen[een.agb_code] > totalen[ander.agb_code]
    if een.punten[zwaarste] != ander.punten[zwaarste]:
        return een.punten[zwaarste] > ander.punten[zwaarste]
    return loting.index(een.agb_code) < loting.index(ander.agb_code)


def test_the_second_way_is_another_way() -> None:
    vraag = perceelvraag()
    assert [one[1:] for one in _gewoon(vraag, [A, B, C], ("A", "B", "C"))] == [("C", 7900), ("A", 7850), ("B", 7600)]
    assert isinstance(rangschik(vraag, [A])[0], Rangplaats)
