"""Terms of reports, waiting norms, subcontractors, breaches and the worth of social return."""

import datetime as dt
import random
import re
import uuid
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from contracting.domain.plichten.meldplicht import MELDARTIKELEN, Meldsoort, controleer_momenten, is_op_tijd, uiterlijk
from contracting.domain.plichten.onderaanneming import OnderaannemingStatus, status_van
from contracting.domain.plichten.plicht import ARTIKELEN, Mijlpaalresultaat, Plicht, Plichtsoort, eerste_na
from contracting.domain.plichten.sroi import Sroiinzet, Sroitabel, Sroiverplichting, waarde_van
from contracting.domain.plichten.tekortkoming import Gevolg, Tekortkoming, TekortkomingStatus
from contracting.domain.plichten.wachtnorm import Wachtsoort, start_uiterlijk
from risb_kern.clock import AMSTERDAM

from tests.builders.contracting import AGB, geweigerd

MEI = dt.date(2026, 5, 4)


def moment(dag: int, uur: int = 12, minuut: int = 0) -> dt.datetime:
    return dt.datetime(2026, 9, dag, uur, minuut, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("soort", "verwacht"),
    [
        pytest.param(Wachtsoort.DAGBESTEDING, dt.date(2026, 6, 15), id="geval_48 dagbesteding"),
        pytest.param(Wachtsoort.WONEN_VG, dt.date(2026, 8, 3), id="geval_48 wonen VG"),
        pytest.param(Wachtsoort.WONEN_ZG, dt.date(2026, 6, 29), id="geval_48 wonen ZG"),
    ],
)
def test_a_client_waits_no_longer_than_the_norm_of_the_branch(soort: Wachtsoort, verwacht: dt.date) -> None:
    assert start_uiterlijk(soort, MEI) == verwacht


@pytest.mark.parametrize(
    ("soort", "gemeld", "op_tijd"),
    [
        pytest.param(Meldsoort.TOEZICHTMAATREGEL, moment(8, 23, 59), True, id="geval_52 op tijd"),
        pytest.param(Meldsoort.TOEZICHTMAATREGEL, moment(9, 0, 0), False, id="geval_52 te laat"),
        pytest.param(Meldsoort.CONTINUITEITSRISICO, moment(8), True, id="risico"),
        pytest.param(Meldsoort.CALAMITEIT, moment(1, 23), True, id="calamiteit zelfde dag"),
        pytest.param(Meldsoort.CALAMITEIT, moment(2, 0), False, id="calamiteit dag later"),
        pytest.param(Meldsoort.DATALEK, moment(2, 12), True, id="datalek op het uur"),
        pytest.param(Meldsoort.DATALEK, moment(2, 12, 1), False, id="datalek te laat"),
    ],
)
def test_a_report_has_the_term_of_its_kind(soort: Meldsoort, gemeld: dt.datetime, *, op_tijd: bool) -> None:
    assert is_op_tijd(soort, moment(1), gemeld) is op_tijd


def test_geval_53_a_data_breach_is_reported_within_a_day_on_the_minute() -> None:
    assert uiterlijk(Meldsoort.DATALEK, moment(1, 14, 30)) == moment(2, 14, 30)


def test_an_hour_is_an_hour_when_the_clock_goes_back() -> None:
    zaterdag = dt.datetime(2026, 10, 24, 14, 30, tzinfo=AMSTERDAM)
    assert uiterlijk(Meldsoort.DATALEK, zaterdag) == dt.datetime(2026, 10, 25, 13, 30, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("zzp", "ingezet", "verwacht"),
    [
        pytest.param(False, MEI, OnderaannemingStatus.ZONDER_TOESTEMMING, id="geval_51 zonder toestemming"),
        pytest.param(True, MEI, OnderaannemingStatus.TOEGESTAAN, id="geval_51 zzp"),
        pytest.param(False, None, OnderaannemingStatus.GEVRAAGD, id="nog niet begonnen"),
    ],
)
def test_who_works_for_an_aanbieder_needs_consent_first(
    ingezet: dt.date | None, verwacht: OnderaannemingStatus, *, zzp: bool
) -> None:
    assert status_van(zzp=zzp, ingezet_op=ingezet, onder_onderaannemer=False) is verwacht


def test_geval_51_a_subcontractor_of_a_subcontractor_is_refused() -> None:
    for zzp in (True, False):
        assert geweigerd(status_van, zzp=zzp, ingezet_op=None, onder_onderaannemer=True) == "onder-onderaanneming"


