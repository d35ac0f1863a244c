"""What follows from a toewijzing does not depend on the order in which things became known."""

import datetime as dt

import pytest
from declaraties.domain.beoordelen.teksten import VAN_REDEN, uitleg_van_regel
from declaraties.domain.post.bestand import Berichtkop
from declaraties.domain.standaard.profielen import Soort, Wet
from declaraties.domain.standaard.retourcodes import ONBEKEND, uitleg_van_code
from declaraties.domain.toewijzen.gevolg import Omgeving, als_event, bepaal_gevolg
from declaraties.domain.toewijzen.grondslag import Grondslag, Grondslagsoort, toets_grondslag
from declaraties.domain.toewijzen.toewijzing import Clientenstop
from risb_kern.errors import DomainError

from tests.unit.declaraties.toewijzen.test_volume import stand

STOP = Clientenstop(agb_code="65656055", gemeenten=frozenset(), van=dt.date(2025, 10, 1), tot=dt.date(2025, 10, 31))


def omgeving(**anders: object) -> Omgeving:
    velden: dict[str, object] = {
        "grondslagen": {("0307", Wet.WMO, 1): "beschikking"},
        "stops": (),
        "prijzen": {},
        "overeenkomsten": (),
    }
    return Omgeving(**(velden | anders))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wat", "waar", "reden"),
    [
        ({}, {}, None),
        ({}, {"grondslagen": {}}, "geen-grondslag"),
        ({}, {"grondslagen": {("0342", Wet.WMO, 1): "beschikking", ("0307", Wet.JW, 1): "rechter"}}, "geen-grondslag"),
        ({}, {"stops": (STOP,)}, "clientenstop"),
        ({"ingangsdatum": dt.date(2025, 9, 30)}, {"stops": (STOP,)}, None),
        ({"ingangsdatum": dt.date(2025, 10, 1)}, {"stops": (STOP,)}, "clientenstop"),
        ({"ingangsdatum": dt.date(2025, 10, 31)}, {"stops": (STOP,)}, "clientenstop"),
        ({"ingangsdatum": dt.date(2025, 11, 1)}, {"stops": (STOP,)}, None),
        ({"verwijderd": True}, {"grondslagen": {}}, "verwijderd"),
    ],
)
def test_a_toewijzing_holds_with_a_ground_and_outside_a_stop(
    wat: dict[str, object], waar: dict[str, object], reden: str | None
) -> None:
    gevolg = bepaal_gevolg(stand(**wat), omgeving(**waar))

    assert (gevolg.reden_ongeldig, gevolg.geldig) == (reden, reden is None)


def test_a_moment_in_dutch_time_is_told_in_utc() -> None:
    zomer = stand(toewijzingsdatum=dt.date(2025, 7, 1), toewijzingstijd=(12 * 3600 + 34 * 60 + 56) * 1_000_000)
    winter = stand(toewijzingsdatum=dt.date(2025, 1, 1), toewijzingstijd=0)

    assert zomer.toegewezen_op == dt.datetime(2025, 7, 1, 10, 34, 56, tzinfo=dt.UTC)
    assert winter.toegewezen_op == dt.datetime(2024, 12, 31, 23, 0, tzinfo=dt.UTC)
    assert als_event(winter, bepaal_gevolg(winter, omgeving())).toegewezen_op == winter.toegewezen_op


def test_the_tenant_is_on_the_other_side_in_a_301() -> None:
    kop = Berichtkop(wet=Wet.WMO, soort=Soort.TOEWIJZING, afzender="0307", ontvanger="65656055")
    terug = Berichtkop(wet=Wet.WMO, soort=Soort.DECLARATIE, afzender="65656055", ontvanger="0307")

    assert (kop.agb_code, kop.gemeente) == (terug.agb_code, terug.gemeente) == ("65656055", "0307")


def test_every_fault_of_a_ground_is_told_at_once() -> None:
    grondslag = Grondslag(
        gemeente="0307",
        wet=Wet.WMO,
        toewijzing_nummer=1,
        soort=Grondslagsoort.HUISARTS,
        datum=dt.date(2026, 1, 2),
    )

    with pytest.raises(DomainError) as gevangen:
        toets_grondslag(grondslag, dt.date(2026, 1, 1))

    assert [een.veld for een in gevangen.value.fouten] == ["soort", "datum"]


def test_texts_exist_for_every_code_rule_and_reason() -> None:
    assert uitleg_van_regel("TR338", "Prestatie", "geen-grondslag") == VAN_REDEN["geen-grondslag"]
    assert uitleg_van_regel("TR338", "Prestatie") != ONBEKEND
    assert uitleg_van_regel("TR999", "Prestatie") == ONBEKEND
    assert uitleg_van_code("9338") != ONBEKEND
    assert uitleg_van_code("9999") == ONBEKEND
