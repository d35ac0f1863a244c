"""How a client is recognised in the reference columns."""


def als_sleutel(pseudoniem: bytes) -> bytes:
    """Key of a client as text: a column of fixed width would lose zero bytes at the end, and with them the client."""
    return pseudoniem.hex().encode()
