"""One run over the contracts of a perceel, in memory: what it gives, what it leaves alone and what it refuses."""

import datetime as dt
import random
import uuid
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from contracting.application.indexeren.handelingen import (
    IndexeringVoorstellen,
    indexcijfer_vastleggen,
    indexclausule_vastleggen,
    indexering_intrekken,
    indexering_uitvoeren,
    indexering_vaststellen,
    indexering_voorstellen,
)
from contracting.domain.indexeren.indexering import IndexeringStatus
from contracting.domain.indexeren.voorstel import Regelstatus
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.events import PrijsVastgesteld
from contracting.domain.prijzen.prijs import Prijs, Prijsreden, prijzen_op, vervolgherkomst
from contracting.domain.taakgericht.events import BetaaltermijnVastgesteld
from contracting.domain.taakgericht.taakbudget import betaalschema
from contracting.domain.toelating.perceel import Variant
from risb_kern.act import Handeling
from risb_kern.errors import DomainError

from tests.builders.aanbesteding import aanbesteding
from tests.builders.contracting import handeling as act
from tests.builders.contracting import opgave, overeenkomst, perceel, taakbudget
from tests.builders.indexeren import VNG25, D, R, cijfer, clausule, stel_voor, voer_uit
from tests.fakes.contracting.uow import FakeUow

NU = dt.date(2024, 11, 1)
BEGIN = dt.date(2025, 1, 1)


def handeling(door: str = "inkoper-1", dag: dt.date = NU) -> Handeling:
    return replace(act(dag, door), nieuw_id=uuid.uuid4)


def prijs(nummer: int, versie: int = 1, **anders: Any) -> Prijs:
    return Prijs(
        id=uuid.UUID(int=nummer), versie=versie, opgave=opgave(**{"geldig_van": dt.date(2022, 1, 1), **anders})
    )


def contract(*prijzen: Prijs, **anders: Any) -> Overeenkomst:
    gewoon = {"ingangsdatum": dt.date(2022, 1, 1), "einddatum": dt.date(2027, 12, 31), "prijzen": prijzen}
    return overeenkomst(**{**gewoon, **anders})


async def huis(*contracten: Overeenkomst, cijfers: Any = VNG25, **anders: Any) -> FakeUow:
    uow = FakeUow()
    await uow.percelen.add(perceel())
    for one in contracten:
        await uow.overeenkomsten.add(one)
    for one in cijfers:
        await uow.indexcijfers.add(cijfer(*one))
    await uow.indexclausules.add(clausule(**anders))
    return uow


async def indexeer(uow: FakeUow, jaar: int = 2025, *, voorlopig: bool = False) -> None:
    await voer_uit(uow, handeling("ander"), await stel_voor(uow, handeling(), jaar, voorlopig=voorlopig))


async def geweigerd(werk: Any) -> str:
    with pytest.raises(DomainError) as nee:
        await werk
    return nee.value.slug


async def tarieven(uow: FakeUow, dag: dt.date = BEGIN, nummer: int = 7) -> dict[str, int | None]:
    alle = uow.overeenkomsten.alle[uuid.UUID(int=nummer)].prijzen
    return {
        f"{one.opgave.productcode}:{gemeente}": one.opgave.tarief_cent
        for one in prijzen_op(alle, dag)
        for gemeente in one.opgave.gemeenten
    }


async def test_a_run_gives_new_versions_and_leaves_the_old_ones() -> None:
    oud = prijs(1)
    uow = await huis(contract(oud))
    await indexeer(uow)
    bewaard, nieuw = uow.overeenkomsten.alle[uuid.UUID(int=7)].prijzen
    assert bewaard == oud
    assert (nieuw.versie, nieuw.opgave.tarief_cent, nieuw.opgave.geldig_van) == (2, 6487, BEGIN)
    assert nieuw.herkomst is not None
    assert (nieuw.herkomst.reden, nieuw.herkomst.door) == (Prijsreden.INDEXERING, "ander")
    assert (nieuw.herkomst.basis_id, nieuw.herkomst.indexjaar) == (oud.id, 2025)
    (verteld,) = uow.told(PrijsVastgesteld)
    assert (verteld.reden, verteld.tarief_cent) == ("indexering", 6487)
    assert verteld.bron == "Indexering 2025: VNG, indexatie bij inkoop"
    (ronde,) = uow.indexeringen.alle.values()
    assert verteld.indexering_id == str(ronde.id)
    assert ronde.status is IndexeringStatus.UITGEVOERD


