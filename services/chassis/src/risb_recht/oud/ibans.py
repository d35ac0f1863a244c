"""The form of account numbers as the edge gave it when it first gave one."""

import re

_BETWEEN = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u3000.\u058a\u2010-\u2015\u2212\ufe58\ufe63-]")
_FULL_WIDTH = {point: point - 0xFEE0 for point in range(0xFF01, 0xFF5F)}
_IBAN = re.compile(r"(?:(?!NL)[A-Z]{2}[0-9]{2}[A-Z0-9]+|NL[0-9]{2}[A-Z]{4}[0-9]{10})")
_LENGTH_OF = "AD24 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GI23 GR27 HR21 HU28 "
_LENGTH_OF += "IE22 IS26 IT27 LI21 LT20 LU20 LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24 SE24 SI19 SK24 SM27 VA22"
_LENGTH = {one[:2]: int(one[2:]) for one in _LENGTH_OF.split()}


def iban_v1(value: str) -> str | None:
    """In capitals without what people write between the signs; None when that is no account number."""
    bare = _BETWEEN.sub("", value.strip().translate(_FULL_WIDTH))
    bare = bare.upper() if bare.isascii() else ""
    if not _IBAN.fullmatch(bare) or _LENGTH.get(bare[:2]) != len(bare):
        return None
    digits = "".join(str(int(sign, 36)) for sign in f"{bare[4:]}{bare[:2]}00")
    return bare if bare[2:4] == f"{98 - int(digits) % 97:02d}" else None
