"""The acceptance cases of taakgericht, through the use cases that people reach."""

import dataclasses
import datetime as dt
import random
import uuid
from typing import Any

import pytest
from contracting.application.overeenkomsten import handelingen as sluiten
from contracting.domain.taakgericht.events import BetaaltermijnVastgesteld
from contracting.domain.taakgericht.taakbudget import Taakbudget, betaalschema
from contracting.domain.toelating.aanmelding import AanmeldingStatus
from contracting.domain.toelating.perceel import Variant
from declaraties.domain.betalen.betaaltermijn import Budgettermijn, Kortingstatus, Termijnkorting, verschuldigd
from declaraties.domain.toewijzen.kolommen import Taakgericht
from risb_kern.errors import DomainError

from tests.builders.contracting import AGB, aanmelding, handeling, opgave, perceel
from tests.fakes.contracting.uow import FakeUow
from tests.unit.declaraties.bouwers import PLAATS, declaratie, oordeel, referentie

TERMIJN = Budgettermijn(
    overeenkomst_id=uuid.UUID(int=7),
    gemeente="0307",
    jaar=2026,
    termijn=4,
    agb_code=AGB,
    wet="jeugdwet",
    programmalijn="2.1.3",
    vervaldatum=dt.date(2026, 4, 30),
    bedrag_cent=35_000_000,
)
KORTING = Termijnkorting(
    id=uuid.UUID(int=5),
    overeenkomst_id=TERMIJN.overeenkomst_id,
    gemeente=None,
    percentage=5,
    van=dt.date(2026, 3, 1),
    tot=dt.date(2026, 5, 31),
    reden="Artikel 3.19.1",
    status=Kortingstatus.BESLOTEN,
)


@pytest.fixture
async def toegelaten(ingekocht: FakeUow) -> FakeUow:
    """The aanbieder is admitted to a perceel of each kind."""
    await ingekocht.percelen.add(perceel(code="TAAK", variant=Variant.TAAKGERICHT))
    for nummer, code in enumerate(("WMO-BEGELEIDING", "TAAK"), start=1):
        await ingekocht.aanmeldingen.add(
            aanmelding(id=uuid.UUID(int=nummer), perceel_code=code, status=AanmeldingStatus.TOEGELATEN)
        )
    return ingekocht


async def sluit(uow: FakeUow, **anders: Any) -> uuid.UUID:
    velden: dict[str, Any] = {
        "agb_code": AGB,
        "perceel_code": "TAAK",
        "gemeenten": ("0307",),
        "ingangsdatum": dt.date(2026, 1, 1),
        "einddatum": dt.date(2026, 12, 31),
        "prijzen": (),
        "taakbudget": Taakbudget(jaarbudget_cent=100_000_000, verdeelsleutel={"0307": 1}, termijnen_per_jaar=12),
    }
    opdracht = sluiten.OvereenkomstSluiten(**{**velden, **anders})
    return (await sluiten.overeenkomst_sluiten(uow, handeling(), opdracht)).id


async def test_geval_62_the_remainder_is_in_the_last_term(toegelaten: FakeUow) -> None:
    overeenkomst_id = await sluit(toegelaten)
    assert [one.bedrag_cent for one, _ in await toegelaten.termijnen.list(overeenkomst_id)] == [8_333_333] * 11 + [
        8_333_337
    ]
    assert [one.bedrag_cent for one in toegelaten.told(BetaaltermijnVastgesteld)] == [8_333_333] * 11 + [8_333_337]


@pytest.mark.parametrize(
    ("anders", "slug"),
    [
        pytest.param({"perceel_code": "WMO-BEGELEIDING"}, "pq-kent-geen-jaarbudget", id="geval_59-lump-sum-on-pq"),
        pytest.param(
            {"prijzen": (opgave(gemeenten=()),)}, "taakgericht-kent-geen-prijzen", id="geval_59-price-on-taak"
        ),
    ],
)
async def test_a_kind_of_agreement_keeps_to_its_own_way_of_paying(
    toegelaten: FakeUow, anders: dict[str, Any], slug: str
) -> None:
    with pytest.raises(DomainError) as fout:
        await sluit(toegelaten, **anders)
    assert fout.value.slug == slug


