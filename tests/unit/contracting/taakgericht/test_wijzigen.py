"""Extra money and shifts of money: the business case, the signatures of all, and the terms that follow."""

import datetime as dt
import random
import uuid
from typing import Any

import pytest
from contracting.application.moederovereenkomsten import handelingen as moeders
from contracting.application.overeenkomsten import handelingen as sluiten
from contracting.application.taakgericht import handelingen
from contracting.domain.overeenkomsten.beeindiging import Beeindiging, Beeindigingsgrond
from contracting.domain.taakgericht.budgetwijziging import Budgetwijziging, BudgetwijzigingStatus
from contracting.domain.taakgericht.businesscase import Businesscase, BusinesscaseStatus, Casusbedrag, Collegebesluit
from contracting.domain.taakgericht.events import BetaaltermijnVastgesteld, BudgetwijzigingGetekend
from contracting.domain.taakgericht.taakbudget import Termijnperiode, betaalschema, extra_termijnen
from risb_kern.errors import DomainError
from risb_kern.lists import Bereik

from tests.builders.contracting import AGB, ANDERE_AGB, aanbieder, overeenkomst, perceel
from tests.builders.taakgericht import casusvoorstel, moederovereenkomst, op, taakovereenkomst
from tests.fakes.contracting.uow import FakeUow

DAG = dt.date(2026, 2, 2)
ID, TWEEDE, NERGENS = uuid.UUID(int=7), uuid.UUID(int=8), uuid.UUID(int=0)
S = BudgetwijzigingStatus
BUREAU = Bereik(alles=True)


@pytest.fixture
async def taak(ingekocht: FakeUow) -> FakeUow:
    await _met_termijnen(ingekocht)
    return ingekocht


@pytest.fixture
async def bsa(ingekocht: FakeUow) -> FakeUow:
    """A parent agreement with a call-off of each aanbieder."""
    await ingekocht.aanbieders.add(aanbieder(agb_code=ANDERE_AGB, kvk_nummer="87654321"))
    await ingekocht.percelen.add(perceel(code="TAAK"))
    moeder = await moeders.moederovereenkomst_opstellen(ingekocht, op(DAG), moederovereenkomst())
    await moeders.moederovereenkomst_vaststellen(ingekocht, op(DAG, "manager-2"), moeder.id)
    await _met_termijnen(ingekocht, moeder_id=moeder.id)
    await _met_termijnen(ingekocht, id=TWEEDE, agb_code=ANDERE_AGB, moeder_id=moeder.id)
    return ingekocht


async def _met_termijnen(uow: FakeUow, **changes: Any) -> None:
    gesloten = taakovereenkomst(**changes)
    assert gesloten.taakbudget is not None
    assert gesloten.einddatum is not None
    await uow.overeenkomsten.add(gesloten)
    schema = betaalschema(gesloten.taakbudget, gesloten.ingangsdatum, gesloten.einddatum)
    await uow.termijnen.add(gesloten.id, schema)


async def businesscase(uow: FakeUow, *, besloten: int | None, betreft: uuid.UUID = ID) -> uuid.UUID:
    """A business case of 600,000.00; with `besloten` the college decided on it."""
    voorstel = casusvoorstel(Casusbedrag(jaar=2026, partij="0307", bedrag_cent=60_000_000))
    gemaakt = await handelingen.businesscase_opstellen(uow, op(DAG), betreft, voorstel)
    await handelingen.businesscase_adviseren(uow, op(DAG), gemaakt.id, advies="Doen.")
    if besloten is not None:
        college = Collegebesluit(besluitnummer="B-2026-60", besloten_op=DAG, bedrag_cent=besloten)
        await handelingen.businesscase_besluiten(uow, op(DAG, "bestuur"), gemaakt.id, college)
    return gemaakt.id


async def stel_voor(uow: FakeUow, **anders: Any) -> Budgetwijziging:
    velden: dict[str, Any] = {
        "bedragen": {ID: 50_000_000},
        "eerste_vervaldatum": dt.date(2026, 3, 31),
        "termijnen": 1,
        "grondslag": "1.4.2",
        "reden": "Transformatieplan",
        "businesscase_id": None,
    }
    opdracht = handelingen.BudgetwijzigingVoorstellen(**{**velden, **anders})
    return await handelingen.budgetwijziging_voorstellen(uow, op(DAG), opdracht)