async def test_many_agreements_share_one_version_of_the_price_list() -> None:
    tweede = contract(prijs(2, gemeenten=("0307",)), id=uuid.UUID(int=8), agb_code="42420002")
    uow = await huis(contract(prijs(1)), tweede)
    await indexeer(uow)
    assert len({one.indexering_id for one in uow.told(PrijsVastgesteld)}) == 1
    assert await tarieven(uow, nummer=8) == {"01A03:0307": 6487}


async def test_geval_40_the_first_year_after_a_price_level_has_the_forecast_only() -> None:
    uow = await huis(contract(prijs(1, geldig_van=dt.date(2024, 1, 1)), ingangsdatum=dt.date(2024, 1, 1)))
    await indexeer(uow)
    assert await tarieven(uow) == {"01A03:0307": 6423, "01A03:0342": 6423}
    (ronde,) = uow.indexeringen.alle.values()
    (regel,) = await uow.indexeringen.list_regels(ronde.id)
    assert ronde.berekeningen[regel.berekening].met_correctie is False


async def test_an_indexed_price_is_no_new_price_level() -> None:
    """The second year corrects the forecast that the first year was indexed with."""
    cijfers = [*VNG25, ("OVA", 2025, D, 4180), ("PPC", 2025, D, 1820), ("OVA", 2026, R, 1000), ("PPC", 2026, R, 1000)]
    uow = await huis(contract(prijs(1, geldig_van=dt.date(2024, 1, 1))), cijfers=cijfers)
    await indexeer(uow)
    await indexeer(uow, 2026)
    laatste = list(uow.indexeringen.alle.values())[-1]
    (regel,) = await uow.indexeringen.list_regels(laatste.id)
    assert laatste.berekeningen[regel.berekening].met_correctie is True
    assert await tarieven(uow, dt.date(2026, 1, 1)) == {"01A03:0307": 6487, "01A03:0342": 6487}


async def test_geval_42_a_yearly_budget_goes_along_in_the_same_run() -> None:
    budget = taakbudget(jaarbudget_cent=420_000_000, verdeelsleutel={"0307": 1})
    taak = contract(
        id=uuid.UUID(int=9), variant=Variant.TAAKGERICHT, taakbudget=budget, gemeenten=("0307",), agb_code="42420002"
    )
    uow = await huis(contract(prijs(1)), taak)
    assert taak.einddatum is not None
    await uow.termijnen.add(taak.id, betaalschema(budget, taak.ingangsdatum, taak.einddatum))
    await indexeer(uow)
    geindexeerd = uow.overeenkomsten.alle[taak.id]
    vast = geindexeerd.taakbudget_in(2025)
    assert vast is not None
    assert vast.jaarbudget_cent == 440_832_000
    assert geindexeerd.taakbudget_in(2024) == budget
    termijnen = [one.bedrag_cent for one, _ in await uow.termijnen.list(taak.id) if one.jaar == 2025]
    assert termijnen == [36_736_000] * 12
    verteld = uow.told(BetaaltermijnVastgesteld)
    assert {one.jaar for one in verteld} == {2025, 2026, 2027}
    assert {(one.bedrag_cent, one.volgnummer) for one in verteld} == {(36_736_000, 1)}
    assert await tarieven(uow) == {"01A03:0307": 6487, "01A03:0342": 6487}


async def test_terms_that_lapsed_are_not_told_again_and_come_back_indexed() -> None:
    budget = taakbudget(jaarbudget_cent=420_000_000, verdeelsleutel={"0307": 1})
    taak = contract(variant=Variant.TAAKGERICHT, taakbudget=budget, gemeenten=("0307",))
    uow = await huis(taak)
    assert taak.einddatum is not None
    await uow.termijnen.add(taak.id, betaalschema(budget, taak.ingangsdatum, taak.einddatum))
    await uow.termijnen.cancel(taak.id, na=dt.date(2025, 6, 30))
    await indexeer(uow)
    assert len(uow.told(BetaaltermijnVastgesteld)) == 6
    assert {one.bedrag_cent for one in await uow.termijnen.take_back(taak.id)} == {36_736_000}


