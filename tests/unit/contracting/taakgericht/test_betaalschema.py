import datetime as dt
from fractions import Fraction

from contracting.domain.taakgericht.taakbudget import betaalschema, jaarbedragen
from hypothesis import given
from hypothesis import strategies as st
from risb_recht.bedrag import in_termijnen, naar_rato, verdeel

from tests.builders.contracting import taakbudget

BEGIN, EINDE = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
codes = st.integers(1, 9999).map("{:04d}".format)


class TestVerdeling:
    def test_acceptance_case_67_equal_weights(self) -> None:
        assert verdeel(10_000_000, {"0313": 1, "0308": 1, "0307": 1}) == {
            "0307": 3_333_334,
            "0308": 3_333_333,
            "0313": 3_333_333,
        }

    def test_acceptance_case_68_three_year_averages(self) -> None:
        assert list(verdeel(90_000_000, {"a": 33, "b": 8, "c": 4}).values()) == [66_000_000, 16_000_000, 8_000_000]

    def test_acceptance_case_69_excess_over_the_key(self) -> None:
        sleutel = {"0307": 60, "0308": 10, "0313": 8, "0327": 9, "0342": 10, "0351": 3}
        assert list(verdeel(6_000_000, sleutel).values()) == [3_600_000, 600_000, 480_000, 540_000, 600_000, 180_000]

    @given(st.integers(0, 10**11), st.integers(0, 366), st.integers(1, 366))
    def test_a_part_is_rounded_half_up_to_the_cent(self, bedrag: int, deel: int, geheel: int) -> None:
        boven, rest = divmod(bedrag * deel, geheel)
        assert naar_rato(bedrag, deel, geheel) == boven + (1 if rest * 2 >= geheel else 0)

    @given(st.integers(0, 10**12), st.dictionaries(codes, st.integers(1, 10**6), min_size=1, max_size=9))
    def test_agrees_with_handing_out_cents_one_by_one(self, bedrag: int, gewichten: dict[str, int]) -> None:
        totaal = sum(gewichten.values())
        exact = {code: Fraction(bedrag * one, totaal) for code, one in gewichten.items()}
        delen = {code: int(one) for code, one in exact.items()}
        over = bedrag - sum(delen.values())
        while over:
            code = min((one for one in delen if delen[one] <= exact[one]), key=lambda c: (delen[c] - exact[c], c))
            delen[code], over = delen[code] + 1, over - 1
        assert verdeel(bedrag, gewichten) == delen
        assert sum(delen.values()) == bedrag


class TestBetaalschema:
    def test_acceptance_case_62_remainder_in_the_last_term(self) -> None:
        assert in_termijnen(100_000_000, 12) == [8_333_333] * 11 + [8_333_337]

    def test_a_year_for_one_gemeente(self) -> None:
        schema = betaalschema(taakbudget(verdeelsleutel={"0307": 1}), BEGIN, EINDE)
        assert [one.bedrag_cent for one in schema] == [8_333_333] * 11 + [8_333_337]
        assert [schema[0].vervaldatum, schema[1].vervaldatum] == [dt.date(2026, 1, 31), dt.date(2026, 2, 28)]

    def test_acceptance_case_32_a_part_of_a_year_counts_by_days(self) -> None:
        assert jaarbedragen(36_500_000, dt.date(2027, 4, 1), dt.date(2028, 12, 31)) == {
            2027: 27_500_000,
            2028: 36_500_000,
        }

    def test_a_term_is_cut_off_at_the_ends_of_the_agreement(self) -> None:
        schema = betaalschema(
            taakbudget(termijnen_per_jaar=4, verdeelsleutel={"0307": 1}), dt.date(2026, 5, 10), dt.date(2026, 8, 20)
        )
        assert [(one.nummer, one.periode_van, one.vervaldatum) for one in schema] == [
            (1, dt.date(2026, 5, 10), dt.date(2026, 6, 30)),
            (2, dt.date(2026, 7, 1), dt.date(2026, 8, 20)),
        ]

    @given(
        st.integers(1, 10**11),
        st.dictionaries(codes, st.integers(1, 1000), min_size=1, max_size=5),
        st.sampled_from([1, 2, 3, 4, 6, 12]),
        st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31)),
        st.integers(0, 1500),
    )
    def test_the_terms_of_every_year_add_up_to_the_amount_of_the_year(
        self, bedrag: int, sleutel: dict[str, int], aantal: int, van: dt.date, dagen: int
    ) -> None:
        tot = van + dt.timedelta(days=dagen)
        budget = taakbudget(jaarbudget_cent=bedrag, verdeelsleutel=sleutel, termijnen_per_jaar=aantal)
        schema = betaalschema(budget, van, tot)
        per_jaar: dict[int, int] = {}
        for one in schema:
            per_jaar[one.jaar] = per_jaar.get(one.jaar, 0) + one.bedrag_cent
        assert per_jaar == jaarbedragen(bedrag, van, tot)
        assert len({(one.gemeente, one.jaar, one.nummer) for one in schema}) == len(schema)
        assert all(van <= one.periode_van <= one.vervaldatum <= tot for one in schema)