async def teken(uow: FakeUow, wijziging: Budgetwijziging, *partijen: str) -> Budgetwijziging:
    """Each party by who may: an aanbieder itself, the bureau for a gemeente."""
    for partij in partijen or wijziging.partijen:
        bereik = Bereik(agb_codes=frozenset({partij})) if len(partij) == 8 else BUREAU
        wie = op(DAG, f"voor-{partij}")
        wijziging = await handelingen.budgetwijziging_ondertekenen(uow, wie, wijziging.id, partij=partij, bereik=bereik)
    return wijziging


def slug_van(fout: pytest.ExceptionInfo[DomainError]) -> str:
    return fout.value.slug


@pytest.mark.parametrize(
    ("besloten", "slug"),
    [
        pytest.param(None, "businesscase-niet-besloten", id="geval_60-not-decided"),
        pytest.param(0, "businesscase-niet-besloten", id="geval_60-turned-down"),
        pytest.param(49_999_999, "boven-besluit", id="geval_60-less-was-decided"),
    ],
)
async def test_extra_money_without_a_decided_business_case_is_refused(
    bsa: FakeUow, besloten: int | None, slug: str
) -> None:
    casus = await businesscase(bsa, besloten=besloten, betreft=uuid.UUID(int=700))
    with pytest.raises(DomainError) as fout:
        await stel_voor(bsa, businesscase_id=casus)
    assert slug_van(fout) == slug
    assert bsa.budgetwijzigingen.alle == {}


async def test_extra_money_names_its_business_case(taak: FakeUow) -> None:
    with pytest.raises(DomainError) as geval_60:
        await stel_voor(taak)
    assert slug_van(geval_60) == "zonder-businesscase"
    with pytest.raises(DomainError) as onbekend:
        await stel_voor(taak, businesscase_id=NERGENS)
    assert slug_van(onbekend) == "niet-gevonden"


async def test_geval_60_extra_money_holds_once_all_parties_signed(bsa: FakeUow) -> None:
    casus = await businesscase(bsa, besloten=50_000_000, betreft=uuid.UUID(int=700))
    wijziging = await stel_voor(bsa, businesscase_id=casus)
    assert wijziging.partijen == ("0307", "0342", AGB, ANDERE_AGB)
    bijna = await teken(bsa, wijziging, "0307", AGB, ANDERE_AGB)
    assert (bijna.status, bijna.nog_te_tekenen) == (S.VOORGESTELD, ("0342",))
    assert not bsa.told(BetaaltermijnVastgesteld)
    assert not bsa.told(BudgetwijzigingGetekend)
    getekend = await teken(bsa, bijna, "0342")
    assert getekend.status is S.GETEKEND
    assert [(one.gemeente, one.termijn, one.bedrag_cent) for one in bsa.told(BetaaltermijnVastgesteld)] == [
        ("0307", 13, 30_000_000),
        ("0342", 13, 20_000_000),
    ]
    (feit,) = bsa.told(BudgetwijzigingGetekend)
    assert (feit.bedrag_cent, feit.businesscase_id, feit.jaar) == (50_000_000, str(casus), 2026)
    with pytest.raises(DomainError) as op_is_op:
        await stel_voor(bsa, businesscase_id=casus, bedragen={ID: 1})
    assert slug_van(op_is_op) == "boven-besluit"


async def test_money_moves_from_one_aanbieder_to_another_without_a_business_case(bsa: FakeUow) -> None:
    wijziging = await stel_voor(bsa, bedragen={ID: -1_000_000, TWEEDE: 1_000_000}, termijnen=3)
    await teken(bsa, wijziging)
    verteld = bsa.told(BetaaltermijnVastgesteld)
    assert sum(one.bedrag_cent for one in verteld) == 0
    per_aanbieder = {
        agb: sorted(one.bedrag_cent for one in verteld if one.agb_code == agb) for agb in (AGB, ANDERE_AGB)
    }
    assert per_aanbieder[AGB] == sorted(-one for one in per_aanbieder[ANDERE_AGB])


async def test_nobody_gives_more_than_is_still_to_come(bsa: FakeUow) -> None:
    with pytest.raises(DomainError) as fout:
        await stel_voor(bsa, bedragen={ID: -350_000_001, TWEEDE: 350_000_001})
    assert slug_van(fout) == "meer-dan-er-komt"
    assert (await stel_voor(bsa, bedragen={ID: -350_000_000, TWEEDE: 350_000_000})).totaal_cent == 0


