"""What may still come is worked out twice, in SQL for speed and in the domain: the same on random ledgers."""

import datetime as dt
import random

import pytest
from contracting.application.uow import Uow
from contracting.domain.sturing.grootboek import LOS, ZORG, Boekregel, Boeksoort, Boekstuk, termijnpost
from risb_kern.lists import Bereik

from tests.fakes.contracting.uow import FakeUow

pytestmark = pytest.mark.integratie
ALLES = Bereik(alles=True)
JAAR = 2026
POSTEN = (ZORG, LOS, termijnpost("a", "0307", JAAR, 1), "termijn:", "subsidie:1")
DAGEN = [dt.date(JAAR, 1, 1) + dt.timedelta(days=one) for one in range(-40, 410, 7)]
PEILDAGEN = [dt.date(2025, 12, 31), *(dt.date(JAAR, maand, 15) for maand in range(1, 13)), dt.date(2027, 2, 1)]


def boekstuk(r: random.Random, nummer: int) -> Boekstuk:
    """Amounts of zero, one cent and odd sums; days that are missing, one day, turned round or across the year."""
    cent = [0, 0, 1, 7, 333_333, r.randrange(10**9)]
    regel = Boekregel(
        gemeente=r.choice(["0307", "0342"]),
        programmalijn=r.choice(["2.1.3", "2.1.4"]),
        jaar=JAAR,
        verplicht_cent=r.choice(cent),
        betaalbaar_cent=r.choice([*cent, -5, -333_333]),
        post=r.choice(POSTEN),
        van=r.choice([None, *DAGEN]),
        tot=r.choice([None, *DAGEN]),
    )
    return Boekstuk(soort=Boeksoort.TOEWIJZING, kenmerk=str(nummer), rang="a", regels=(regel,))


@pytest.mark.parametrize("zaad", range(6))
async def test_sql_and_domain_give_the_same_on_random_ledgers(uow: Uow, zaad: int) -> None:
    r, fake = random.Random(zaad), FakeUow()
    for nummer in range(120):
        one = boekstuk(r, nummer)
        await uow.grootboek.book(one)
        await fake.grootboek.book(one)
    for dag in PEILDAGEN:
        for bereik in (ALLES, Bereik(gemeenten=frozenset({"0307"}))):
            verwacht = await fake.monitorvragen.sum_open(JAAR, bereik, vandaag=dag)
            assert await uow.monitorvragen.sum_open(JAAR, bereik, vandaag=dag) == verwacht
            assert verwacht
