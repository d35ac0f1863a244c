"""The yearly settlement by bandwidth, from the number of clients to the term that declaraties hears of."""

import datetime as dt
import random
import uuid
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from contracting.application.taakgericht import handelingen
from contracting.domain.taakgericht.afrekening import AfrekeningStatus, Bandbreedte, Taakafrekening, afgerekend
from contracting.domain.taakgericht.businesscase import Casusbedrag, Collegebesluit
from contracting.domain.taakgericht.events import BetaaltermijnVastgesteld, TaakafrekeningVastgesteld
from contracting.domain.taakgericht.taakbudget import betaalschema
from risb_kern.errors import DomainError

from tests.builders.contracting import ANDERE_AGB, overeenkomst
from tests.builders.taakgericht import BANDBREEDTE, casusvoorstel, op, taakopdracht, taakovereenkomst
from tests.fakes.contracting.uow import FakeUow

DAG = dt.date(2026, 2, 2)
ID = uuid.UUID(int=7)
S = AfrekeningStatus


@pytest.fixture
async def taak(ingekocht: FakeUow) -> FakeUow:
    """A running agreement with its terms and its task."""
    afgesproken = taakovereenkomst()
    assert afgesproken.taakbudget is not None
    assert afgesproken.einddatum is not None
    await ingekocht.overeenkomsten.add(afgesproken)
    schema = betaalschema(afgesproken.taakbudget, afgesproken.ingangsdatum, afgesproken.einddatum)
    await ingekocht.termijnen.add(afgesproken.id, schema)
    await handelingen.taakafspraak_vastleggen(ingekocht, op(DAG), ID, taakopdracht())
    return ingekocht


async def bereken(uow: FakeUow, bediend: int, **anders: Any) -> Taakafrekening:
    opdracht = handelingen.TaakafrekeningBerekenen(
        **{"jaar": 2025, "bediend": bediend, "bron": "stopberichten", **anders}
    )
    return await handelingen.taakafrekening_berekenen(uow, op(DAG), ID, opdracht)


async def besluit(uow: FakeUow, afrekening: Taakafrekening, door: str = "manager-2", **anders: Any) -> Taakafrekening:
    opdracht = handelingen.TaakafrekeningBesluiten(**{"akkoord": True, **anders})
    return await handelingen.taakafrekening_besluiten(uow, op(DAG, door), afrekening.id, opdracht)


async def toegekend(uow: FakeUow, cent: int, betreft: uuid.UUID = ID) -> uuid.UUID:
    """A business case of which the college decided."""
    voorstel = casusvoorstel(Casusbedrag(jaar=2026, partij="0307", bedrag_cent=cent))
    businesscase = await handelingen.businesscase_opstellen(uow, op(DAG), betreft, voorstel)
    await handelingen.businesscase_adviseren(uow, op(DAG), businesscase.id, advies="Doen.")
    college = Collegebesluit(besluitnummer="B-2026-12", besloten_op=DAG, bedrag_cent=cent)
    await handelingen.businesscase_besluiten(uow, op(DAG, "bestuur"), businesscase.id, college)
    return businesscase.id


def slug_van(fout: pytest.ExceptionInfo[DomainError]) -> str:
    return fout.value.slug


@pytest.mark.parametrize(
    ("bediend", "cent", "status"),
    [
        pytest.param(540, -10_500_000, S.VASTGESTELD, id="geval_61-back"),
        pytest.param(570, 0, S.VASTGESTELD, id="geval_61-lower-bound"),
        pytest.param(571, 0, S.VASTGESTELD, id="geval_61-within"),
        pytest.param(630, 0, S.VASTGESTELD, id="geval_61-upper-bound"),
        pytest.param(650, 7_000_000, S.WACHT_OP_BUSINESSCASE, id="geval_61-pending-a-business-case"),
        pytest.param(0, -199_500_000, S.VASTGESTELD, id="nobody-served"),
    ],
)
async def test_a_year_is_settled_by_bandwidth(taak: FakeUow, bediend: int, cent: int, status: AfrekeningStatus) -> None:
    berekend = await bereken(taak, bediend)
    besloten = await besluit(taak, berekend)
    assert (besloten.bedrag_cent, besloten.status) == (cent, status)
    verteld = taak.told(BetaaltermijnVastgesteld)
    terug = cent if status is S.VASTGESTELD else 0
    assert sum(one.bedrag_cent for one in verteld) == terug
    assert [one.bedrag_cent for one in taak.told(TaakafrekeningVastgesteld)] == (
        [cent] if status is S.VASTGESTELD else []
    )


async def test_what_comes_back_is_a_term_below_zero_of_each_gemeente_in_the_settled_year(taak: FakeUow) -> None:
    await besluit(taak, await bereken(taak, 540))
    verteld = taak.told(BetaaltermijnVastgesteld)
    assert [(one.gemeente, one.jaar, one.termijn, one.bedrag_cent) for one in verteld] == [
        ("0307", 2025, 13, -6_300_000),
        ("0342", 2025, 13, -4_200_000),
    ]
    assert {one.vervaldatum for one in verteld} == {dt.date(2026, 3, 4)}
    getoond = [one for one, _ in await taak.termijnen.list(ID) if one.jaar == 2025]
    assert sum(one.bedrag_cent for one in getoond) == 420_000_000 - 10_500_000


