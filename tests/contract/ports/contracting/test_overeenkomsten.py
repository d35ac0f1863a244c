"""What the ports of overeenkomsten and taakgericht promise."""

import dataclasses
import datetime as dt
import uuid

import pytest
from contracting.application.uow import Uow
from contracting.domain.overeenkomsten.beeindiging import Beeindiging, Beeindigingsgrond
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.taakgericht.taakbudget import betaalschema
from contracting.domain.toelating.perceel import Variant
from risb_kern.errors import DomainError
from risb_kern.lists import Bereik, Blad
from risb_recht.periode import Periode
from risb_recht.wet import Wet

from tests.builders.contracting import AGB, ANDERE_AGB, DAG, overeenkomst, prijs, taakbudget

pytestmark = pytest.mark.integratie
ALLES = Bereik(alles=True)
BEGIN, EINDE = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
WEDERZIJDS = Beeindiging(grond=Beeindigingsgrond.WEDERZIJDS, reden="Opzegging", einddatum=EINDE)
TAAK = overeenkomst(id=uuid.UUID(int=8), variant=Variant.TAAKGERICHT, taakbudget=taakbudget(), gemeenten=("0342",))


@pytest.mark.parametrize("gesloten", [overeenkomst(), overeenkomst(prijzen=(prijs(1), prijs(2))), TAAK])
async def test_an_agreement_comes_back_as_it_went_in(ingekocht: Uow, gesloten: Overeenkomst) -> None:
    await ingekocht.overeenkomsten.add(gesloten)
    assert await ingekocht.overeenkomsten.get(gesloten.id) == gesloten
    assert await ingekocht.overeenkomstvragen.find(gesloten.id) == gesloten
    assert await ingekocht.overeenkomsten.get(uuid.UUID(int=99)) is None


async def test_prices_are_only_added(ingekocht: Uow) -> None:
    gesloten = overeenkomst(prijzen=(prijs(1),))
    await ingekocht.overeenkomsten.add(gesloten)
    await ingekocht.overeenkomsten.add_prijs(gesloten.id, prijs(2, tarief_cent=7000))
    assert await ingekocht.overeenkomsten.get(gesloten.id) == gesloten.met_prijs(prijs(2, tarief_cent=7000))


async def test_saving_keeps_the_end_and_leaves_the_prices(ingekocht: Uow) -> None:
    gesloten = overeenkomst(prijzen=(prijs(1),))
    await ingekocht.overeenkomsten.add(gesloten)
    await ingekocht.overeenkomsten.add_prijs(gesloten.id, prijs(2))
    beeindigd = gesloten.beeindig(WEDERZIJDS, DAG)
    await ingekocht.overeenkomsten.save(beeindigd)
    assert await ingekocht.overeenkomsten.get(gesloten.id) == beeindigd.met_prijs(prijs(2))


async def test_an_end_that_is_taken_back_covers_everything_again(ingekocht: Uow) -> None:
    gesloten = overeenkomst(prijzen=(prijs(1),))
    await ingekocht.overeenkomsten.add(gesloten)
    dekking = await ingekocht.overeenkomsten.get_dekking(gesloten.agb_code, gesloten.wet)
    beeindigd = gesloten.beeindig(dataclasses.replace(WEDERZIJDS, einddatum=DAG), DAG)
    await ingekocht.overeenkomsten.save(beeindigd)
    assert await ingekocht.overeenkomsten.get_dekking(gesloten.agb_code, gesloten.wet) != dekking
    hersteld = beeindigd.trek_beeindiging_in(DAG)
    await ingekocht.overeenkomsten.save_restored(hersteld)
    assert await ingekocht.overeenkomsten.get(gesloten.id) == hersteld
    assert await ingekocht.overeenkomsten.get_dekking(gesloten.agb_code, gesloten.wet) == dekking


async def test_terms_that_lapsed_are_brought_back(ingekocht: Uow) -> None:
    await ingekocht.overeenkomsten.add(TAAK)
    assert TAAK.taakbudget is not None
    await ingekocht.termijnen.add(TAAK.id, betaalschema(TAAK.taakbudget, BEGIN, EINDE))
    vervallen = await ingekocht.termijnen.cancel(TAAK.id, na=dt.date(2026, 6, 30))
    assert set(await ingekocht.termijnen.take_back(TAAK.id)) == set(vervallen)
    assert await ingekocht.termijnen.take_back(TAAK.id) == []
    assert not any(weg for _, weg in await ingekocht.termijnen.list(TAAK.id))


async def test_agreements_are_narrowed_to_day_aanbieder_and_reach(ingekocht: Uow) -> None:
    gesloten = overeenkomst(agb_code=ANDERE_AGB, einddatum=EINDE, gemeenten=("0307",))
    for one in (gesloten, TAAK):
        await ingekocht.overeenkomsten.add(one)
    lijst = ingekocht.overeenkomstvragen.list
    assert await lijst(ALLES, Blad()) == [gesloten, TAAK]
    assert await lijst(ALLES, Blad(), agb_code=AGB) == [TAAK]
    assert await lijst(Bereik(agb_codes=frozenset({ANDERE_AGB})), Blad()) == [gesloten]
    assert await lijst(Bereik(gemeenten=frozenset({"0342", "0313"})), Blad()) == [TAAK]
    assert await lijst(ALLES, Blad(), datum=EINDE + dt.timedelta(days=1)) == [TAAK]
    assert await lijst(Bereik(), Blad()) == []


