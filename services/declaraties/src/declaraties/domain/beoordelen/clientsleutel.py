"""How a client is recognised in the reference columns."""

import numpy as np
from numpy.typing import NDArray

_TEKENS = 32


def als_sleutel(pseudoniem: bytes) -> bytes:
    """Key of a client as text: a column of fixed width would lose zero bytes at the end, and with them the client."""
    return pseudoniem.hex().encode()


def als_sleutels(pseudoniemen: bytes) -> NDArray[np.bytes_]:
    """Keys of many clients whose pseudonyms (16 bytes each) stand behind each other."""
    return np.frombuffer(pseudoniemen.hex().encode(), f"S{_TEKENS}")
