"""The events are read by another library than the one that wrote them: the bytes are those of the specification."""

import json

import pytest
from risb_schemas import EventSchema, data_folder, encode, from_json, load_catalog

from .avrotaal import decode, fingerprint

EXAMPLES = data_folder() / "voorbeelden"


def test_the_fingerprint_of_null_is_the_one_that_the_specification_publishes() -> None:
    assert fingerprint("null") == 0x63DD24E7CC258F8A.to_bytes(8, "little")


@pytest.mark.parametrize("schema", load_catalog().newest.values(), ids=lambda schema: schema.key)
def test_every_published_example_on_the_wire_is_read_by_the_avro_library(schema: EventSchema) -> None:
    examples = list((EXAMPLES / schema.service / schema.key).glob("*.json"))
    assert examples
    for path in examples:
        record = from_json(schema.raw, json.loads(path.read_text()))
        name, data = decode(encode(schema, record))
        assert name == schema.name
        assert {key: data[key] for key in ("agb_code", "gemeente") if key in data} == {
            key: record[key] for key in ("agb_code", "gemeente") if key in record
        }