async def test_geval_43_a_figure_that_comes_later_gives_a_new_version_on_the_same_base() -> None:
    uow = await huis(contract(prijs(1)), cijfers=[one for one in VNG25 if one[2] is not D])
    assert await geweigerd(stel_voor(uow, handeling())) == "indexcijfer-ontbreekt"
    await indexeer(uow, voorlopig=True)
    assert await tarieven(uow) == {"01A03:0307": 6423, "01A03:0342": 6423}
    for one in VNG25:
        if one[2] is D:
            await indexcijfer_vastleggen(uow, handeling(), cijfer(*one))
    await indexeer(uow)
    alle = uow.overeenkomsten.alle[uuid.UUID(int=7)].prijzen
    assert [(one.versie, one.opgave.tarief_cent) for one in alle] == [(1, 6180), (2, 6423), (3, 6487)]
    assert {one.herkomst.basis_id for one in alle if one.herkomst} == {uuid.UUID(int=1)}
    assert await geweigerd(stel_voor(uow, handeling())) == "al-geindexeerd"


async def test_prices_of_the_year_itself_and_prices_by_amount_stay() -> None:
    nieuw = prijs(2, productcode="01A04", geldig_van=BEGIN)
    bedrag = prijs(3, productcode="01A05", eenheid="83", tarief_cent=None)
    uow = await huis(contract(prijs(1), nieuw, bedrag))
    await indexeer(uow)
    assert [one.productcode for one in uow.told(PrijsVastgesteld)] == ["01A03"]


async def test_a_price_that_was_agreed_for_later_still_takes_over_on_its_day() -> None:
    later = prijs(2, versie=2, geldig_van=dt.date(2025, 7, 1), tarief_cent=7000)
    uow = await huis(contract(prijs(1), later))
    await indexeer(uow)
    assert await tarieven(uow, dt.date(2025, 6, 30)) == {"01A03:0307": 6487, "01A03:0342": 6487}
    assert await tarieven(uow, dt.date(2025, 7, 1)) == {"01A03:0307": 7000, "01A03:0342": 7000}


async def test_a_price_that_runs_on_after_an_extension_keeps_its_price_level() -> None:
    eerst = prijs(1, geldig_van=dt.date(2024, 1, 1), geldig_tot=dt.date(2024, 12, 31))
    verder = opgave(geldig_van=BEGIN)
    vervolg = Prijs(id=uuid.UUID(int=2), versie=2, opgave=verder, herkomst=vervolgherkomst([eerst], verder, "p"))
    uow = await huis(contract(eerst, vervolg))
    await indexeer(uow)
    assert await tarieven(uow) == {"01A03:0307": 6423, "01A03:0342": 6423}


async def test_an_agreement_that_ends_in_the_year_is_indexed_and_one_that_is_over_is_not() -> None:
    loopt = contract(prijs(1), einddatum=dt.date(2025, 3, 31))
    over = contract(prijs(2), id=uuid.UUID(int=8), agb_code="42420002", einddatum=dt.date(2024, 12, 31))
    uow = await huis(loopt, over)
    await indexeer(uow)
    assert [one.overeenkomst_id for one in uow.told(PrijsVastgesteld)] == [str(loopt.id)]


async def test_two_runs_at_once_a_withdrawn_one_and_a_year_before_an_indexed_one() -> None:
    cijfers = [*VNG25, ("OVA", 2025, D, 1), ("PPC", 2025, D, 1), ("OVA", 2026, R, 1000), ("PPC", 2026, R, 1000)]
    uow = await huis(contract(prijs(1)), cijfers=cijfers)
    eerste = await stel_voor(uow, handeling())
    assert await geweigerd(stel_voor(uow, handeling(), 2026)) == "indexering-loopt"
    await indexering_intrekken(uow, handeling(), eerste.id)
    assert await geweigerd(indexering_vaststellen(uow, handeling("ander"), eerste.id)) == "stap-niet-mogelijk"
    await indexeer(uow, 2026)
    assert await geweigerd(stel_voor(uow, handeling())) == "later-jaar-geindexeerd"


