"""What the fuzzer is told of our world: who may ask, and which objects exist. Read by schemathesis as its hooks.

Chosen by what is asked, so that a case that it repeats is asked by the same person for the same object.
"""

import json
import os
import zlib
from pathlib import Path
from typing import Any

import schemathesis

WERELD = json.loads(Path(os.environ["RISB_FUZZ_WERELD"]).read_text())


def _lot(*wat: object) -> int:
    return zlib.crc32(repr(wat).encode("utf-8", "surrogatepass"))


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: Any) -> Any:
    """Half of the time an object that exists."""
    bestaand = WERELD["objecten"].get(context.operation.path, [])
    lot = _lot(path_parameters)
    return dict(bestaand[lot // 2 % len(bestaand)]) if bestaand and lot % 2 else path_parameters


@schemathesis.hook
def before_call(_context: Any, case: Any, _kwargs: Any) -> None:
    """Half of the time somebody with every role, else somebody with one of them, or nobody."""
    tokens = WERELD["tokens"]
    lot = _lot(case.method, case.path, case.query, case.body)
    token = tokens[0] if lot % 2 else tokens[lot // 2 % len(tokens)]
    if token:
        case.headers["Authorization"] = f"Bearer {token}"
