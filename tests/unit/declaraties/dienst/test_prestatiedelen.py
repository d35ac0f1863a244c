"""Events hold at most 1,000 lines and 64 KiB, both at once, and lose no line."""

import datetime as dt

import numpy as np
import pytest
from chassis.db import as_record
from declaraties.bootstrap import grootte_van
from declaraties.domain.events import PrestatiesBeoordeeld
from declaraties.domain.prestatiedelen import MEESTE_BYTES, MEESTE_REGELS, Beoordeling, verdeel
from hypothesis import given, settings
from hypothesis import strategies as st
from risb_schemas import decode, encode, load_catalog

from tests.unit.declaraties.bouwers import declaratie, oordeel, prestatie


def beoordeling(aantal: int, *, clienten: int = 1, code_lengte: int = 4) -> Beoordeling:
    per_client = max(1, aantal // clienten)
    regels = [prestatie(f"R{n}", toewijzing_nummer=n, product_code=f"{n:05d}"[:5]) for n in range(aantal)]
    wie = [(f"{999900000 + n}", regels[n * per_client : (n + 1) * per_client]) for n in range(clienten)]
    bericht = declaratie(*[(bsn, stuk) for bsn, stuk in wie if stuk])
    lengte = len(bericht.prestaties)
    return Beoordeling(
        bestand_id="11111111-1111-4111-8111-111111111111",
        bericht=bericht,
        oordeel=oordeel(bericht),
        clienten=[n.to_bytes(16, "big") for n in range(len(bericht.bsns))],
        maximum=np.arange(lengte, dtype=np.int64),
        codes=["9338"[:code_lengte] * (1 + n % 7) for n in range(lengte)],
        beoordeeld_op=dt.datetime(2025, 5, 10, tzinfo=dt.UTC),
    )


def test_two_thousand_and_one_lines_need_three_parts() -> None:
    delen = verdeel(beoordeling(2001), grootte_van)

    assert [(een.deel, een.delen, len(een.client)) for een in delen] == [(1, 3, 1000), (2, 3, 1000), (3, 3, 1)]


def test_lines_with_everything_different_are_split_by_size_too() -> None:
    breed = beoordeling(1000, clienten=1000)
    zwaar = Beoordeling(
        **{
            **{naam: getattr(breed, naam) for naam in Beoordeling.__slots__},
            "codes": [f"{n:04d}+" * 8 for n in range(1000)],
        }
    )

    delen = verdeel(zwaar, grootte_van)

    assert len(delen) > 1
    assert all(grootte_van(een) <= MEESTE_BYTES for een in delen)
    assert [nummer for een in delen for nummer in een.toewijzing] == list(range(1000))


@settings(deadline=None, max_examples=8)
@given(st.integers(1, 2100), st.integers(200, MEESTE_BYTES))
def test_both_limits_hold_and_the_order_stays(aantal: int, per_regel: int) -> None:
    def grootte(deel: PrestatiesBeoordeeld) -> int:
        return len(deel.client) * per_regel

    delen = verdeel(beoordeling(aantal), grootte)

    assert all(len(een.client) <= MEESTE_REGELS for een in delen)
    assert all(grootte(een) <= MEESTE_BYTES or len(een.client) == 1 for een in delen)
    assert [nummer for een in delen for nummer in een.toewijzing] == list(range(aantal))
    assert {een.delen for een in delen} == {len(delen)}


def test_a_part_can_be_read_back_line_by_line() -> None:
    bron = beoordeling(20, clienten=4)
    schema = load_catalog().newest["PrestatiesBeoordeeld.v1"]

    (deel,) = verdeel(bron, grootte_van)
    gelezen = decode(load_catalog(), encode(schema, as_record(deel))).record

    p = bron.bericht.prestaties
    assert [gelezen["clienten"][plaats] for plaats in gelezen["client"]] == [
        bron.clienten[n] for n in p.client.tolist()
    ]
    assert [gelezen["producten"][plaats]["code"] for plaats in gelezen["product"]] == p.code.tolist()
    assert [gelezen["uitkomsten"][plaats] for plaats in gelezen["uitkomst"]] == list(bron.codes)
    assert gelezen["bedrag_cent"] == p.cent.tolist()


@pytest.mark.parametrize("aantal", [1, 999, 1000])
def test_up_to_a_thousand_small_lines_fit_in_one_part(aantal: int) -> None:
    assert len(verdeel(beoordeling(aantal), grootte_van)) == 1
