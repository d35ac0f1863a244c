"""What the fuzzer is told of our world: who may ask, and which objects exist. Read by schemathesis as its hooks.

Chosen by what is asked, so that a case that it repeats is asked by the same person for the same object.
"""

import io
import json
import os
import zipfile
import zlib
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import strategies as st

WERELD = json.loads(Path(os.environ["RISB_FUZZ_WERELD"]).read_text())
_NAMEN = st.text(max_size=12) | st.sampled_from(
    ["een.xml", "twee.XML", "map/een.xml", "__MACOSX/._een.xml", "../een.xml"]
)
_INHOUD = st.binary(max_size=200) | st.sampled_from(
    [b"", b"<Bericht/>", b"\xef\xbb\xbf<a/>", b"<?xml version='1.0'?><a>"]
)


@st.composite
def _zip(draw: st.DrawFn) -> bytes:
    """A package that holds together, with whatever in it; now and then with a byte changed."""
    doel = io.BytesIO()
    wijze = draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2]))
    with zipfile.ZipFile(doel, "w", wijze) as pakket:
        for naam, inhoud in draw(st.dictionaries(_NAMEN, _INHOUD, max_size=4)).items():
            pakket.writestr(zipfile.ZipInfo(naam or "leeg"), inhoud)
    heel = bytearray(doel.getvalue())
    if draw(st.booleans()):
        heel[draw(st.integers(0, len(heel) - 1))] ^= 0xFF
    return bytes(heel)


schemathesis.openapi.media_type("application/zip", _zip() | st.binary(max_size=100))


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