def plicht(**anders: Any) -> Plicht:
    gewoon: dict[str, Any] = {
        "id": uuid.UUID(int=1),
        "overeenkomst_id": uuid.UUID(int=7),
        "agb_code": AGB,
        "plichtsoort": Plichtsoort.SROI_RAPPORT,
        "anker": dt.date(2026, 3, 31),
        "periode_maanden": 3,
        "tot": dt.date(2026, 12, 31),
        "volgende": dt.date(2026, 3, 31),
    }
    return Plicht(**(gewoon | anders))


def test_milestones_follow_the_anchor_and_end_with_the_agreement() -> None:
    dagen, one = [], plicht()
    while one.volgende is not None:
        dagen.append(str(one.volgende))
        one = one.rond_af(Mijlpaalresultaat.VOLDAAN, one.volgende)
    assert dagen == ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]
    assert geweigerd(one.rond_af, Mijlpaalresultaat.VOLDAAN, MEI) == "geen-mijlpaal"


def test_a_duty_without_a_period_comes_once() -> None:
    assert eerste_na(MEI, 0, na=dt.date(2026, 5, 3), tot=None) == MEI
    assert eerste_na(MEI, 0, na=MEI, tot=None) is None


def test_moving_the_anchor_changes_only_what_is_still_to_come() -> None:
    begonnen = plicht().rond_af(Mijlpaalresultaat.DEELS_VOLDAAN, dt.date(2026, 3, 20))
    verplaatst = begonnen.verplaats(dt.date(2026, 1, 15), dt.date(2026, 4, 1))
    assert verplaatst.mijlpalen == begonnen.mijlpalen
    assert verplaatst.volgende == dt.date(2026, 4, 15)


def test_a_milestone_that_is_overdue_is_not_moved_away() -> None:
    assert geweigerd(plicht().verplaats, dt.date(2026, 6, 1), dt.date(2026, 4, 1)) == "mijlpaal-open"
    op_de_dag = plicht().verplaats(dt.date(2026, 6, 1), dt.date(2026, 3, 31))
    assert op_de_dag.volgende == dt.date(2026, 6, 1)


@pytest.mark.parametrize("soort", Plichtsoort)
def test_every_duty_stands_under_an_article(soort: Plichtsoort) -> None:
    assert re.fullmatch(r"[0-9]+(\.[0-9]+){1,3}", ARTIKELEN[soort])


@pytest.mark.parametrize("soort", Meldsoort)
def test_every_report_stands_under_an_article(soort: Meldsoort) -> None:
    assert re.fullmatch(r"[0-9]+(\.[0-9]+){1,3}", MELDARTIKELEN[soort])


@pytest.mark.parametrize(
    ("gebeurd", "gemeld", "nu", "klopt"),
    [
        pytest.param(moment(1), moment(1, 11, 59), moment(9), False, id="voor het gebeurde"),
        pytest.param(moment(1), moment(1), moment(1), True, id="op het moment"),
        pytest.param(moment(1), moment(2), moment(1, 23), False, id="nog te komen"),
    ],
)
def test_a_report_is_not_before_what_it_tells_or_still_to_come(
    gebeurd: dt.datetime, gemeld: dt.datetime, nu: dt.datetime, *, klopt: bool
) -> None:
    if klopt:
        controleer_momenten(gebeurd, gemeld, nu)
    else:
        assert geweigerd(controleer_momenten, gebeurd, gemeld, nu) == "melding-klopt-niet"


def test_reminders_come_30_7_and_0_days_ahead_and_then_the_day_after() -> None:
    one, dag, momenten = plicht(), dt.date(2026, 1, 1), []
    for _ in range(6):
        dag = one.volgend_moment(dag) or dag
        momenten.append(str(dag))
    assert momenten == ["2026-03-01", "2026-03-24", "2026-03-31", "2026-04-01", "2026-04-02", "2026-04-03"]
    assert not one.is_verlopen(dt.date(2026, 3, 31))
    assert one.is_verlopen(dt.date(2026, 4, 1))
    te_vroeg = dt.date(2026, 3, 31)
    assert geweigerd(one.rond_af, Mijlpaalresultaat.NIET_VOLDAAN, te_vroeg) == "nog-niet-verlopen"


TEKORTKOMING = Tekortkoming(
    id=uuid.UUID(int=2),
    overeenkomst_id=uuid.UUID(int=7),
    agb_code=AGB,
    artikel="3.9",
    bevinding="Onderaannemer zonder toestemming.",
    gemeld_op=dt.date(2026, 9, 1),
)


