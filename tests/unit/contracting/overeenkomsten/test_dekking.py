"""What an agreement covers, against asking every day of every price."""

import datetime as dt
import uuid
from typing import Any

import pytest
from contracting.domain.overeenkomsten.dekking import controleer_dekking, dekking_van
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.prijs import Prijs, dubbel_in
from contracting.domain.toelating.perceel import Variant
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.errors import DomainError

from tests.builders.contracting import geweigerd, opgave, overeenkomst, prijs, taakbudget

DAGEN = [dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(25)]
opgaven = st.builds(
    opgave,
    productcode=st.sampled_from(["01A03", "01A04"]),
    geldig_van=st.sampled_from(DAGEN[:20]),
    geldig_tot=st.none() | st.sampled_from(DAGEN[:20]),
    gemeenten=st.sampled_from([("0307",), ("0342",), ("0307", "0342")]),
)
overeenkomsten = st.builds(
    lambda nummer, begin, einde, opgaven: overeenkomst(
        id=uuid.UUID(int=nummer),
        ingangsdatum=begin,
        einddatum=einde,
        prijzen=tuple(Prijs(id=uuid.UUID(int=n), versie=n, opgave=one) for n, one in enumerate(opgaven)),
    ),
    st.integers(1, 10**9),
    st.sampled_from(DAGEN[:10]),
    st.none() | st.sampled_from(DAGEN[5:20]),
    st.lists(opgaven, max_size=4),
)
Plek = tuple[str, str, dt.date]


def plain(gesloten: Overeenkomst) -> set[Plek]:
    """Every product, gemeente and day that has a price."""
    return {
        (one.opgave.productcode, gemeente, dag)
        for one in gesloten.prijzen
        for gemeente in one.opgave.gemeenten
        for dag in DAGEN
        if one.geldt_op(dag) and gesloten.loopt_op(dag)
    }


@given(overeenkomsten)
def test_every_priced_day_is_covered_once_and_no_other_day(gesloten: Overeenkomst) -> None:
    gedekt = [
        (one.wat.removeprefix("product "), one.gemeente, dag)
        for one in dekking_van(gesloten)
        for dag in DAGEN
        if dag in one.periode
    ]
    assert sorted(gedekt) == sorted(plain(gesloten))


@given(overeenkomsten, overeenkomsten)
def test_two_agreements_are_refused_exactly_when_they_share_a_priced_day(
    een: Overeenkomst, ander: Overeenkomst
) -> None:
    def controleer() -> None:
        controleer_dekking(dekking_van(een), dekking_van(ander))

    if een.id != ander.id and plain(een) & plain(ander):
        assert geweigerd(controleer) == "overeenkomst-overlapt"
    else:
        controleer()


def test_the_refusal_names_product_gemeente_days_and_the_other_agreement() -> None:
    eerste = overeenkomst(prijzen=(prijs(1, gemeenten=("0342",)),))
    tweede = overeenkomst(id=uuid.UUID(int=8), prijzen=(prijs(1, geldig_van=dt.date(2026, 4, 1)),))
    with pytest.raises(DomainError) as refused:
        controleer_dekking(dekking_van(tweede), dekking_van(eerste))
    assert [one.melding for one in refused.value.fouten] == [
        f"Product 01A03 in gemeente 0342 valt vanaf 2026-04-01 tot en met 2029-12-31 al onder overeenkomst {eerste.id}."
    ]


def test_a_taakgericht_agreement_covers_its_perceel() -> None:
    taak: dict[str, Any] = {"variant": Variant.TAAKGERICHT, "taakbudget": taakbudget()}
    eerste = dekking_van(overeenkomst(**taak))
    ander_perceel = dekking_van(overeenkomst(id=uuid.UUID(int=8), perceel_code="WIJKTEAMS", **taak))
    later = dekking_van(overeenkomst(id=uuid.UUID(int=8), ingangsdatum=dt.date(2030, 1, 1), einddatum=None, **taak))
    controleer_dekking(ander_perceel, eerste)
    controleer_dekking(later, eerste)
    zelfde = dekking_van(overeenkomst(id=uuid.UUID(int=8), einddatum=dt.date(2026, 1, 1), **taak))
    assert geweigerd(controleer_dekking, zelfde, eerste) == "overeenkomst-overlapt"


@pytest.mark.parametrize(
    ("tweede", "aantal"),
    [
        ({}, 1),
        ({"tarief_cent": 7000}, 1),
        ({"gemeenten": ("0342",)}, 1),
        ({"eenheid": "01", "geldig_van": dt.date(2027, 1, 1)}, 1),
        ({"productcategorie": "02", "geldig_van": dt.date(2027, 1, 1)}, 1),
        ({"geldig_van": dt.date(2027, 1, 1)}, 0),
        ({"geldig_van": dt.date(2025, 1, 1), "geldig_tot": dt.date(2025, 12, 31)}, 0),
        ({"geldig_van": dt.date(2025, 1, 1), "geldig_tot": dt.date(2026, 1, 1)}, 1),
        ({"gemeenten": ("0313",)}, 0),
        ({"productcode": "01A04"}, 0),
    ],
)
def test_a_price_list_has_one_price_for_a_product_gemeente_and_day(tweede: dict[str, Any], aantal: int) -> None:
    """A later first day replaces a price that was left open; in whatever order they stand in the list."""
    for lijst in ([opgave(), opgave(**tweede)], [opgave(**tweede), opgave()]):
        assert [one.code for one in dubbel_in(lijst)] == ["dubbel"] * aantal


@pytest.mark.parametrize(
    ("fout", "code"),
    [
        ({"eenheid": "83"}, "tarief-overbodig"),
        ({"tarief_cent": None}, "tarief-ontbreekt"),
        ({"tarief_cent": None, "eenheid": "82"}, "tarief-ontbreekt"),
    ],
)
def test_only_what_is_paid_by_amount_has_no_tariff(fout: dict[str, Any], code: str) -> None:
    with pytest.raises(DomainError) as refused:
        overeenkomst().stel_prijs_vast(opgave(**fout), uuid.UUID(int=1))
    assert [one.code for one in refused.value.fouten] == [code]
