"""The form of codes and texts as the edge gave it when it first gave one."""

import re
import unicodedata

_DIGITS = {"agb_code": 8, "kvk_nummer": 8, "gemeente": 4, "gemeenten": 4, "naar_gemeente": 4}
_FULL_WIDTH = {point: point - 0xFEE0 for point in range(0xFF01, 0xFF5F)}
_SIGNS_OF_NOTHING = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_KEPT = "\n\t\u00ad\u200c\u200d"


def form_v1(name: str, value: object) -> object:
    """The value in its form, by the name of its field; ValueError when it has none."""
    if isinstance(value, list):
        return [form_v1(name, one) for one in value]
    if isinstance(value, dict):
        return {inner: form_v1(str(inner), one) for inner, one in value.items()}
    if not isinstance(value, str):
        return value
    return _code(name, value) if name in _DIGITS and value else _text(value)


def _code(name: str, value: str) -> str:
    bare = re.sub(r"[\s.-]", "", value.translate(_FULL_WIDTH))
    if not re.fullmatch(f"[0-9]{{{_DIGITS[name]}}}", bare):
        raise ValueError(name)
    return bare


def _text(value: str) -> str:
    composed = unicodedata.normalize("NFC", re.sub("\r\n|\r|\u2028|\u2029", "\n", value))
    clean = "".join(one for one in composed if one in _KEPT or _is_visible(one)).strip()
    if value and not clean:
        raise ValueError("nothing is left of it")
    return clean


def _is_visible(sign: str) -> bool:
    return sign not in _SIGNS_OF_NOTHING and unicodedata.category(sign) not in _INVISIBLE
