import datetime as dt

from contracting.domain.regio.deelname import Dienst, RegioDeelname, controleer_deelname, controleer_periode

from tests.builders.contracting import geweigerd

BEGIN = dt.date(2026, 1, 1)


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