def test_nobody_decides_before_the_aanbieder_was_heard_or_let_its_term_pass() -> None:
    besluit = (Gevolg.HERSTEL, "Herstel binnen een maand.")
    assert TEKORTKOMING.zienswijze_uiterlijk == dt.date(2026, 9, 15)
    vroeg = dt.date(2026, 9, 15)
    assert geweigerd(TEKORTKOMING.besluit, *besluit, vroeg, openbaar=False) == "nog-niet-gehoord"
    assert TEKORTKOMING.besluit(*besluit, dt.date(2026, 9, 16), openbaar=True).openbaar
    gehoord = TEKORTKOMING.hoor("Wij hebben het hersteld.")
    besloten = gehoord.besluit(*besluit, dt.date(2026, 9, 2), openbaar=False)
    assert (besloten.status, besloten.gevolg) == (TekortkomingStatus.BESLOTEN, Gevolg.HERSTEL)
    assert geweigerd(besloten.hoor, "Nog iets.") == "stap-niet-mogelijk"
    assert geweigerd(gehoord.besluit, Gevolg.GEEN, "Niets.", vroeg, openbaar=True) == "niet-openbaar"


UTRECHT = Sroitabel(
    code="UTRECHT-2025",
    gemeente="0344",
    van=dt.date(2025, 1, 1),
    bron="utrecht.nl",
    jaarwaarden={"participatiewet": 4_000_000, "bbl": 3_500_000},
    uurwaarde_cent=10_000,
    bonussen={"50-plus": 1_000_000},
)
RIJNVICUS = replace(UTRECHT, code="RIJNVICUS", jaarwaarden={"participatiewet": 2_500_000, "bbl": 3_500_000})
HALF_JAAR = Sroiinzet(groep="participatiewet", uren=18, van=dt.date(2026, 1, 1), tot=dt.date(2026, 6, 30))
INZETTEN = (
    HALF_JAAR,
    Sroiinzet(groep="bbl", uren=36, van=dt.date(2026, 3, 1), tot=dt.date(2026, 6, 30)),
    Sroiinzet(groep=None, uren=24, van=dt.date(2026, 3, 1), tot=dt.date(2026, 3, 31)),
)


def verplichting(tabel: Sroitabel = UTRECHT) -> Sroiverplichting:
    return Sroiverplichting(
        id=uuid.UUID(int=3),
        overeenkomst_id=uuid.UUID(int=7),
        agb_code=AGB,
        tabel=tabel,
        contractsom_cent=48_000_000,
        percentage=500,
        inzetten=INZETTEN,
    )


def test_geval_63_efforts_add_up_to_the_obligation() -> None:
    assert [waarde_van(UTRECHT, one) for one in INZETTEN] == [1_000_000, 1_166_667, 240_000]
    assert verplichting().verplicht_cent == 2_400_000
    assert (verplichting().gerealiseerd_cent, verplichting().tekort_cent) == (2_406_667, 0)


def test_geval_64_another_table_gives_another_worth() -> None:
    assert waarde_van(RIJNVICUS, HALF_JAAR) == 625_000
    assert verplichting(RIJNVICUS).tekort_cent == 2_400_000 - (625_000 + 1_166_667 + 240_000)


def test_a_bonus_counts_once_and_an_unknown_group_is_refused() -> None:
    assert waarde_van(UTRECHT, replace(HALF_JAAR, bonus="50-plus")) == 2_000_000
    for vreemd in ({"groep": "ww"}, {"bonus": "taal"}, {"tot": dt.date(2025, 12, 31)}):
        assert geweigerd(verplichting().met_inzet, replace(HALF_JAAR, **vreemd)) == "inzet-past-niet"


def test_the_worth_agrees_with_decimal_arithmetic_to_the_cent() -> None:
    toeval = random.Random(63)
    for _ in range(20_000):
        van = dt.date(2026, 1, 1) + dt.timedelta(days=toeval.randint(0, 400))
        maanden = toeval.randint(1, 14)
        heel = toeval.random() < 0.5
        if heel:
            van = van.replace(day=1)
            na = dt.date(van.year + (van.month - 1 + maanden) // 12, (van.month - 1 + maanden) % 12 + 1, 1)
            tot, deel = na - dt.timedelta(days=1), Decimal(maanden) / 12
        else:
            van = van.replace(day=toeval.randint(2, 28))
            dagen = toeval.randint(1, 400)
            tot, deel = van + dt.timedelta(days=dagen - 1), Decimal(dagen) / 365
        jaarwaarde, uren = toeval.randint(0, 10**7), toeval.randint(1, 40)
        tabel = replace(UTRECHT, jaarwaarden={"bbl": jaarwaarde})
        waarde = waarde_van(tabel, Sroiinzet(groep="bbl", uren=uren, van=van, tot=tot))
        noemer = 36 * (12 if heel else 365)
        teller = jaarwaarde * uren * (maanden if heel else dagen)
        assert waarde == int((Decimal(teller) / noemer).quantize(Decimal(1), ROUND_HALF_UP))
        assert abs(waarde - Decimal(jaarwaarde) * uren / 36 * deel) <= 1
