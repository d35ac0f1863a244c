"""What the signature of an event costs beside reading it: `python -m tools.bench.handtekening`."""

import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from risb_schemas import (
    SIGNATURE,
    Message,
    Producer,
    Trust,
    data_folder,
    decode,
    encode,
    from_json,
    load_catalog,
    seal_of,
)

RONDES = 300
BRON = "urn:nld:oin:00000099000000000000:systeem:declaraties"
NAAM = "PrestatiesBeoordeeld.v1"


def microseconden(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    began = time.process_time()
    for _ in range(RONDES):
        work()
    return (time.process_time() - began) / RONDES * 1e6


def main() -> None:
    """Print the cost for the published example, and for values of 60 kB and 1 MB."""
    catalog, seal = load_catalog(), seal_of(BRON, bytes(range(32)))
    schema, topic = catalog.newest[NAAM], catalog.topic_of[NAAM]
    path: Path = min((data_folder() / "voorbeelden" / schema.service / NAAM).glob("*.json"))
    voorbeeld = encode(schema, from_json(schema.raw, json.loads(path.read_text(encoding="utf-8"))))
    trust = Trust({BRON: Producer(name="declaraties", keys=(seal.key.public_key(),))})
    lezen = microseconden(lambda: decode(catalog, voorbeeld))
    print(f"lezen van het voorbeeld ({len(voorbeeld)} bytes): {lezen:.0f} us")
    for value in (voorbeeld, bytes(60_000), bytes(1_000_000)):
        headers: dict[str, bytes | None] = {"ce_type": schema.type.encode(), "ce_source": BRON.encode()}
        message = Message(topic=topic.name, key=b"42420001", headers=headers, value=value)
        headers[SIGNATURE] = seal.sign(message)
        tekenen = microseconden(partial(seal.sign, message))
        nagaan = microseconden(partial(trust.check, catalog, message))
        print(f"{len(value):>9} bytes: ondertekenen {tekenen:.0f} us, nagaan {nagaan:.0f} us")


if __name__ == "__main__":
    main()
