"""The forecast against a plain second implementation, and what must hold of it whatever happened (D19)."""

import asyncio
import dataclasses
import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from contracting.domain.sturing.monitor import Bedragen, maak_monitor
from contracting.domain.taakgericht.events import BetaaltermijnVastgesteld
from contracting.entrypoints.consumer import HANDLERS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from risb_kern.lists import Bereik

from tests.builders.contracting import AGB, Bericht, envelope, voorbeeld
from tests.fakes.contracting.uow import FakeUow

RUSTIG = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
JAAR, PLEK = 2026, ("0307", "2.1.3")
OVEREENKOMST = str(uuid.UUID(int=7))
TOEWIJZING, OPDRACHT, SUBSIDIE = "ToewijzingVastgelegd.v1", "BetaalopdrachtGemaakt.v1", "SubsidieVerleend.v1"
JAAROPDRACHT = 1_000_000_00
TERMIJNEN = [JAAROPDRACHT // 12] * 11 + [JAAROPDRACHT - 11 * (JAAROPDRACHT // 12)]
dagen = st.dates(dt.date(2026, 1, 1), dt.date(2027, 6, 30))
in_het_jaar = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@dataclasses.dataclass(frozen=True)
class Boek:
    """What happened on one place: facts of others, and terms (amount, and whether they lapsed afterwards)."""

    berichten: Sequence[Bericht]
    termijnen: Sequence[tuple[int, bool]] = ()

    def bedragen(self, vandaag: dt.date, jaar: int = JAAR) -> Bedragen:
        """The amounts of the place on that day."""

        async def alles() -> Bedragen:
            uow, bereik = FakeUow(), Bereik(alles=True)
            for nummer, (cent, vervallen) in enumerate(self.termijnen, start=1):
                await uow.verplichtingen.book(termijn(nummer, cent), versie=0)
                if vervallen:
                    await uow.verplichtingen.book(termijn(nummer, 0), versie=1)
            for one in self.berichten:
                await HANDLERS[one.naam](uow, one.data, one.envelope)
            geboekt = await uow.monitorvragen.sum_geboekt(jaar, bereik)
            open_delen = await uow.monitorvragen.sum_open(jaar, bereik, vandaag=vandaag)
            return maak_monitor(jaar, {}, geboekt, open_delen).totaal

        return asyncio.run(alles())


def termijn(nummer: int, cent: int) -> BetaaltermijnVastgesteld:
    return BetaaltermijnVastgesteld(
        overeenkomst_id=OVEREENKOMST,
        agb_code=AGB,
        gemeente=PLEK[0],
        programmalijn=PLEK[1],
        jaar=JAAR,
        termijn=nummer,
        vervaldatum=dt.date(JAAR, nummer, 28),
        bedrag_cent=cent,
    )


def zorg(nummer: int, cent: int, van: dt.date, tot: dt.date) -> Bericht:
    velden = {"verplichting_cent": cent, "ingangsdatum": van, "einddatum": tot, "toewijzing_nummer": nummer}
    return bericht(TOEWIJZING, nummer, **velden)


def betaalbaar(nummer: int, cent: int, **anders: Any) -> Bericht:
    gewoon = {"betaalopdracht_id": str(uuid.UUID(int=nummer)), "bedrag_cent": cent, "jaar": JAAR}
    return bericht(OPDRACHT, nummer, **(gewoon | anders))


def van_termijn(nummer: int, cent: int, termijn: int) -> Bericht:
    over = {"soort": "termijn", "betreft": "termijn", "overeenkomst_id": OVEREENKOMST, "termijn": termijn}
    return betaalbaar(nummer, cent, **over, periode_tot=None)


def zonder_nummer(nummer: int, cent: int) -> Bericht:
    """Of a term, as it was told before its number went with it."""
    over = {"soort": "termijn", "betreft": "", "overeenkomst_id": "", "termijn": 0}
    return betaalbaar(nummer, cent, **over, periode_tot=None)


def bericht(naam: str, nummer: int, **anders: Any) -> Bericht:
    plek = {"gemeente": PLEK[0], "programmalijn": PLEK[1]}
    return Bericht(naam=naam, data=voorbeeld(naam, **{**plek, **anders}), envelope=envelope(nummer))


@st.composite
def boeken(draw: st.DrawFn) -> Boek:
    """Care, its payables of whole months, terms that are paid, cut, paid too high and lapse, subsidies, and more."""
    berichten: list[Bericht] = []
    for nummer in range(1, draw(st.integers(0, 3)) + 1):
        van, tot = sorted([draw(in_het_jaar), draw(in_het_jaar)])
        berichten.append(zorg(nummer, draw(st.integers(0, 10**7)), van, tot))
    for nummer in range(10, 10 + draw(st.integers(0, 4))):
        tot_en_met = dt.date(2026, draw(st.integers(1, 12)), 28)
        berichten.append(betaalbaar(nummer, draw(st.integers(-(10**5), 10**6)), periode_tot=tot_en_met))
    termijnen = draw(st.lists(st.tuples(st.integers(1, 10**6), st.booleans()), max_size=4))
    for nummer, (cent, _) in enumerate(termijnen, start=1):
        for stuk in draw(st.lists(st.integers(-cent, cent), max_size=2)):
            berichten.append(van_termijn(100 + len(berichten), stuk, nummer))
    los_van_nummer = draw(st.lists(st.integers(-(10**5), 10**6), max_size=2))
    berichten += [zonder_nummer(nummer, cent) for nummer, cent in enumerate(los_van_nummer, start=150)]
    for nummer in range(200, 200 + draw(st.integers(0, 2))):
        aanvraag = str(uuid.UUID(int=nummer))
        velden = {"aanvraag_id": aanvraag, "verleend_cent": draw(st.integers(0, 10**6)), "jaar": JAAR}
        berichten.append(bericht(SUBSIDIE, nummer, **velden))
    for nummer in range(300, 300 + draw(st.integers(0, 2))):
        los = {"soort": "continuiteit", "betreft": "vergoeding", "periode_tot": None}
        berichten.append(betaalbaar(nummer, draw(st.integers(1, 10**6)), **los))
    return Boek(berichten, termijnen)


def naief(boek: Boek, vandaag: dt.date) -> int:
    """The forecast in the plainest way: everything that became payable, and per thing what may still come."""
    eerste = (vandaag.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    opdrachten = [one.data for one in boek.berichten if one.naam == OPDRACHT]
    totaal: int = sum(one["bedrag_cent"] for one in opdrachten)
    per_termijn: dict[int, list[int]] = defaultdict(list)
    for one in opdrachten:
        if one["soort"] == "termijn" and one["bedrag_cent"]:
            per_termijn[one["termijn"]].append(one["bedrag_cent"])
    voorbij = eerste > dt.date(JAAR, 12, 31)
    for nummer, (cent, vervallen) in enumerate(boek.termijnen, start=1):
        verplicht, gesteld = 0 if vervallen else cent, per_termijn[nummer]
        if gesteld:
            totaal += min(sum(gesteld), verplicht) - sum(gesteld)
        elif not voorbij:
            totaal += verplicht
    if voorbij:
        return totaal
    # What was told without a number is of a term that is still counted as an obligation above.
    totaal -= max(0, sum(per_termijn[0]))
    verplicht, open_ = 0, 0
    for data in (one.data for one in boek.berichten if one.naam == TOEWIJZING):
        alle = (data["einddatum"] - data["ingangsdatum"]).days + 1
        over = sum(data["ingangsdatum"] + dt.timedelta(days=dag) >= eerste for dag in range(alle))
        verplicht += data["verplichting_cent"]
        open_ += int(Fraction(data["verplichting_cent"] * over, alle) + Fraction(1, 2))
    zorg = [one for one in opdrachten if one["soort"] == "prestaties"]
    recent = sum(one["bedrag_cent"] for one in zorg if one["periode_tot"] >= eerste)
    totaal += max(0, min(verplicht - sum(one["bedrag_cent"] for one in zorg), open_ - recent))
    subsidies: int = sum(one.data["verleend_cent"] for one in boek.berichten if one.naam == SUBSIDIE)
    return totaal + subsidies


@RUSTIG
@given(boeken(), dagen)
def test_the_forecast_is_that_of_the_plain_implementation(boek: Boek, vandaag: dt.date) -> None:
    assert boek.bedragen(vandaag).prognose_cent == naief(boek, vandaag)


@RUSTIG
@given(boeken())
def test_a_finished_year_costs_what_is_paid_and_payable(boek: Boek) -> None:
    """Unless a term that lapsed was paid: that comes back."""
    bedragen = Boek(boek.berichten, [(cent, False) for cent, _ in boek.termijnen]).bedragen(dt.date(2027, 2, 1))
    te_veel = sum(max(0, gesteld - cent) for gesteld, cent in _van_termijnen(boek))
    assert bedragen.prognose_cent == bedragen.betaald_cent + bedragen.te_betalen_cent - te_veel


def _van_termijnen(boek: Boek) -> list[tuple[int, int]]:
    def gesteld(nummer: int) -> int:
        eigen = [one.data for one in boek.berichten if one.naam == OPDRACHT and one.data["termijn"] == nummer]
        return sum(one["bedrag_cent"] for one in eigen)

    return [(gesteld(nummer), cent) for nummer, (cent, _) in enumerate(boek.termijnen, start=1)]


@RUSTIG
@given(boeken(), dagen)
def test_a_task_is_never_expected_to_cost_more_than_its_obligation(boek: Boek, vandaag: dt.date) -> None:
    """Of payables that name their term; the others have no obligation of their own to stay within."""
    taak = Boek([one for one in boek.berichten if one.data.get("termijn")], boek.termijnen)
    bedragen = taak.bedragen(vandaag)
    assert bedragen.prognose_cent <= bedragen.verplicht_cent


@RUSTIG
@given(boeken(), dagen)
def test_care_is_never_expected_to_cost_more_than_its_obligation_or_what_became_payable(
    boek: Boek, vandaag: dt.date
) -> None:
    alleen = Boek([one for one in boek.berichten if one.naam == TOEWIJZING or one.data.get("soort") == "prestaties"])
    bedragen = alleen.bedragen(vandaag)
    assert bedragen.betaalbaar_cent <= bedragen.prognose_cent
    assert bedragen.prognose_cent <= max(bedragen.verplicht_cent, bedragen.betaalbaar_cent)


def test_a_task_of_a_million_is_a_million_on_every_day_whatever_is_payable() -> None:
    schema = [(cent, False) for cent in TERMIJNEN]
    for gesteld in range(13):
        betaald = [van_termijn(nummer, TERMIJNEN[nummer - 1], nummer) for nummer in range(1, gesteld + 1)]
        for vandaag in (dt.date(2026, 1, 1), dt.date(2026, 3, 28), dt.date(2026, 12, 31)):
            assert Boek(betaald, schema).bedragen(vandaag).prognose_cent == JAAROPDRACHT


def test_a_term_told_without_its_number_is_not_counted_beside_its_obligation() -> None:
    boek = Boek([zonder_nummer(1, TERMIJNEN[0])], [(cent, False) for cent in TERMIJNEN])
    assert boek.bedragen(dt.date(2026, 2, 1)).prognose_cent == JAAROPDRACHT


def test_a_finished_year_keeps_the_payments_of_terms_without_a_number() -> None:
    boek = Boek([zonder_nummer(nummer, cent) for nummer, cent in enumerate(TERMIJNEN, start=1)])
    for vandaag in (dt.date(2027, 2, 1), dt.date(2028, 1, 1)):
        assert boek.bedragen(vandaag).prognose_cent == JAAROPDRACHT


def test_care_declared_in_full_month_by_month_is_the_whole_obligation_all_year() -> None:
    """Twelve months of 990.00: what a month costs is counted as open or as payable, never both."""
    jaar = zorg(1, 12 * 990_00, dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    for maand in range(1, 12):
        gedeclareerd = [betaalbaar(10 + m, 990_00, periode_tot=dt.date(2026, m, 28)) for m in range(1, maand + 1)]
        for vandaag in (dt.date(2026, maand, 15), dt.date(2026, maand + 1, 15)):
            prognose = Boek([jaar, *gedeclareerd]).bedragen(vandaag).prognose_cent
            assert abs(prognose - 12 * 990_00) <= 30_00, (maand, vandaag)
            assert prognose <= 12 * 990_00


def test_an_older_payable_is_about_the_month_before_its_declaration() -> None:
    jaar = zorg(1, 36_500, dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    gemaakt = betaalbaar(2, 400, betreft="", periode_tot=None, vervaldatum=dt.date(2026, 8, 5))
    open_ = [Boek([jaar, gemaakt]).bedragen(dt.date(2026, maand, 1)).open_cent for maand in (7, 8)]
    assert open_ == [21_400 - 400, 18_400]
