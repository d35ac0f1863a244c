"""The signs of Source Sans Pro, the font of every letter; what it has no sign for is written in signs that it has."""

import struct
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from unicodedata import category, normalize

from text_unidecode import unidecode

_STYLES = ("Regular", "Bold", "It", "BoldIt")


def font_files() -> list[Path]:
    """The four styles, from the pinned package."""
    spec = find_spec("font_source_sans_pro")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("font_source_sans_pro")
    return [Path(spec.origin).parent / "files" / f"SourceSansPro-{style}.ttf" for style in _STYLES]


def readable(text: str) -> str:
    """The text in signs that every style has; without controls (newlines stay) and what steers direction or width."""
    return "".join(_shown(sign) for sign in normalize("NFC", text.replace("\t", " ")))


def _shown(sign: str) -> str:
    kind = category(sign)
    if kind in {"Cc", "Cf"}:
        return sign if sign == "\n" else ""
    if ord(sign) in _signs():
        return sign
    unknown = "" if kind == "Mn" else "?"
    written = unidecode(normalize("NFKD", sign)).replace("[?]", unknown)
    return written if written.strip() or kind[0] == "Z" else unknown


@cache
def _signs() -> frozenset[int]:
    return frozenset.intersection(*(frozenset(_mapped(path.read_bytes())) for path in font_files()))


def _mapped(font: bytes) -> list[int]:
    """The code points with a glyph, from the table `cmap` in format 4 (16 bits), that every style has."""
    tables = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * font[5], 16)}
    cmap = tables[b"cmap"]
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    starts = [cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * one)[0] for one in range(count)]
    table = next(at for at in starts if struct.unpack_from(">H", font, at) == (4,))
    (twice,) = struct.unpack_from(">H", font, table + 6)
    parts = [table + 14, *(table + 16 + twice * one for one in (1, 2, 3))]
    found: list[int] = []
    for segment in range(0, twice, 2):
        last, first, delta, leap = (struct.unpack_from(">H", font, part + segment)[0] for part in parts)
        for code in range(first, last + 1):
            at = parts[3] + segment + leap + 2 * (code - first)
            glyph = struct.unpack_from(">H", font, at)[0] if leap else code + delta
            if glyph % 0x10000:
                found.append(code)
    return found
