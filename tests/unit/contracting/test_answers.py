"""What the API shows of an aggregate: every field, under the same name, or a reason why not."""

import dataclasses
import datetime as dt
import json
import uuid
from typing import Any

import pytest
from contracting.domain.sturing.grootboek import Plek
from contracting.domain.sturing.monitor import Geboekt, maak_monitor
from contracting.domain.taakgericht.taakbudget import betaalschema
from contracting.domain.toelating.perceel import Procedure
from contracting.domain.toelating.regels import beoordeel
from contracting.entrypoints.api.maatregelen.maatregelen_models import MaatregelUit
from contracting.entrypoints.api.overeenkomsten.overeenkomsten_models import OvereenkomstIn, OvereenkomstUit
from contracting.entrypoints.api.overeenkomsten.prijzen_models import PrijsUit
from contracting.entrypoints.api.overeenkomsten.termijnen_models import TermijnUit
from contracting.entrypoints.api.rekeningen.rekeningen_models import RekeningIn, RekeningUit
from contracting.entrypoints.api.sturing.budgetmonitor_models import MonitorUit
from contracting.entrypoints.api.toelating.aanbieders_models import AanbiederUit
from contracting.entrypoints.api.toelating.aanmeldingen_models import AanmeldingIn, AanmeldingUit
from contracting.entrypoints.api.toelating.percelen_models import PerceelIn, PerceelUit
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from tests.builders.contracting import (
    AGB,
    ANDERE_AGB,
    DAG,
    aanbieder,
    aanmelding,
    aanmelding_json,
    bewijs,
    maatregel,
    overeenkomst,
    overeenkomst_json,
    perceel,
    perceel_json,
    prijs,
    rekening,
    taakbudget,
)

# What has another name outside, or is nobody's business there.
ANDERS: dict[str, dict[str, str | None]] = {
    "AanmeldingUit": {"trace_id": "correlatie_id"},
    "OvereenkomstUit": {"trace_id": "correlatie_id"},
    "RekeningUit": {"kenmerk": None, "laatste": None},
    "MaatregelUit": {"tot": "laatste_dag", "einddatum": "laatste_dag"},
    "TermijnUit": {"nummer": "termijn"},
}
TERMIJN = betaalschema(taakbudget(), dt.date(2026, 1, 1), dt.date(2026, 12, 31))[0]
ANTWOORDEN: list[tuple[Any, BaseModel]] = [
    (aanbieder(), AanbiederUit.van(aanbieder(), [], DAG)),
    (perceel(), PerceelUit.van(perceel())),
    (aanmelding(bewijs()), AanmeldingUit.van(aanmelding(bewijs()))),
    (overeenkomst(prijzen=(prijs(),)), OvereenkomstUit.van(overeenkomst(prijzen=(prijs(),)))),
    (prijs().opgave, PrijsUit.van(prijs())),
    (TERMIJN, TermijnUit.van(TERMIJN, vervallen=False)),
    (rekening(), RekeningUit.van(rekening())),
    (maatregel(), MaatregelUit.model_validate(maatregel())),
]


@pytest.mark.parametrize(("zaak", "antwoord"), ANTWOORDEN, ids=lambda one: type(one).__name__)
def test_every_field_of_an_aggregate_is_shown(zaak: Any, antwoord: BaseModel) -> None:
    names = ANDERS.get(type(antwoord).__name__, {})
    expected = {names.get(one.name, one.name) for one in dataclasses.fields(zaak)} - {None}
    assert expected <= set(type(antwoord).model_fields)


def test_a_judged_application_shows_every_outcome() -> None:
    zaak = aanmelding()
    besluit = beoordeel(perceel(), zaak, bezwaren={}, vandaag=DAG)
    antwoord = json.loads(AanmeldingUit.van(zaak.besluit(besluit)).model_dump_json(by_alias=True))
    assert antwoord["status"] == "afgewezen"
    assert antwoord["beoordeling"]["stap"] == "volledig"
    assert [one["voldoet"] for one in antwoord["beoordeling"]["oordelen"]] == [False]


def test_an_account_shows_the_end_of_its_number_only() -> None:
    antwoord = RekeningUit.van(rekening(), andere_houders=2).model_dump_json(by_alias=True)
    assert '"nummer":"...4300"' in antwoord
    assert "versleuteld" not in antwoord
    assert "kenmerk" not in antwoord


