import datetime as dt
import uuid
from collections.abc import Callable
from fractions import Fraction

import pytest
from contracting.domain.overeenkomsten.overeenkomst import controleer_vorm
from contracting.domain.prijzen.prijs import Prijs, prijzen_op
from contracting.domain.regio.deelname import Dienst, RegioDeelname, controleer_deelname, controleer_periode
from contracting.domain.taakgericht.taakbudget import betaalschema, jaarbedragen
from contracting.domain.toelating.perceel import Variant
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.errors import DomainError
from risb_recht.bedrag import in_termijnen, naar_rato, verdeel

from tests.builders.contracting import opgave, overeenkomst, perceel, prijs, taakbudget

BEGIN, EINDE = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
codes = st.integers(1, 9999).map("{:04d}".format)


def geweigerd(doe: Callable[..., object], *args: object, **kwargs: object) -> str:
    with pytest.raises(DomainError) as refused:
        doe(*args, **kwargs)
    return refused.value.slug


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


class TestPrijs:
    def test_a_correction_is_the_next_version_and_the_old_one_stays(self) -> None:
        gesloten = overeenkomst(prijzen=(prijs(1),))
        nieuw = gesloten.stel_prijs_vast(opgave(tarief_cent=6500), uuid.UUID(int=2))
        assert (nieuw.versie, gesloten.prijzen) == (2, (prijs(1),))

    def test_versions_count_per_product(self) -> None:
        gesloten = overeenkomst(prijzen=(prijs(1), prijs(2)))
        assert gesloten.stel_prijs_vast(opgave(productcode="01A04"), uuid.UUID(int=3)).versie == 1

    def test_the_highest_version_valid_on_the_day_counts(self) -> None:
        oud, nieuw = prijs(1), prijs(2, tarief_cent=6487, geldig_van=dt.date(2027, 1, 1))
        assert [one.versie for one in prijzen_op((oud, nieuw), dt.date(2026, 12, 31))] == [1]
        assert [one.versie for one in prijzen_op((oud, nieuw), dt.date(2027, 1, 1))] == [2]

    def test_after_a_temporary_price_the_old_one_returns_by_itself(self) -> None:
        korting = prijs(2, tarief_cent=6163, geldig_van=dt.date(2026, 3, 1), geldig_tot=dt.date(2026, 5, 31))
        versies = [prijzen_op((prijs(1), korting), dt.date(2026, maand, 1))[0].versie for maand in (2, 3, 5, 6)]
        assert versies == [1, 2, 2, 1]

    def test_a_version_for_one_gemeente_leaves_the_others(self) -> None:
        alleen = prijs(2, gemeenten=("0342",))
        assert [(one.versie, one.opgave.gemeenten) for one in prijzen_op((prijs(1), alleen), BEGIN)] == [
            (1, ("0307",)),
            (2, ("0342",)),
        ]

    @given(st.data())
    def test_agrees_with_asking_every_version_for_every_gemeente(self, data: st.DataObject) -> None:
        dagen = st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 20))
        prijzen = [
            Prijs(
                id=uuid.UUID(int=versie),
                versie=versie,
                opgave=opgave(
                    geldig_van=data.draw(dagen),
                    geldig_tot=data.draw(st.none() | dagen),
                    gemeenten=data.draw(st.sampled_from([("0307",), ("0342",), ("0307", "0342")])),
                ),
            )
            for versie in range(1, data.draw(st.integers(0, 6)) + 1)
        ]
        dag = data.draw(dagen)
        gevonden = {g: one.versie for one in prijzen_op(prijzen, dag) for g in one.opgave.gemeenten}
        verwacht = {}
        for gemeente in ("0307", "0342"):
            for one in prijzen:
                einde = one.opgave.geldig_tot or dt.date.max
                if gemeente in one.opgave.gemeenten and one.opgave.geldig_van <= dag <= einde:
                    verwacht[gemeente] = one.versie
        assert gevonden == verwacht

    @pytest.mark.parametrize(
        ("fout", "code"),
        [
            ({"geldig_tot": dt.date(2025, 12, 31)}, "periode-omgekeerd"),
            ({"geldig_van": dt.date(2025, 12, 31)}, "buiten-looptijd"),
            ({"geldig_van": dt.date(2030, 1, 1)}, "buiten-looptijd"),
            ({"geldig_tot": dt.date(2030, 1, 1)}, "buiten-looptijd"),
            ({"gemeenten": ("0313",)}, "gemeente-niet-in-overeenkomst"),
        ],
    )
    def test_a_price_that_does_not_fit_is_refused(self, fout: dict[str, object], code: str) -> None:
        with pytest.raises(DomainError) as refused:
            overeenkomst().stel_prijs_vast(opgave(**fout), uuid.UUID(int=1))
        assert [one.code for one in refused.value.fouten] == [code]

    def test_an_ended_agreement_gets_no_new_price(self) -> None:
        beeindigd = overeenkomst().beeindig(dt.date(2026, 6, 30), "Opzegging (artikel 1.3.4)")
        assert geweigerd(beeindigd.stel_prijs_vast, opgave(), uuid.UUID(int=1)) == "overeenkomst-beeindigd"