async def test_nobody_signs_for_another_twice_or_what_he_proposed(taak: FakeUow) -> None:
    wijziging = await stel_voor(taak, businesscase_id=await businesscase(taak, besloten=50_000_000))
    pogingen = [
        ("ander", Bereik(agb_codes=frozenset({ANDERE_AGB})), AGB, "niet-gevonden"),
        ("van-niemand", Bereik(), "0307", "niet-gevonden"),
        ("manager-2", BUREAU, AGB, "niet-namens-ander"),
        ("van-aanbieder", Bereik(agb_codes=frozenset({AGB})), "0307", "niet-namens-ander"),
        ("manager-1", BUREAU, "0307", "zelfde-persoon"),
        ("manager-2", BUREAU, "0308", "geen-partij"),
    ]
    for wie, bereik, partij, slug in pogingen:
        with pytest.raises(DomainError) as fout:
            await handelingen.budgetwijziging_ondertekenen(
                taak, op(DAG, wie), wijziging.id, partij=partij, bereik=bereik
            )
        assert slug_van(fout) == slug
    assert taak.budgetwijzigingen.alle[wijziging.id] == wijziging
    await teken(taak, wijziging, "0307")
    with pytest.raises(DomainError) as tweemaal:
        await teken(taak, wijziging, "0307")
    assert slug_van(tweemaal) == "al-getekend"


async def test_what_is_withdrawn_frees_its_business_case(taak: FakeUow) -> None:
    casus = await businesscase(taak, besloten=50_000_000)
    eerste = await stel_voor(taak, businesscase_id=casus)
    await handelingen.budgetwijziging_intrekken(taak, op(DAG), eerste.id)
    assert taak.businesscases.alle[casus].toegezegd_cent == 0
    tweede = await stel_voor(taak, businesscase_id=casus)
    await teken(taak, tweede)
    with pytest.raises(DomainError) as fout:
        await handelingen.budgetwijziging_intrekken(taak, op(DAG), tweede.id)
    assert slug_van(fout) == "stap-niet-mogelijk"


async def test_an_agreement_that_ended_meanwhile_gets_no_extra_terms(taak: FakeUow) -> None:
    wijziging = await stel_voor(taak, businesscase_id=await businesscase(taak, besloten=50_000_000))
    einde = Beeindiging(grond=Beeindigingsgrond.WEDERZIJDS, reden="Samen", einddatum=dt.date(2026, 2, 28))
    await sluiten.overeenkomst_beeindigen(taak, op(DAG), ID, einde)
    with pytest.raises(DomainError) as fout:
        await teken(taak, wijziging)
    assert slug_van(fout) == "termijnen-buiten-looptijd"


@pytest.mark.parametrize(
    ("anders", "slug"),
    [
        ({"bedragen": {ID: 0}}, "wijziging-leeg"),
        ({"termijnen": 11}, "termijnen-over-het-jaar"),
        ({"eerste_vervaldatum": dt.date(2029, 1, 31)}, "termijnen-buiten-looptijd"),
        ({"bedragen": {ID: -1}, "businesscase_id": NERGENS}, "businesscase-overbodig"),
        ({"bedragen": {ID: 1, TWEEDE: 1}}, "geen-gezamenlijke-moeder"),
    ],
)
async def test_an_amendment_that_cannot_be_is_refused(taak: FakeUow, anders: dict[str, Any], slug: str) -> None:
    await _met_termijnen(taak, id=TWEEDE, agb_code=ANDERE_AGB)
    casus = await businesscase(taak, besloten=50_000_000)
    with pytest.raises(DomainError) as fout:
        await stel_voor(taak, **{"businesscase_id": casus, **anders})
    assert slug_van(fout) == slug


async def test_geval_59_a_lump_sum_on_a_pq_agreement_is_refused_also_as_an_amendment(ingekocht: FakeUow) -> None:
    await ingekocht.overeenkomsten.add(overeenkomst())
    with pytest.raises(DomainError) as fout:
        await stel_voor(ingekocht)
    assert slug_van(fout) == "pq-kent-geen-budget"