def test_geval_59_a_line_for_a_taakgericht_agreement_is_refused() -> None:
    afspraak = Taakgericht(**PLAATS, geldig_van=dt.date(2025, 1, 1))
    gegevens = referentie(taakgericht=(afspraak,))
    assert oordeel(declaratie(), gegevens).codes_per_prestatie() == [("0611",)]


@pytest.mark.parametrize(
    ("vervalt", "cent"),
    [
        pytest.param(dt.date(2026, 2, 28), 35_000_000, id="before"),
        pytest.param(dt.date(2026, 4, 30), 33_250_000, id="geval_45-during"),
        pytest.param(dt.date(2026, 5, 31), 33_250_000, id="geval_45-last-day"),
        pytest.param(dt.date(2026, 6, 30), 35_000_000, id="ends-by-itself"),
    ],
)
def test_five_percent_on_a_term_holds_for_its_days_only(vervalt: dt.date, cent: int) -> None:
    termijn = dataclasses.replace(TERMIJN, vervaldatum=vervalt)
    assert verschuldigd(termijn, [KORTING], onder_korting=False).bedrag_cent == cent


@pytest.mark.parametrize("maatregel", [0, 5, 100])
def test_a_discount_takes_nothing_off_what_comes_back(maatregel: int) -> None:
    terug = dataclasses.replace(TERMIJN, termijn=13, bedrag_cent=-10_500_000)
    assert verschuldigd(terug, [KORTING], onder_korting=bool(maatregel), maatregel=maatregel).bedrag_cent == -10_500_000


def test_the_schedule_agrees_with_a_second_implementation_to_the_cent() -> None:
    """Whole years and parts of them: days, then shares by largest remainder, then terms."""
    toeval = random.Random(62)
    for _ in range(20_000):
        sleutel = {f"{one:04d}": toeval.randint(1, 1000) for one in toeval.sample(range(9999), toeval.randint(1, 4))}
        cent = toeval.randint(1, 10**11)
        jaar = toeval.choice([2026, 2028])
        eerste = dt.date(jaar, toeval.choice([1, 1, 4, 7]), 1)
        aantal = toeval.choice([1, 2, 4, 12])
        budget = Taakbudget(jaarbudget_cent=cent, verdeelsleutel=sleutel, termijnen_per_jaar=aantal)
        gekregen: dict[str, list[int]] = {}
        for one in betaalschema(budget, eerste, dt.date(jaar, 12, 31)):
            gekregen.setdefault(one.gemeente, []).append(one.bedrag_cent)
        assert gekregen == _schema(cent, sleutel, eerste, aantal)


def _schema(cent: int, sleutel: dict[str, int], eerste: dt.date, aantal: int) -> dict[str, list[int]]:
    jaardagen = (dt.date(eerste.year + 1, 1, 1) - dt.date(eerste.year, 1, 1)).days
    dagen = (dt.date(eerste.year + 1, 1, 1) - eerste).days
    bedrag = (cent * dagen * 2 + jaardagen) // (jaardagen * 2)
    termijnen = len([begin for begin in range(1, 13, 12 // aantal) if begin + 12 // aantal > eerste.month])
    totaal = sum(sleutel.values())
    delen = {code: bedrag * gewicht // totaal for code, gewicht in sleutel.items()}
    for code in sorted(sleutel, key=lambda one: (-(bedrag * sleutel[one] % totaal), one))[
        : bedrag - sum(delen.values())
    ]:
        delen[code] += 1
    return {
        code: [deel // termijnen] * (termijnen - 1) + [deel - deel // termijnen * (termijnen - 1)]
        for code, deel in delen.items()
    }
