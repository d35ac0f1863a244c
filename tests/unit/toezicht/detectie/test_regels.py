"""The rules against cases of the dossier, and against a plain second reading of them on random declarations."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from statistics import median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toezicht.domain.detectie.anomalie import ALARM, BEKIJKEN, anomalieen
from toezicht.domain.detectie.dossier import Aanbiederdossier, Capaciteit
from toezicht.domain.detectie.regels.detectieregel import REGELS
from toezicht.domain.detectie.regels.toetsen import alle_treffers
from toezicht.entrypoints.stream.prestaties import deeltelling_van

from tests.builders.toezicht import AGB, Regel, maandgrenzen, prestaties

MOMENT = dt.datetime(2026, 5, 6, 10, tzinfo=dt.UTC)


def dossier(*records: dict[str, Any], uren: int | None = None) -> Aanbiederdossier:
    gevuld = Aanbiederdossier(AGB)
    for record in records:
        gevuld.take_in(deeltelling_van(record))
    if uren is not None:
        gevuld.stel_capaciteit(
            Capaciteit(datum=dt.date(2026, 1, 2), vastgelegd_op=MOMENT, gebeurtenis_id="een", uren_per_maand=uren)
        )
    return gevuld


def maand(cent: int, periode: int, **anders: Any) -> dict[str, Any]:
    return prestaties([Regel(volume=1, cent=cent)], periode=periode, **anders)


def raak(gevuld: Aanbiederdossier) -> set[tuple[str, int]]:
    return {(one.regel.id, one.periode) for one in alle_treffers(gevuld)}


class TestPreciesHetMaximum:
    @pytest.mark.parametrize(("op_maximum", "verwacht"), [(19, {("T2", 202604)}), (18, set())])
    def test_nineteen_of_twenty_strikes_and_eighteen_does_not(
        self, op_maximum: int, verwacht: set[tuple[str, int]]
    ) -> None:
        regels = [Regel(toewijzing=n, volume=20 if n <= op_maximum else 10, cent=10) for n in range(1, 21)]
        assert raak(dossier(prestaties(regels))) == verwacht

    def test_fewer_than_twenty_say_nothing(self) -> None:
        assert raak(dossier(prestaties([Regel(toewijzing=n, volume=20) for n in range(1, 20)]))) == set()

    def test_a_small_aanbieder_is_seen_over_several_months(self) -> None:
        regels = [Regel(toewijzing=n, volume=20) for n in range(1, 8)]
        maanden = [prestaties(regels, periode=one) for one in (202602, 202603, 202604)]
        assert raak(dossier(*maanden)) == {("T2", 202604)}

    def test_an_assignment_without_a_limit_is_never_at_its_maximum(self) -> None:
        assert raak(dossier(prestaties([Regel(toewijzing=n, maximum=0) for n in range(1, 30)]))) == set()

    def test_two_lines_of_one_assignment_are_added_up(self) -> None:
        begin, einde = maandgrenzen(202604)
        helften = [(begin, begin + 14), (begin + 15, einde)]
        regels = [Regel(toewijzing=n, volume=10, maximum=10, dagen=helft) for n in range(1, 21) for helft in helften]
        beeld = dossier(prestaties(regels)).maanden[202604]
        assert (beeld.toewijzingmaanden, beeld.op_maximum) == (20, 20)


class TestMeerUrenDanCapaciteit:
    @pytest.mark.parametrize(("uren", "verwacht"), [(110, set()), (111, {("T18", 202604)})])
    def test_strikes_above_110_percent_only(self, uren: int, verwacht: set[tuple[str, int]]) -> None:
        assert raak(dossier(prestaties([Regel(volume=uren, maximum=0)]), uren=100)) == verwacht

    @pytest.mark.parametrize(("eenheid", "minuten"), [("01", 1), ("04", 60), ("16", 240), ("14", 0), ("82", 0)])
    def test_units_become_minutes(self, eenheid: str, minuten: int) -> None:
        gevuld = dossier(prestaties([Regel(volume=1, eenheid=eenheid)]))
        assert gevuld.maanden[202604].minuten == minuten

    def test_without_a_capacity_nothing_can_be_said(self) -> None:
        assert raak(dossier(prestaties([Regel(volume=700, maximum=0)]))) == set()

    def test_the_euros_are_those_above_the_capacity(self) -> None:
        (treffer,) = alle_treffers(dossier(prestaties([Regel(volume=200, maximum=0, cent=100_001)]), uren=100))
        assert treffer.bedrag_cent == 50_001


class TestSprongInEigenHistorie:
    def test_a_jump_strikes(self) -> None:
        rustig = [maand(cent, 202601 + n) for n, cent in enumerate([100_000, 101_000, 99_000])]
        assert raak(dossier(*rustig, maand(150_000, 202604))) == {("H1", 202604)}

    def test_two_earlier_months_are_too_few(self) -> None:
        assert raak(dossier(maand(1, 202602), maand(1, 202603), maand(10**7, 202604))) == set()

    def test_equal_months_have_a_fallback_scale(self) -> None:
        gelijk = [maand(100_000, one) for one in (202601, 202602, 202603)]
        # 0.6745 * (x - 100000) / 5000 passes 3.5 at 125,945 and up.
        assert raak(dossier(*gelijk, maand(125_900, 202604))) == set()
        assert raak(dossier(*gelijk, maand(126_000, 202604))) == {("H1", 202604)}

    def test_a_small_rise_on_a_steady_history_does_not_strike(self) -> None:
        rustig = [maand(cent, 202601 + n) for n, cent in enumerate([100_000, 100_001, 99_999])]
        assert raak(dossier(*rustig, maand(124_000, 202604))) == set()

    def test_a_late_correction_of_an_old_month_leaves_the_signal_as_it_was(self) -> None:
        maanden = [*(maand(100_000, one) for one in (202601, 202602, 202603)), maand(200_000, 202604)]
        later = maand(900_000, 202603, bestand="later", beoordeeld_op=dt.datetime(2026, 9, 1, tzinfo=dt.UTC))
        voor, na = anomalieen(dossier(*maanden)), anomalieen(dossier(*maanden, later))
        assert [one for one in na if one.periode == 202604] == voor

    @pytest.mark.parametrize(
        ("uur", "minuut", "telt"),
        [(21, 59, True), (22, 0, False), (23, 30, False)],
    )
    def test_a_day_ends_at_midnight_in_amsterdam(self, uur: int, minuut: int, telt: bool) -> None:
        """In summer that is 22:00 UTC: what was judged after it was not known at the end of the day."""
        oordeel = dt.datetime(2026, 5, 6, 12, tzinfo=dt.UTC)
        oud = [maand(100_000, one, beoordeeld_op=oordeel) for one in (202601, 202602)]
        laat = dt.datetime(2026, 5, 6, uur, minuut, tzinfo=dt.UTC)
        derde = maand(100_000, 202603, beoordeeld_op=laat)
        nieuw = maand(200_000, 202604, beoordeeld_op=oordeel)
        assert (("H1", 202604) in raak(dossier(*oud, derde, nieuw))) is telt

    def test_z_against_the_months_before(self) -> None:
        # Median of the ten 4,275 and MAD 150: 0.6745 * (9,800 - 4,275) / 150 = 24.84.
        waarden = [3900, 4050, 4100, 4200, 4250, 4300, 4350, 4400, 4500, 4700]
        verleden = [maand(w * 100, 202501 + n) for n, w in enumerate(waarden)]
        (treffer,) = alle_treffers(dossier(*verleden, maand(980_000, 202511)))
        assert treffer.feiten[3].waarde == "24,8"


class TestMeerUrenDanInDeDagen:
    @pytest.mark.parametrize(("uren", "verwacht"), [(48, set()), (49, {("T6", 202604)})])
    def test_a_day_has_24_hours(self, uren: int, verwacht: set[tuple[str, int]]) -> None:
        begin, _ = maandgrenzen(202604)
        assert raak(dossier(prestaties([Regel(volume=uren, maximum=0, dagen=(begin, begin + 1))]))) == verwacht

    def test_it_is_an_alarm_on_its_own(self) -> None:
        (gevonden,) = anomalieen(dossier(prestaties([Regel(volume=1000, maximum=0)])))
        assert (gevonden.regel, gevonden.ernst) == ("T6", ALARM)


class TestUitleg:
    def test_one_family_is_worth_a_look_and_two_are_an_alarm(self) -> None:
        regels = [Regel(toewijzing=n, volume=20) for n in range(1, 21)]
        een = anomalieen(dossier(prestaties(regels)))
        twee = anomalieen(dossier(prestaties(regels), uren=300))
        assert [one.ernst for one in een] == [BEKIJKEN]
        assert [(one.regel, one.ernst) for one in twee] == [("T2", ALARM), ("T18", ALARM)]

    def test_a_text_holds_fact_comparison_month_and_version_and_says_signaal(self) -> None:
        (gevonden,) = anomalieen(dossier(prestaties([Regel(volume=200, maximum=0)]), uren=100))
        for stuk in ("signaal", "200,0 uur", "100 uur per maand", "april 2026", "T18, versie 1"):
            assert stuk in gevonden.toelichting

    @pytest.mark.parametrize("regel", REGELS.values(), ids=lambda one: one.id)
    def test_no_text_speaks_of_fraude(self, regel: Any) -> None:
        assert "fraude" not in f"{regel.naam} {regel.zin} {regel.onschuldig} {regel.controle}".lower()


# --- the second reading: line by line, decimals, no columns -----------------------------------------------------


def plat_maximum(maanden: dict[int, list[Regel]]) -> set[int]:
    geraakt = set()
    for periode in maanden:
        gezien: list[bool] = []
        for terug in range(12):
            eerder = (periode // 100 * 12 + periode % 100 - 1) - terug
            per_toewijzing: dict[int, list[Regel]] = defaultdict(list)
            for regel in maanden.get(eerder // 12 * 100 + eerder % 12 + 1, []):
                per_toewijzing[regel.toewijzing].append(regel)
            for regels in per_toewijzing.values():
                volume = sum(one.volume for one in regels)
                if volume > 0:
                    maximum = max(one.maximum for one in regels)
                    gezien.append(maximum > 0 and volume == maximum)
            if len(gezien) >= 20:
                break
        if len(gezien) >= 20 and Decimal(sum(gezien)) / Decimal(len(gezien)) >= Decimal("0.95"):
            geraakt.add(periode)
    return geraakt


def plat_capaciteit(maanden: dict[int, list[Regel]], uren: int) -> set[int]:
    per_eenheid = {"01": Decimal(1) / 60, "04": Decimal(1), "16": Decimal(4)}
    return {
        periode
        for periode, regels in maanden.items()
        if sum(one.volume * per_eenheid.get(one.eenheid, Decimal(0)) for one in regels) - uren * Decimal("1.1")
        > Decimal("1e-9")
    }


def plat_historie(maanden: dict[int, list[Regel]]) -> set[int]:
    totaal = {periode: sum(one.cent for one in regels) for periode, regels in maanden.items()}
    geraakt = set()
    for periode, bedrag in totaal.items():
        eerder = [Decimal(totaal[one]) for one in totaal if one < periode]
        if len(eerder) < 3:
            continue
        midden = median(eerder)
        mad = median([abs(one - midden) for one in eerder])
        schaal = mad or max(midden * Decimal("0.05"), Decimal(100))
        if Decimal("0.6745") * (bedrag - midden) > Decimal("3.5") * schaal and bedrag >= Decimal("1.25") * midden:
            geraakt.add(periode)
    return geraakt


REGEL = st.builds(
    Regel,
    toewijzing=st.integers(1, 9),
    volume=st.sampled_from([20, 20, 20, 20, 20, 20, 19, 0]),
    maximum=st.just(20),
    cent=st.sampled_from([10_000, 10_001, 12_000, 50_000]),
    eenheid=st.just("04"),
)
UREN = st.sampled_from([60, 100, 150, 200])


def zonder_dubbele(regels: Sequence[Regel]) -> list[Regel]:
    return list({one.toewijzing: one for one in regels}.values())


@given(
    maanden=st.dictionaries(
        st.integers(202601, 202606), st.lists(REGEL, min_size=1, max_size=12).map(zonder_dubbele), max_size=6
    ),
    extra=st.dictionaries(st.integers(202601, 202606), st.lists(REGEL, max_size=4), max_size=3),
    vast=st.booleans(),
    uren=UREN,
)
@settings(max_examples=150, deadline=None)
def test_a_plain_second_reading_agrees_on_random_declarations(
    maanden: dict[int, list[Regel]], extra: dict[int, list[Regel]], vast: bool, uren: int
) -> None:
    alles = {
        periode: [
            *([Regel(toewijzing=n, volume=20) for n in range(10, 30)] if vast else []),
            *regels,
            *extra.get(periode, []),
        ]
        for periode, regels in maanden.items()
    }
    gevuld = dossier(*(prestaties(regels, periode=periode) for periode, regels in alles.items()), uren=uren)
    gevonden = raak(gevuld)
    assert {periode for regel, periode in gevonden if regel == "T2"} == plat_maximum(alles)
    assert {periode for regel, periode in gevonden if regel == "T18"} == plat_capaciteit(alles, uren)
    assert {periode for regel, periode in gevonden if regel == "H1"} == plat_historie(alles)
