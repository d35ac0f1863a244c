"""Events hold at most 1,000 lines and 64 KiB, both at once, and lose no line."""

import dataclasses
import datetime as dt
from typing import Any

import numpy as np
import pytest
from chassis.db import as_record
from declaraties.domain.beoordelen.events import PrestatiesBeoordeeld
from declaraties.domain.beoordelen.prestatiedelen import MEESTE_BYTES, MEESTE_REGELS, Beoordeling, hoogstens, verdeel
from hypothesis import given, settings
from hypothesis import strategies as st
from risb_schemas import decode, encode, load_catalog

from tests.builders.prestatieregels import per_regel
from tests.unit.declaraties.bouwers import declaratie, oordeel, prestatie

SCHEMA = load_catalog().newest["PrestatiesBeoordeeld.v1"]


def grootte_van(deel: PrestatiesBeoordeeld) -> int:
    return len(encode(SCHEMA, as_record(deel)))


def gelezen(deel: PrestatiesBeoordeeld) -> dict[str, Any]:
    return per_regel(decode(load_catalog(), encode(SCHEMA, as_record(deel))).record)


def nummers(delen: list[PrestatiesBeoordeeld]) -> list[int]:
    return [nummer for een in delen for nummer in gelezen(een)["toewijzing"]]


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
        uitkomsten=["9338"[:code_lengte] * (1 + n) for n in range(7)],
        uitkomst=np.arange(lengte) % 7,
        beoordeeld_op=dt.datetime(2025, 5, 10, tzinfo=dt.UTC),
    )


def test_two_thousand_and_one_lines_need_three_parts() -> None:
    delen = verdeel(beoordeling(2001))

    assert [(een.deel, een.delen, len(een.volume)) for een in delen] == [(1, 3, 1000), (2, 3, 1000), (3, 3, 1)]


def test_lines_with_everything_different_are_split_by_size_too() -> None:
    breed = beoordeling(1000, clienten=1000)
    zwaar = Beoordeling(
        **{
            **{naam: getattr(breed, naam) for naam in Beoordeling.__slots__},
            "uitkomsten": [f"{n:04d}+" * 8 for n in range(1000)],
            "uitkomst": np.arange(1000),
        }
    )

    delen = verdeel(zwaar)

    assert len(delen) > 1
    assert all(grootte_van(een) <= MEESTE_BYTES for een in delen)
    assert nummers(delen) == list(range(1000))


@settings(deadline=None, max_examples=8)
@given(st.integers(1, 2100), st.integers(1, 300), st.integers(0, 2**31 - 1))
def test_both_limits_hold_and_the_order_stays(aantal: int, code_aantal: int, cent: int) -> None:
    bron = beoordeling(aantal, clienten=min(aantal, 700))
    aantal = len(bron.bericht.prestaties)
    bericht = dataclasses.replace(
        bron.bericht, prestaties=dataclasses.replace(bron.bericht.prestaties, bedrag=np.arange(aantal) * 7 % (cent + 1))
    )
    codes: dict[str, Any] = {
        "uitkomsten": [f"{n:04d}+" * 5 for n in range(code_aantal)],
        "uitkomst": np.arange(aantal) % code_aantal,
    }

    delen = verdeel(dataclasses.replace(bron, bericht=bericht, **codes, maximum=np.arange(aantal) % 9))

    assert all(len(een.volume) <= MEESTE_REGELS for een in delen)
    assert all(grootte_van(een) <= hoogstens(een) for een in delen)
    assert all(hoogstens(een) <= MEESTE_BYTES or len(een.volume) == 1 for een in delen)
    assert nummers(delen) == list(range(aantal))
    assert {een.delen for een in delen} == {len(delen)}


def test_a_part_can_be_read_back_line_by_line() -> None:
    bron = beoordeling(20, clienten=4)

    (deel,) = verdeel(bron)
    regels = gelezen(deel)

    p = bron.bericht.prestaties
    assert [regels["clienten"][plaats] for plaats in regels["client"]] == [
        bron.clienten[n][:8] for n in p.client.tolist()
    ]
    assert [regels["producten"][plaats]["code"] for plaats in regels["product"]] == p.code.tolist()
    assert [regels["uitkomsten"][plaats] for plaats in regels["uitkomst"]] == [
        bron.uitkomsten[plaats] for plaats in bron.uitkomst.tolist()
    ]
    assert regels["bedrag_cent"] == p.cent.tolist()
    assert (regels["periode_begin"], regels["periode_einde"]) == (p.begin.tolist(), p.eind.tolist())
    assert regels["volume_maximum"] == bron.maximum.tolist()


@pytest.mark.parametrize("aantal", [1, 999, 1000])
def test_up_to_a_thousand_small_lines_fit_in_one_part(aantal: int) -> None:
    assert len(verdeel(beoordeling(aantal))) == 1
