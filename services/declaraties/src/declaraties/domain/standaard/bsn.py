"""Which numbers can be a burgerservicenummer in a message."""

from risb_recht import codes

BSN_NULLEN_GELDIG = False


def is_bsn(bsn: str) -> bool:
    """Nine digits that pass the 11-proef; nine zeros pass the sum but are nobody's number."""
    return codes.is_bsn(bsn) or (BSN_NULLEN_GELDIG and bsn == "000000000")
