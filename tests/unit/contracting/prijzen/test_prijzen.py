import datetime as dt
import uuid

import pytest
from contracting.domain.prijzen.prijs import Prijs, prijzen_op
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.errors import DomainError

from tests.builders.contracting import DAG, beeindiging, geweigerd, opgave, overeenkomst, prijs

BEGIN = dt.date(2026, 1, 1)


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
        beeindigd = overeenkomst().beeindig(beeindiging(dt.date(2026, 6, 30)), DAG)
        assert geweigerd(beeindigd.stel_prijs_vast, opgave(), uuid.UUID(int=1)) == "overeenkomst-beeindigd"