async def test_what_runs_on_a_day_is_counted_per_variant(ingekocht: Uow) -> None:
    await ingekocht.overeenkomsten.add(overeenkomst(einddatum=EINDE))
    await ingekocht.overeenkomsten.add(TAAK)
    assert await ingekocht.overeenkomstvragen.count(EINDE) == {Variant.INSPANNINGSGERICHT: 1, Variant.TAAKGERICHT: 1}
    assert await ingekocht.overeenkomstvragen.count(EINDE + dt.timedelta(days=1)) == {Variant.TAAKGERICHT: 1}
    assert await ingekocht.overeenkomstvragen.count(BEGIN - dt.timedelta(days=1)) == {}


async def test_terms_after_the_day_are_cancelled_and_given(ingekocht: Uow) -> None:
    schema = betaalschema(taakbudget(termijnen_per_jaar=4), BEGIN, EINDE)
    await ingekocht.overeenkomsten.add(TAAK)
    await ingekocht.termijnen.add(TAAK.id, schema)
    vervallen = await ingekocht.termijnen.cancel(TAAK.id, na=dt.date(2026, 6, 30))
    assert {one.periode_van for one in vervallen} == {dt.date(2026, 7, 1), dt.date(2026, 10, 1)}
    op_volgorde = sorted(schema, key=lambda one: (one.vervaldatum, one.gemeente))
    assert await ingekocht.termijnen.list(TAAK.id) == [(one, one in vervallen) for one in op_volgorde]


async def test_a_term_that_starts_on_the_day_stays(ingekocht: Uow) -> None:
    await ingekocht.overeenkomsten.add(TAAK)
    await ingekocht.termijnen.add(TAAK.id, betaalschema(taakbudget(), BEGIN, EINDE))
    assert await ingekocht.termijnen.cancel(TAAK.id, na=dt.date(2026, 12, 1)) == []


async def test_an_agreement_without_a_schedule_has_no_terms(ingekocht: Uow) -> None:
    assert await ingekocht.termijnen.list(TAAK.id) == []
    assert await ingekocht.termijnen.cancel(TAAK.id, na=BEGIN) == []


BEREIKEN = [
    ALLES,
    Bereik(),
    Bereik(agb_codes=frozenset({AGB})),
    Bereik(agb_codes=frozenset({AGB, ANDERE_AGB})),
    Bereik(gemeenten=frozenset({"0307"})),
    Bereik(gemeenten=frozenset({"0313", "0342"})),
    Bereik(agb_codes=frozenset({ANDERE_AGB}), gemeenten=frozenset({"0342"})),
]


@pytest.mark.parametrize("bereik", BEREIKEN)
async def test_a_caller_sees_what_belongs_to_one_of_its_tenants_and_nothing_else(
    ingekocht: Uow, bereik: Bereik
) -> None:
    gesloten = [
        overeenkomst(id=uuid.UUID(int=nummer), agb_code=agb_code, gemeenten=gemeenten)
        for nummer, (agb_code, gemeenten) in enumerate(
            [(AGB, ("0307",)), (AGB, ("0342", "0307")), (ANDERE_AGB, ("0342",)), (ANDERE_AGB, ("0308", "0313"))], 1
        )
    ]
    for one in gesloten:
        await ingekocht.overeenkomsten.add(one)
    gezien = await ingekocht.overeenkomstvragen.list(bereik, Blad())
    assert gezien == [one for one in gesloten if bereik.ziet(agb_code=one.agb_code, gemeenten=one.gemeenten)]


async def test_what_agreements_cover_is_known_and_follows_their_prices_and_end(ingekocht: Uow) -> None:
    gesloten = overeenkomst(prijzen=(prijs(1, gemeenten=("0307",)),))
    await ingekocht.overeenkomsten.add(gesloten)
    await ingekocht.overeenkomsten.add_prijs(gesloten.id, prijs(2, productcode="01A04", gemeenten=("0307",)))
    beeindigd = await ingekocht.overeenkomsten.get(gesloten.id)
    assert beeindigd is not None
    await ingekocht.overeenkomsten.save(beeindigd.beeindig(WEDERZIJDS, DAG))
    gedekt = await ingekocht.overeenkomsten.get_dekking(AGB, Wet.WMO)
    assert [(one.wat, one.gemeente, one.periode) for one in gedekt] == [
        (f"product {code}", "0307", Periode(van=BEGIN, tot=EINDE)) for code in ("01A03", "01A04")
    ]
    assert await ingekocht.overeenkomsten.get_dekking(AGB, Wet.JW) == []
    assert await ingekocht.overeenkomsten.get_dekking(ANDERE_AGB, Wet.WMO) == []


async def test_what_another_agreement_covers_is_not_kept(ingekocht: Uow) -> None:
    await ingekocht.overeenkomsten.add(overeenkomst(prijzen=(prijs(1),)))
    with pytest.raises(DomainError) as refused:
        await ingekocht.overeenkomsten.add(overeenkomst(id=uuid.UUID(int=9), prijzen=(prijs(2),)))
    assert refused.value.slug == "overeenkomst-overlapt"


async def test_the_agreements_of_a_perceel_are_found_without_their_prices(ingekocht: Uow) -> None:
    gesloten = overeenkomst(prijzen=(prijs(1),))
    await ingekocht.overeenkomsten.add(gesloten)
    gevonden = await ingekocht.overeenkomstvragen.list_van_perceel(gesloten.perceel_code)
    assert gevonden == [dataclasses.replace(gesloten, prijzen=())]
    assert await ingekocht.overeenkomstvragen.list_van_perceel("WMO-ANDERS") == []
