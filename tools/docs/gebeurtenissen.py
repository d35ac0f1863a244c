"""Writes docs/gebeurtenissen.md from the house of the contracts; `--controleer` only compares (exit 1 when stale)."""

import sys
from pathlib import Path
from typing import Any

from risb_schemas import Catalog, EventSchema, Topic, load_catalog

TARGET = Path(__file__).parents[2] / "docs" / "gebeurtenissen.md"
INTRO = """# Gebeurtenissen

Gemaakt uit `schemas/` met `make docs`; niet met de hand wijzigen.

Een gebeurtenis is een CloudEvent in binaire vorm: de waarde van het Kafka-bericht is Avro, de kenmerken staan in de
koppen (`ce_id`, `ce_source`, `ce_type`, `ce_time`, `ce_traceparent`). `ce_source` met `ce_id` is uniek; een herhaling
houdt haar kenmerk. `ce_time` is het moment van vastleggen. Zonder register begint de waarde met `C3 01` en de
vingerafdruk van het schema, met een register met `00` en het nummer van het schema. De kop `handtekening` is van de
producent, over topic, sleutel, kenmerken en waarde: wat niet past bij het topic of niet ondertekend is, telt niet.
"""


def document(catalog: Catalog) -> str:
    """The whole page as Markdown."""
    return "\n".join([INTRO, _overview(catalog), *(_topic(catalog, topic) for topic in catalog.topics.values())])


def _overview(catalog: Catalog) -> str:
    rows = [
        f"| `{topic.name}` | {topic.owner} | {', '.join(topic.consumers)} | {topic.partitions} | {topic.privacy} |"
        for topic in catalog.topics.values()
    ]
    return "\n".join(
        ["| topic | eigenaar | afnemers | partities | privacyklasse |", "|---|---|---|---|---|", *rows, ""]
    )


def _topic(catalog: Catalog, topic: Topic) -> str:
    head = f"## {topic.name}\n\n{topic.description} Sleutel: `{topic.key}`. Verenigbaarheid: {topic.compatibility}.\n"
    return "\n".join([head, *(_event(catalog.newest[event]) for event in topic.events)])


def _event(schema: EventSchema) -> str:
    head = f"### {schema.key}\n\n`{schema.type}` — {schema.raw['doc']}\n"
    rows = [f"| {field['name']} | {_type(field['type'])} | {field['doc']} |" for field in schema.raw["fields"]]
    return "\n".join([head, "| veld | soort | betekenis |", "|---|---|---|", *rows, ""])


_WOORDEN = {"string": "tekst", "int": "getal", "long": "getal", "boolean": "ja/nee"}


def _type(schema: Any) -> str:
    match schema:
        case ["null", inner]:
            return f"{_type(inner)}, mag leeg"
        case {"type": "array", "items": items}:
            return f"lijst van {_type(items)}"
        case {"logicalType": "date"}:
            return "datum"
        case {"logicalType": "timestamp-millis"}:
            return "moment"
        case {"type": "record", "name": name}:
            return str(name)
        case _:
            return _WOORDEN.get(schema, str(schema).rsplit(".", 1)[-1])


if __name__ == "__main__":
    text = document(load_catalog())
    if "--controleer" in sys.argv:
        sys.exit(
            0
            if TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
            else "docs/gebeurtenissen.md is oud: make docs"
        )
    TARGET.write_text(text, encoding="utf-8")