async def test_a_claim_is_payable_on_its_decided_business_case_and_once(taak: FakeUow) -> None:
    wacht = await besluit(taak, await bereken(taak, 650))
    with pytest.raises(DomainError) as zonder:
        await besluit(taak, wacht)
    assert slug_van(zonder) == "zonder-businesscase"
    assert taak.told(BetaaltermijnVastgesteld) == []
    klaar = await besluit(taak, wacht, businesscase_id=await toegekend(taak, 7_000_000))
    assert klaar.status is S.VASTGESTELD
    assert sum(one.bedrag_cent for one in taak.told(BetaaltermijnVastgesteld)) == 7_000_000
    with pytest.raises(DomainError) as nogmaals:
        await besluit(taak, klaar)
    assert slug_van(nogmaals) == "stap-niet-mogelijk"


async def test_a_claim_is_not_paid_on_less_than_was_decided_nor_on_another_case(taak: FakeUow) -> None:
    wacht = await besluit(taak, await bereken(taak, 650))
    with pytest.raises(DomainError) as minder:
        await besluit(taak, wacht, businesscase_id=await toegekend(taak, 6_999_999))
    assert slug_van(minder) == "boven-besluit"
    await taak.overeenkomsten.add(taakovereenkomst(id=uuid.UUID(int=8), agb_code=ANDERE_AGB))
    with pytest.raises(DomainError) as ander:
        await besluit(taak, wacht, businesscase_id=await toegekend(taak, 7_000_000, uuid.UUID(int=8)))
    assert slug_van(ander) == "andere-businesscase"


async def test_who_computed_does_not_decide_and_a_year_is_settled_once(taak: FakeUow) -> None:
    berekend = await bereken(taak, 540)
    with pytest.raises(DomainError) as zelfde:
        await besluit(taak, berekend, "manager-1")
    assert slug_van(zelfde) == "zelfde-persoon"
    with pytest.raises(DomainError) as dubbel:
        await bereken(taak, 571)
    assert slug_van(dubbel) == "al-afgerekend"
    assert (await besluit(taak, berekend, akkoord=False)).status is S.AFGEWEZEN
    assert (await bereken(taak, 571)).bedrag_cent == 0


@pytest.mark.parametrize("jaar", [2024, 2026, 2029])
async def test_a_year_that_runs_or_is_not_of_the_agreement_is_not_settled(taak: FakeUow, jaar: int) -> None:
    with pytest.raises(DomainError) as fout:
        await bereken(taak, 540, jaar=jaar)
    assert slug_van(fout) == "jaar-niet-af-te-rekenen"


async def test_without_a_band_or_a_budget_nothing_is_settled(ingekocht: FakeUow) -> None:
    await ingekocht.overeenkomsten.add(taakovereenkomst())
    with pytest.raises(DomainError) as zonder:
        await bereken(ingekocht, 540)
    assert slug_van(zonder) == "geen-bandbreedte"
    await ingekocht.overeenkomsten.add(overeenkomst())
    with pytest.raises(DomainError) as pq:
        await bereken(ingekocht, 540)
    assert slug_van(pq) == "pq-kent-geen-budget"


async def test_a_business_case_is_not_asked_where_nothing_is_claimed(taak: FakeUow) -> None:
    with pytest.raises(DomainError) as fout:
        await besluit(taak, await bereken(taak, 540), businesscase_id=uuid.UUID(int=0))
    assert slug_van(fout) == "businesscase-overbodig"


def tweede_afrekening(regel: Bandbreedte, bediend: int, *, jaarbudget: Decimal, deel: Fraction) -> Decimal:
    """The worked example of the source, step by step, in euros."""
    clienten = regel.clienten * deel
    ruimte = clienten * Fraction(regel.band, 10_000)
    onder, boven = clienten - ruimte, clienten + ruimte
    per_client = Fraction(jaarbudget) / regel.clienten
    if bediend < onder:
        exact = -(onder - bediend) * per_client * Fraction(regel.aandeel, 10_000)
    elif bediend > boven:
        exact = (bediend - boven) * per_client * Fraction(regel.aandeel, 10_000)
    else:
        return Decimal(0)
    tienduizendsten, rest = divmod(abs(exact) * 10_000, 1)
    bedrag = Decimal(tienduizendsten) / 10_000 + (Decimal("0.00001") if rest else 0)
    return bedrag.quantize(Decimal("0.01"), ROUND_HALF_UP).copy_sign(-1 if exact < 0 else 1)


def test_the_settlement_agrees_with_a_second_implementation_to_the_cent() -> None:
    toeval = random.Random(61)
    for _ in range(20_000):
        regel = Bandbreedte(
            clienten=toeval.randint(1, 3000), band=toeval.randint(0, 10_000), aandeel=toeval.randint(0, 10_000)
        )
        bediend = toeval.choice([toeval.randint(0, 6000), regel.clienten, 0])
        cent = toeval.randint(1, 10**11)
        jaardagen = toeval.choice([365, 366])
        dagen = toeval.choice([jaardagen, toeval.randint(1, jaardagen)])
        verwacht = tweede_afrekening(regel, bediend, jaarbudget=Decimal(cent) / 100, deel=Fraction(dagen, jaardagen))
        gekregen = afgerekend(regel, bediend, jaarbudget_cent=cent, dagen=dagen, jaardagen=jaardagen)
        assert gekregen == verwacht * 100, (regel, bediend, cent, dagen, jaardagen)


def test_the_rule_is_data() -> None:
    ruimer = Bandbreedte(clienten=600, band=1000, aandeel=10_000)
    uitkomsten: Mapping[int, int] = {
        bediend: afgerekend(ruimer, bediend, jaarbudget_cent=420_000_000, dagen=365, jaardagen=365)
        for bediend in (530, 540, 650, 661)
    }
    assert uitkomsten == {530: -7_000_000, 540: 0, 650: 0, 661: 700_000}
    assert afgerekend(BANDBREEDTE, 270, jaarbudget_cent=420_000_000, dagen=184, jaardagen=365) != 0