async def test_who_proposed_does_not_decide() -> None:
    uow = await huis(contract(prijs(1)))
    voorstel = await stel_voor(uow, handeling())
    assert await geweigerd(indexering_vaststellen(uow, handeling(), voorstel.id)) == "zelfde-persoon"
    assert uow.told(PrijsVastgesteld) == []


@pytest.mark.parametrize("wat", ["cijfer", "clausule", "prijs"])
async def test_what_changed_after_the_preview_is_not_decided_on(wat: str) -> None:
    uow = await huis(contract(prijs(1)), contractwaarde_cent=1)
    voorstel = await stel_voor(uow, handeling())
    if wat == "cijfer":
        await indexcijfer_vastleggen(uow, handeling(), cijfer("OVA", 2025, R, 4181))
    elif wat == "clausule":
        await indexclausule_vastleggen(uow, handeling(), clausule(percentdecimalen=None, contractwaarde_cent=1))
    else:
        await uow.overeenkomsten.add_prijs(uuid.UUID(int=7), prijs(2, versie=2, tarief_cent=6000))
    assert await geweigerd(indexering_vaststellen(uow, handeling("ander"), voorstel.id)) == "voorstel-verouderd"


async def test_an_agreement_that_changes_after_the_decision_is_left_and_a_next_run_takes_it_along() -> None:
    uow = await huis(contract(prijs(1)))
    voorstel = await stel_voor(uow, handeling())
    await indexering_vaststellen(uow, handeling("ander"), voorstel.id)
    await uow.overeenkomsten.add_prijs(uuid.UUID(int=7), prijs(2, versie=2, tarief_cent=6000))
    await indexering_uitvoeren(uow, handeling("systeem"), voorstel.id, deel=0)
    assert await uow.indexeringen.count(voorstel.id) == {Regelstatus.VERVALLEN: 1}
    assert await tarieven(uow) == {"01A03:0307": 6000, "01A03:0342": 6000}
    await indexeer(uow)
    assert await tarieven(uow) == {"01A03:0307": 6298, "01A03:0342": 6298}


async def test_a_part_that_is_carried_out_twice_changes_nothing_and_an_undecided_one_neither() -> None:
    uow = await huis(contract(prijs(1)))
    voorstel = await stel_voor(uow, handeling())
    await indexering_uitvoeren(uow, handeling("systeem"), voorstel.id, deel=0)
    assert uow.told(PrijsVastgesteld) == []
    await voer_uit(uow, handeling("ander"), voorstel)
    await indexering_uitvoeren(uow, handeling("systeem"), voorstel.id, deel=0)
    assert len(uow.told(PrijsVastgesteld)) == 1


async def test_without_a_clause_or_without_anything_to_index_there_is_no_run() -> None:
    uow = await huis(contract(prijs(1, geldig_van=BEGIN)))
    assert await geweigerd(stel_voor(uow, handeling())) == "niets-te-indexeren"
    uow.indexclausules.alle.clear()
    assert await geweigerd(stel_voor(uow, handeling())) == "geen-indexclausule"
    elders = IndexeringVoorstellen(jaar=2025, percelen=("NERGENS",), voorlopig=False)
    assert await geweigerd(indexering_voorstellen(uow, handeling(), elders)) == "niet-gevonden"


async def test_a_tariff_does_not_fall_to_nothing() -> None:
    cijfers = [("OVA", 2025, R, -50_000), ("PPC", 2025, R, -50_000), *VNG25[:4]]
    uow = await huis(
        contract(prijs(1, tarief_cent=1, geldig_van=dt.date(2024, 1, 1))), cijfers=cijfers, tariefdecimalen=0
    )
    assert await geweigerd(stel_voor(uow, handeling())) == "onder-reele-prijs"


