import datetime as dt

import pytest
from contracting.domain.regio.deelname import Dienst, RegioDeelname, controleer_deelname, controleer_periode
from risb_kern.errors import DomainError
from risb_recht.periode import Periode

from tests.builders.contracting import geweigerd

BEGIN = dt.date(2026, 1, 1)


class TestRegio:
    EEMNES = RegioDeelname(gemeente="0317", dienst=Dienst.JW, van=dt.date(2015, 1, 1))
    VEENENDAAL = RegioDeelname(gemeente="0345", dienst=Dienst.OMNV, van=dt.date(2015, 1, 1), tot=dt.date(2021, 12, 31))

    def test_acceptance_case_66_eemnes_takes_youth_alone(self) -> None:
        controleer_deelname(Periode(van=BEGIN), Dienst.JW, {"0317": [self.EEMNES]})
        slug = geweigerd(controleer_deelname, Periode(van=BEGIN), Dienst.WMO, {"0317": []})
        assert slug == "gemeente-neemt-niet-deel"

    def test_acceptance_case_65_veenendaal_left_on_the_first_of_january(self) -> None:
        deelnames = {"0345": [self.VEENENDAAL]}
        controleer_deelname(Periode(van=dt.date(2021, 1, 1), tot=dt.date(2021, 12, 31)), Dienst.OMNV, deelnames)
        slug = geweigerd(controleer_deelname, Periode(van=dt.date(2022, 1, 1)), Dienst.OMNV, deelnames)
        assert slug == "gemeente-neemt-niet-deel"

    def test_two_periods_that_follow_each_other_are_one(self) -> None:
        terug = RegioDeelname(gemeente="0345", dienst=Dienst.OMNV, van=dt.date(2022, 1, 1))
        controleer_deelname(Periode(van=BEGIN), Dienst.OMNV, {"0345": [terug, self.VEENENDAAL]})
        controleer_deelname(Periode(van=dt.date(2019, 1, 1)), Dienst.OMNV, {"0345": [terug, self.VEENENDAAL]})

    @pytest.mark.parametrize("begin", ["2014-12-31", "2013-07-01", "1998-01-01"])
    def test_who_begins_before_the_participation_is_known_hears_from_when_it_is(self, begin: str) -> None:
        with pytest.raises(DomainError) as refused:
            controleer_deelname(Periode(van=dt.date.fromisoformat(begin)), Dienst.JW, {"0317": [self.EEMNES]})
        assert "bekend vanaf 2015-01-01" in refused.value.fouten[0].melding

    def test_periods_of_one_gemeente_do_not_overlap(self) -> None:
        terug = RegioDeelname(gemeente="0345", dienst=Dienst.OMNV, van=dt.date(2022, 1, 1))
        te_vroeg = RegioDeelname(gemeente="0345", dienst=Dienst.OMNV, van=dt.date(2021, 12, 31))
        controleer_periode(terug, [self.VEENENDAAL])
        assert geweigerd(controleer_periode, te_vroeg, [self.VEENENDAAL]) == "deelname-overlapt"

    def test_a_period_ends_after_it_begins(self) -> None:
        omgekeerd = RegioDeelname(gemeente="0345", dienst=Dienst.OMNV, van=BEGIN, tot=dt.date(2025, 12, 31))
        assert geweigerd(controleer_periode, omgekeerd, []) == "periode-omgekeerd"
