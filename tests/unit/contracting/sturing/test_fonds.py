"""The revolverend fonds, the report on fifteen measures, and the budget table of the council."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from contracting.application.sturing import handelingen
from contracting.domain.sturing.betaalbaarheid import (
    Betaalbaarheidsmaatregel,
    Betaalbaarheidsverslag,
    Maatregelbedragen,
    Maatregelstatus,
)
from contracting.domain.sturing.fonds import Fonds, Fondsboeking, Fondssoort
from contracting.domain.sturing.monitor import maak_monitor
from risb_kern.errors import DomainError
from risb_kern.lists import Bereik

from tests.builders.contracting import handeling
from tests.fakes.contracting.uow import FakeUow

CASE = "BC-2026-01"
_nummers: Iterator[int] = count(1)
S = Fondssoort
# Begroting Sociaal Domein 2021-2024, lasten x 1.000: rekening 2019, begroting 2020 en 2021, raming 2022-2024.
BEGROTING = {
    "2.1.1": (13_334, 13_473, 13_877, 13_943, 13_998, 14_040),
    "2.1.2": (20_017, 20_033, 20_678, 20_666, 20_885, 21_090),
    "2.1.3": (74_761, 68_122, 67_893, 66_398, 67_844, 68_286),
    "2.1.4": (48_226, 53_081, 48_953, 48_706, 48_532, 48_765),
    "2.1.5": (505, 353, 419, 729, 765, 765),
    "2.1.6": (93_927, 95_999, 96_760, 95_613, 96_137, 96_274),
}
TOTALEN = {2019: 250_770, 2020: 251_062, 2021: 248_580, 2022: 246_056, 2023: 248_163, 2024: 249_220}


def boeking(soort: Fondssoort, euro: int, case: str | None = CASE) -> Fondsboeking:
    zonder = None if soort is S.STORTING else case
    return Fondsboeking(id=uuid.UUID(int=next(_nummers)), fondssoort=soort, bedrag_cent=euro * 100, businesscase=zonder)


async def boek(uow: FakeUow, *boekingen: Fondsboeking) -> Fonds:
    for one in boekingen:
        fonds = await handelingen.fonds_boeken(uow, handeling(), one)
    return fonds


async def slug(uow: FakeUow, one: Fondsboeking) -> str:
    with pytest.raises(DomainError) as geweigerd:
        await boek(uow, one)
    return geweigerd.value.slug


async def test_geval_71_the_fund_pays_on_a_decision_and_refills(uow: FakeUow) -> None:
    await boek(uow, boeking(S.STORTING, 1_000_000))
    assert await slug(uow, boeking(S.ONTTREKKING, 250_000)) == "zonder-besluit"
    eerst = await boek(uow, boeking(S.BESLUIT, 250_000), boeking(S.ONTTREKKING, 250_000))
    assert eerst.saldo_cent == 75_000_000
    tweede = "BC-2026-02"
    later = await boek(uow, boeking(S.BESLUIT, 150_000, tweede), boeking(S.ONTTREKKING, 150_000, tweede))
    assert later.saldo_cent == 60_000_000
    terug = await boek(uow, boeking(S.TERUGBETALING, 120_000))
    assert (terug.saldo_cent, terug.revolverend) == (72_000_000, 3_000)


async def test_a_business_case_gets_no_more_than_was_decided_and_gives_no_more_than_it_got(uow: FakeUow) -> None:
    await boek(uow, boeking(S.STORTING, 100), boeking(S.BESLUIT, 500))
    assert await slug(uow, boeking(S.ONTTREKKING, 501)) == "boven-besluit"
    assert await slug(uow, boeking(S.ONTTREKKING, 101)) == "saldo-te-laag"
    assert await slug(uow, boeking(S.TERUGBETALING, 1)) == "meer-dan-uitstaat"
    await boek(uow, boeking(S.ONTTREKKING, 100), boeking(S.AFBOEKING, 40))
    assert await slug(uow, boeking(S.TERUGBETALING, 61)) == "meer-dan-uitstaat"
    assert (await boek(uow, boeking(S.TERUGBETALING, 60))).saldo_cent == 6_000


def test_the_invariants_hold_whatever_is_tried() -> None:
    toeval = random.Random(71)
    for _ in range(2_000):
        fonds, saldo, uit, besloten = Fonds(), 0, {"A": 0, "B": 0}, {"A": 0, "B": 0}
        onttrokken = {"A": 0, "B": 0}
        for _ in range(10):
            soort, case, bedrag = toeval.choice(list(S)), toeval.choice("AB"), toeval.randint(1, 100)
            try:
                fonds = fonds.boek(boeking(soort, bedrag, case))
            except DomainError:
                continue
            if soort is S.STORTING:
                saldo += bedrag
            elif soort is S.BESLUIT:
                besloten[case] += bedrag
            elif soort is S.ONTTREKKING:
                saldo, uit[case], onttrokken[case] = saldo - bedrag, uit[case] + bedrag, onttrokken[case] + bedrag
            else:
                saldo += bedrag if soort is S.TERUGBETALING else 0
                uit[case] -= bedrag
            assert fonds.saldo_cent == saldo * 100 >= 0
            assert min(uit.values()) >= 0
            assert all(onttrokken[one] <= besloten[one] for one in "AB")


def maatregel(nummer: int, **anders: Any) -> Betaalbaarheidsmaatregel:
    gewoon: dict[str, Any] = {
        "titel": "POH Jeugd",
        "eigenaar": "Inkoop",
        "status": Maatregelstatus.IN_UITVOERING,
        "bedragen": Maatregelbedragen(doel_cent=100, gerealiseerd_cent=nummer, prognose_cent=50, investering_cent=10),
        "kwaliteit": 78,
        "wachtdagen": 21,
        "risico": "Minder uitstroom.",
        "gevraagd_besluit": "Geen.",
    }
    return Betaalbaarheidsmaatregel(nummer=nummer, **(gewoon | anders))


def verslag(aantal: int = 15, **totaal: int) -> Betaalbaarheidsverslag:
    som = {"doel_cent": 1_500, "gerealiseerd_cent": 120, "prognose_cent": 750, "investering_cent": 150}
    return Betaalbaarheidsverslag(
        id=uuid.UUID(int=72),
        jaar=2021,
        nummer=1,
        maatregelen=tuple(maatregel(nummer) for nummer in range(1, aantal + 1)),
        totaal=Maatregelbedragen(**(som | totaal)),
    )


@pytest.mark.parametrize(
    ("fout", "velden"),
    [
        pytest.param(verslag(14), ["maatregelen", "totaal.doel_cent"], id="geval_72 veertien"),
        pytest.param(verslag(prognose_cent=751), ["totaal.prognose_cent"], id="geval_72 som"),
        pytest.param(
            replace(verslag(), maatregelen=(*verslag().maatregelen[:14], maatregel(14))), ["maatregelen"], id="dubbel"
        ),
    ],
)
async def test_a_report_that_does_not_add_up_is_not_published(
    uow: FakeUow, fout: Betaalbaarheidsverslag, velden: list[str]
) -> None:
    await handelingen.betaalbaarheidsverslag_opstellen(uow, handeling(), fout)
    with pytest.raises(DomainError) as geweigerd:
        await handelingen.betaalbaarheidsverslag_publiceren(uow, handeling(door="ander"), fout.id)
    assert {one.veld for one in geweigerd.value.fouten} >= set(velden)
    assert not uow.betaalbaarheidsverslagen.alle[fout.id].gepubliceerd


async def test_a_report_that_adds_up_is_published_once_by_another_person(uow: FakeUow) -> None:
    goed = await handelingen.betaalbaarheidsverslag_opstellen(uow, handeling(), verslag())
    publiceren = handelingen.betaalbaarheidsverslag_publiceren
    with pytest.raises(DomainError, match="Laat een ander"):
        await publiceren(uow, handeling(), goed.id)
    assert (await publiceren(uow, handeling(door="ander"), goed.id)).gepubliceerd
    with pytest.raises(DomainError, match="al gepubliceerd"):
        await publiceren(uow, handeling(door="ander"), goed.id)
    with pytest.raises(DomainError, match="niet gevonden"):
        await publiceren(uow, handeling(door="ander"), uuid.UUID(int=0))


@pytest.mark.parametrize("jaar", [pytest.param(2021, id="geval_76"), 2019, 2020, 2022, 2023, 2024])
async def test_the_lines_of_the_budget_are_the_total_that_the_council_sees(uow: FakeUow, jaar: int) -> None:
    for lijn, bedragen in BEGROTING.items():
        plek = ("0307", lijn, jaar)
        cent = bedragen[jaar - 2019] * 100_000
        await handelingen.budget_vaststellen(uow, handeling(), plek, bedrag_cent=cent, mag=lambda _: None)
    budgetten = await uow.monitorvragen.sum_budgetten(jaar, Bereik(alles=True))
    totaal = maak_monitor(jaar, budgetten, {}, {}).totaal.budget_cent // 100_000
    assert abs(totaal - TOTALEN[jaar]) <= (0 if jaar == 2021 else 2)
