"""Which numbers can be a burgerservicenummer in a message."""

import re

from risb_recht import codes

BSN_NULLEN_GELDIG = False
_NEGEN = re.compile(r"(?<![0-9])[0-9]{9}(?![0-9])")


def is_bsn(bsn: str) -> bool:
    """Nine digits that pass the 11-proef; nine zeros pass the sum but are nobody's number."""
    return codes.is_bsn(bsn) or (BSN_NULLEN_GELDIG and bsn == "000000000")


def zonder_nummers(referentie: str) -> str:
    """A reference that the sender chose, with stars for nine digits that can be somebody's burgerservicenummer."""
    return _NEGEN.sub(lambda cijfers: "*" * len(cijfers[0]) if is_bsn(cijfers[0]) else cijfers[0], referentie)
