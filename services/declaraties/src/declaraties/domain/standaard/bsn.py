"""Which numbers can be a burgerservicenummer."""

import re

_BSN = re.compile(r"[0-9]{9}")


_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)


_ELF = 11


def is_bsn(bsn: str) -> bool:
    """Nine digits that pass the 11-proef; nine zeros pass the sum but are nobody's number."""
    if not _BSN.fullmatch(bsn) or (bsn == "000000000" and not BSN_NULLEN_GELDIG):
        return False
    return sum(gewicht * int(cijfer) for gewicht, cijfer in zip(_GEWICHTEN, bsn, strict=True)) % _ELF == 0


BSN_NULLEN_GELDIG = False