@pytest.mark.parametrize(("tarief", "geweigerd_"), [(4551, True), (4552, False)])
async def test_a_tariff_does_not_fall_below_the_real_price_of_the_tender(tarief: int, *, geweigerd_: bool) -> None:
    cijfers = [("OVA", 2025, R, -1_000), ("PPC", 2025, R, -1_000), *VNG25[:4]]
    voor = prijs(1, tarief_cent=tarief * 100 // 99 + 1, geldig_van=dt.date(2024, 1, 1))
    uow = await huis(contract(voor), cijfers=cijfers)
    await uow.aanbestedingen.add(aanbesteding())
    if geweigerd_:
        assert await geweigerd(stel_voor(uow, handeling())) == "onder-reele-prijs"
    else:
        assert (await stel_voor(uow, handeling())).regels == 1


@pytest.mark.parametrize(
    ("waarde", "wijzigbaar", "uitkomst"),
    [(75_000_001, False, "wezenlijke-wijziging"), (75_000_000, False, None), (75_000_001, True, None)],
)
async def test_another_way_to_index_is_refused_above_the_threshold_unless_the_contract_foresees_it(
    waarde: int, wijzigbaar: bool, uitkomst: str | None
) -> None:
    uow = await huis(contract(prijs(1)), contractwaarde_cent=waarde, wijzigbaar=wijzigbaar)
    anders = clausule(percentdecimalen=None, contractwaarde_cent=1, wijzigbaar=wijzigbaar)
    if uitkomst:
        assert await geweigerd(indexclausule_vastleggen(uow, handeling(), anders)) == uitkomst
    else:
        vast = await indexclausule_vastleggen(uow, handeling(), anders)
        assert (vast.versie, vast.contractwaarde_cent) == (2, waarde)


async def test_a_figure_or_clause_that_is_known_already_and_one_from_the_future_are_refused() -> None:
    uow = await huis()
    assert await geweigerd(indexcijfer_vastleggen(uow, handeling(), cijfer(*VNG25[0]))) == "indexcijfer-bekend"
    assert await geweigerd(indexclausule_vastleggen(uow, handeling(), clausule())) == "indexclausule-ongewijzigd"
    morgen = cijfer("OVA", 2026, R, 1, gepubliceerd_op=NU + dt.timedelta(days=1))
    assert await geweigerd(indexcijfer_vastleggen(uow, handeling(), morgen)) == "publicatie-in-de-toekomst"
    half = clausule(delen=clausule().delen[:1])
    assert await geweigerd(indexclausule_vastleggen(uow, handeling(), half)) == "indexclausule-klopt-niet"


async def test_on_every_day_each_gemeente_has_the_indexed_price_of_what_counted_for_it() -> None:
    """Random versions: day by day the outcome is the tariff of before times the index, or untouched."""
    toeval = random.Random(43)
    for _ in range(150):
        prijzen = [_los(toeval, versie) for versie in range(1, toeval.randint(2, 6))]
        voor = contract(*prijzen, einddatum=None)
        uow = await huis(voor)
        with suppress(DomainError):
            await indexeer(uow)
        na = uow.overeenkomsten.alle[voor.id]
        for dag in (BEGIN + dt.timedelta(days=one) for one in range(-400, 800, 13)):
            assert _op(na, dag) == {plek: _verwacht(one, dag) for plek, one in _tellend(voor, dag).items()}


def _los(toeval: random.Random, versie: int) -> Prijs:
    van = dt.date(2022, 1, 1) + dt.timedelta(days=toeval.randint(0, 1500))
    tot = None if toeval.random() < 0.5 else van + dt.timedelta(days=toeval.randint(0, 1200))
    gemeenten = toeval.choice([("0307",), ("0342",), ("0307", "0342")])
    return prijs(versie, versie, geldig_van=van, geldig_tot=tot, gemeenten=gemeenten, tarief_cent=1000 * versie)


def _tellend(voor: Overeenkomst, dag: dt.date) -> dict[str, Prijs]:
    return {gemeente: one for one in prijzen_op(voor.prijzen, dag) for gemeente in one.opgave.gemeenten}


def _op(na: Overeenkomst, dag: dt.date) -> dict[str, int | None]:
    return {plek: one.opgave.tarief_cent for plek, one in _tellend(na, dag).items()}


def _verwacht(one: Prijs, dag: dt.date) -> int | None:
    was, jaar = one.opgave.tarief_cent or 0, one.opgave.geldig_van.year
    if dag < BEGIN or jaar >= 2025:
        return was
    honderdste = 10_394 if jaar == 2024 else 10_496
    return (was * honderdste * 2 + 10_000) // 20_000
