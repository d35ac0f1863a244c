import datetime as dt

import pytest
from contracting.domain.overeenkomsten.overeenkomst import controleer_vorm
from contracting.domain.toelating.perceel import Variant

from tests.builders.contracting import DAG, beeindiging, geweigerd, opgave, overeenkomst, perceel, taakbudget


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
        beeindigd = overeenkomst().beeindig(beeindiging(dt.date(2027, 6, 30)), DAG)
        assert beeindigd.loopt_op(dt.date(2027, 6, 30))
        assert not beeindigd.loopt_op(dt.date(2027, 7, 1))
        assert geweigerd(beeindigd.beeindig, beeindiging(dt.date(2027, 1, 1)), DAG) == "al-beeindigd"

    @pytest.mark.parametrize("dag", [dt.date(2025, 12, 31), dt.date(2030, 1, 1)])
    def test_the_end_lies_within_the_agreement(self, dag: dt.date) -> None:
        assert geweigerd(overeenkomst().beeindig, beeindiging(dag), DAG) == "einddatum-buiten-looptijd"
