"""The signs of Source Sans Pro, the font of every letter; what it has no sign for is written in signs that it has."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from unicodedata import category, normalize

from text_unidecode import unidecode

from risb_kern.fonts import mapped

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
    return frozenset.intersection(*(frozenset(mapped(path.read_bytes())) for path in font_files()))