async def test_a_business_case_goes_from_draft_to_evaluated(taak: FakeUow) -> None:
    casus = await businesscase(taak, besloten=50_000_000)
    klaar = await handelingen.businesscase_evalueren(taak, op(DAG), casus, evaluatie="Uitstroom hoger.")
    assert klaar.status is BusinesscaseStatus.GEEVALUEERD
    with pytest.raises(DomainError) as fout:
        await stel_voor(taak, businesscase_id=casus)
    assert slug_van(fout) == "businesscase-niet-besloten"


async def test_who_wrote_or_advised_does_not_record_the_decision(taak: FakeUow) -> None:
    casus = await businesscase(taak, besloten=None)
    college = Collegebesluit(besluitnummer="B-1", besloten_op=DAG, bedrag_cent=1)
    with pytest.raises(DomainError) as fout:
        await handelingen.businesscase_besluiten(taak, op(DAG), casus, college)
    assert slug_van(fout) == "zelfde-persoon"


@pytest.mark.parametrize(
    ("besluit", "slug"),
    [
        (Collegebesluit(besluitnummer="B-1", besloten_op=dt.date(2026, 2, 3), bedrag_cent=1), "besluit-toekomst"),
        (Collegebesluit(besluitnummer="B-1", besloten_op=DAG, bedrag_cent=60_000_001), "boven-vraag"),
    ],
)
async def test_a_decision_in_the_future_or_above_what_was_asked_is_refused(
    taak: FakeUow, besluit: Collegebesluit, slug: str
) -> None:
    casus = await businesscase(taak, besloten=None)
    with pytest.raises(DomainError) as fout:
        await handelingen.businesscase_besluiten(taak, op(DAG, "bestuur"), casus, besluit)
    assert slug_van(fout) == slug


def test_the_payback_is_the_first_year_in_which_benefits_cover_what_was_invested() -> None:
    baten = tuple(Casusbedrag(jaar=jaar, partij="0307", bedrag_cent=20_000_000) for jaar in (2027, 2028, 2029))
    casus = Businesscase(id=ID, betreft_id=ID, agb_codes=(AGB,), voorstel=casusvoorstel(baten=baten))
    assert casus.terugverdiend_in == 2029
    nooit = Businesscase(id=ID, betreft_id=ID, agb_codes=(AGB,), voorstel=casusvoorstel(baten=baten[:2]))
    assert nooit.terugverdiend_in is None


async def test_a_business_case_is_for_something_that_exists(uow: FakeUow) -> None:
    with pytest.raises(DomainError) as fout:
        await handelingen.businesscase_opstellen(uow, op(DAG), NERGENS, casusvoorstel())
    assert slug_van(fout) == "niet-gevonden"


def test_extra_terms_agree_with_a_second_implementation_to_the_cent() -> None:
    toeval = random.Random(60)
    for _ in range(20_000):
        sleutel = {
            f"{nummer:04d}": toeval.randint(1, 10**6) for nummer in toeval.sample(range(9999), toeval.randint(1, 8))
        }
        cent, aantal = toeval.randint(-(10**10), 10**10), toeval.randint(1, 12)
        perioden = [Termijnperiode(van=DAG, vervaldatum=DAG)] * aantal
        gekregen: dict[str, list[int]] = {}
        for one in extra_termijnen(cent, sleutel, perioden, [], jaar=2026):
            gekregen.setdefault(one.gemeente, []).append(one.bedrag_cent)
        assert gekregen == {gemeente: _in_stukken(deel, aantal) for gemeente, deel in _delen(cent, sleutel).items()}
        assert sum(map(sum, gekregen.values())) == cent


def _delen(cent: int, sleutel: dict[str, int]) -> dict[str, int]:
    """Largest remainder, plainly: floor all, then one cent to each in the order of what it lacks."""
    totaal, grootte = sum(sleutel.values()), abs(cent)
    delen = {code: [grootte * gewicht // totaal, grootte * gewicht % totaal] for code, gewicht in sleutel.items()}
    over = grootte - sum(heel for heel, _ in delen.values())
    volgorde = sorted(delen, key=lambda code: (-delen[code][1], code))
    for code in volgorde[:over]:
        delen[code][0] += 1
    return {code: heel if cent >= 0 else -heel for code, (heel, _) in delen.items()}


def _in_stukken(deel: int, aantal: int) -> list[int]:
    grootte, teken = abs(deel), -1 if deel < 0 else 1
    stukken = [grootte // aantal for _ in range(aantal)]
    stukken[-1] += grootte - sum(stukken)
    return [teken * one for one in stukken]
