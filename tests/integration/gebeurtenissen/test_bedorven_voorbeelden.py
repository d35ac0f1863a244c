"""Every handler on every published example with one field spoilt: nothing stands still, and good ones go on."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from risb_schemas import load_catalog

from tests.builders.gebeurtenissen import gebeurtenis

from .lezer import lezer_van
from .varianten import examples_of, variants

pytestmark = [pytest.mark.integratie, pytest.mark.timeout(180)]
DIENSTEN = ("contracting", "declaraties", "subsidies", "toezicht")
FEWEST = 100


@pytest.mark.parametrize("dienst", DIENSTEN)
async def test_no_spoilt_example_stops_a_handler_or_spoils_the_good_one_behind_it(
    dienst: str, database_url: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lezer, handlers = lezer_van(dienst, database_url(dienst), tmp_path, monkeypatch)
    outcomes: Counter[str] = Counter()
    offset = 0
    for naam in sorted(handlers):
        schema = load_catalog().newest[naam]
        for example in examples_of(naam):
            for _, record in variants(schema, example):
                try:
                    event = gebeurtenis(naam, record, offset=(offset := offset + 1))
                except (OverflowError, ValueError, TypeError):
                    outcomes["past niet in het schema"] += 1
                    continue
                outcomes[await lezer.neem(event)] += 1
            good = gebeurtenis(naam, example, offset=(offset := offset + 1))
            assert await lezer.neem(good) == "verwerkt", naam
    assert outcomes["verwerkt"] + outcomes["geweigerd"] + outcomes["dode_letter"] > FEWEST