def test_only_measures_that_hold_today_stand_with_their_own_aanbieder() -> None:
    maatregelen = [
        maatregel(1),
        maatregel(2, agb_code=ANDERE_AGB),
        maatregel(3, van=DAG + dt.timedelta(days=1)),
        maatregel(4, tot=DAG - dt.timedelta(days=1), van=dt.date(2025, 1, 1)),
    ]
    antwoord = AanbiederUit.van(aanbieder(), maatregelen, DAG)
    assert [one.id for one in antwoord.maatregelen] == [uuid.UUID(int=1)]


def test_a_perceel_takes_the_dienst_of_its_law_unless_it_names_one() -> None:
    assert PerceelIn.model_validate(perceel_json()).perceel().dienst == "wmo"
    assert PerceelIn.model_validate(perceel_json(dienst="omnv")).perceel().dienst == "omnv"


def test_a_perceel_is_the_same_after_a_walk_through_the_api() -> None:
    nieuw = perceel(procedure=Procedure.AANBESTEDING, maximum_aanbieders=4, uiterste_aanmelddag=dt.date(2026, 6, 30))
    gezien = PerceelUit.van(nieuw)
    ingevuld = [dataclasses.replace(one, maximale_leeftijd_maanden=6) for one in nieuw.basiscriteria]
    assert gezien.perceel() == dataclasses.replace(nieuw, basiscriteria=tuple(ingevuld))


def test_an_application_says_nothing_where_nothing_was_said() -> None:
    opdracht = AanmeldingIn.model_validate(aanmelding_json()).opdracht()
    assert [one.verklaring for one in opdracht.bewijsstukken] == ["", ""]
    antwoord = AanmeldingUit.van(aanmelding(*(one.ontvangen(DAG) for one in opdracht.bewijsstukken)))
    assert [one.verklaring for one in antwoord.bewijsstukken] == [None, None]


def test_an_agreement_is_read_with_its_prices_or_its_budget() -> None:
    met_prijs = OvereenkomstIn.model_validate(overeenkomst_json()).opdracht()
    budget = {"jaarbudgetCent": 100, "verdeelsleutel": [{"gemeente": "0307", "gewicht": 2}]}
    taakgericht = OvereenkomstIn.model_validate(overeenkomst_json(prijzen=[], taakbudget=budget)).opdracht()
    assert ([one.gemeenten for one in met_prijs.prijzen], met_prijs.taakbudget) == ([()], None)
    assert taakgericht.taakbudget == taakbudget(jaarbudget_cent=100, verdeelsleutel={"0307": 2})


@pytest.mark.parametrize(
    "fout",
    [
        {"houder": "0307"},
        {"houdersoort": "gemeente"},
        {"houder": "4242000"},
        {"iban": "NL91ABNA0417164301"},
        {"tenaamstelling": "Zorg\x00groep"},
    ],
)
def test_an_account_that_cannot_be_is_refused_at_the_edge(fout: dict[str, str]) -> None:
    goed = {"houdersoort": "aanbieder", "houder": AGB, "iban": "nl91 abna 0417 1643 00", "tenaamstelling": "Zorggroep"}
    assert RekeningIn.model_validate(goed).iban == "NL91ABNA0417164300"
    with pytest.raises(ValidationError):
        RekeningIn.model_validate({**goed, **fout})


plekken = st.tuples(st.sampled_from(["0307", "0342"]), st.sampled_from(["2.1.2", "2.1.3"]))
bedragen = st.integers(-(10**9), 10**9)


@given(
    st.dictionaries(plekken, st.integers(0, 10**9)),
    st.dictionaries(
        plekken,
        st.builds(Geboekt, verplicht_cent=bedragen, betaalbaar_cent=bedragen, vrijgegeven_cent=bedragen),
    ),
    st.dictionaries(plekken, st.integers(0, 10**9)),
)
def test_the_total_of_the_monitor_is_the_sum_of_its_lines(
    budgetten: dict[Plek, int], geboekt: dict[Plek, Geboekt], open_delen: dict[Plek, int]
) -> None:
    antwoord = MonitorUit.van(maak_monitor(2026, budgetten, geboekt, open_delen)).model_dump()
    assert {(one["gemeente"], one["programmalijn"]) for one in antwoord["regels"]} == budgetten.keys() | geboekt.keys()
    for name, total in antwoord["totaal"].items():
        assert total == sum(one[name] for one in antwoord["regels"])
    for one in antwoord["regels"]:
        assert one["ruimte_cent"] == one["budget_cent"] - max(one["verplicht_cent"], one["betaalbaar_cent"])
        assert one["prognose_cent"] == one["betaald_cent"] + one["te_betalen_cent"] + one["open_cent"]