class TestVorm:
    def test_a_taakgericht_agreement_has_no_prices(self) -> None:
        taak = perceel(variant=Variant.TAAKGERICHT)
        assert (
            geweigerd(controleer_vorm, taak, overeenkomst(taakbudget=taakbudget()), [opgave()])
            == "taakgericht-kent-geen-prijzen"
        )

    @pytest.mark.parametrize("variant", [Variant.INSPANNINGSGERICHT, Variant.OUTPUTGERICHT])
    def test_a_pq_agreement_has_no_lump_sum(self, variant: Variant) -> None:
        pq = perceel(variant=variant)
        assert geweigerd(controleer_vorm, pq, overeenkomst(taakbudget=taakbudget()), []) == "pq-kent-geen-jaarbudget"

    @pytest.mark.parametrize("fout", [{"taakbudget": None}, {"einddatum": None}])
    def test_a_taakgericht_agreement_needs_budget_and_end(self, fout: dict[str, object]) -> None:
        taak = overeenkomst(**{"taakbudget": taakbudget(), **fout})
        assert geweigerd(controleer_vorm, perceel(variant=Variant.TAAKGERICHT), taak, []) == "taakgericht-zonder-budget"

    def test_the_key_names_exactly_the_gemeenten(self) -> None:
        taak = overeenkomst(taakbudget=taakbudget(verdeelsleutel={"0307": 1}))
        assert geweigerd(controleer_vorm, perceel(variant=Variant.TAAKGERICHT), taak, []) == "verdeelsleutel-past-niet"

    def test_gemeenten_stay_within_the_perceel(self) -> None:
        assert geweigerd(controleer_vorm, perceel(), overeenkomst(gemeenten=("0313",)), []) == "gemeente-buiten-perceel"

    def test_the_end_does_not_come_before_the_beginning(self) -> None:
        fout = overeenkomst(einddatum=dt.date(2025, 12, 31))
        assert geweigerd(controleer_vorm, perceel(), fout, []) == "periode-omgekeerd"


class TestEinde:
    def test_ends_once(self) -> None:
        beeindigd = overeenkomst().beeindig(dt.date(2027, 6, 30), "Opzegging (artikel 1.3.4)")
        assert beeindigd.loopt_op(dt.date(2027, 6, 30))
        assert not beeindigd.loopt_op(dt.date(2027, 7, 1))
        assert geweigerd(beeindigd.beeindig, dt.date(2027, 1, 1), "nog eens") == "al-beeindigd"

    @pytest.mark.parametrize("dag", [dt.date(2025, 12, 31), dt.date(2030, 1, 1)])
    def test_the_end_lies_within_the_agreement(self, dag: dt.date) -> None:
        assert geweigerd(overeenkomst().beeindig, dag, "x") == "einddatum-buiten-looptijd"


class TestRegio:
    EEMNES = RegioDeelname(gemeente="0317", dienst=Dienst.JW, van=dt.date(2015, 1, 1))
    VEENENDAAL = RegioDeelname(gemeente="0345", dienst=Dienst.OMNV, van=dt.date(2015, 1, 1), tot=dt.date(2021, 12, 31))

    def test_acceptance_case_66_eemnes_takes_youth_alone(self) -> None:
        deelnames = [self.EEMNES]
        controleer_deelname(["0317"], Dienst.JW, BEGIN, deelnames=deelnames)
        slug = geweigerd(controleer_deelname, ["0317"], Dienst.WMO, BEGIN, deelnames=deelnames)
        assert slug == "gemeente-neemt-niet-deel"

    def test_acceptance_case_65_veenendaal_left_on_the_first_of_january(self) -> None:
        controleer_deelname(["0345"], Dienst.OMNV, dt.date(2021, 12, 31), deelnames=[self.VEENENDAAL])
        slug = geweigerd(controleer_deelname, ["0345"], Dienst.OMNV, dt.date(2022, 1, 1), deelnames=[self.VEENENDAAL])
        assert slug == "gemeente-neemt-niet-deel"

    def test_periods_of_one_gemeente_do_not_overlap(self) -> None:
        terug = RegioDeelname(gemeente="0345", dienst=Dienst.OMNV, van=dt.date(2022, 1, 1))
        te_vroeg = RegioDeelname(gemeente="0345", dienst=Dienst.OMNV, van=dt.date(2021, 12, 31))
        controleer_periode(terug, [self.VEENENDAAL])
        assert geweigerd(controleer_periode, te_vroeg, [self.VEENENDAAL]) == "deelname-overlapt"

    def test_a_period_ends_after_it_begins(self) -> None:
        omgekeerd = RegioDeelname(gemeente="0345", dienst=Dienst.OMNV, van=BEGIN, tot=dt.date(2025, 12, 31))
        assert geweigerd(controleer_periode, omgekeerd, []) == "periode-omgekeerd"
