"""What a batch may become when it is unpacked: no more than a topic takes of what is not packed at all."""

import sys
import zlib
from collections.abc import Callable
from typing import Any, NoReturn

from aiokafka.record.default_records import DefaultRecordBatch
from aiokafka.record.legacy_records import LegacyRecordBatch

# The `max.message.bytes` of every topic with events.
LARGEST = 1_048_576
_GZIP = 31


class TooLargeError(ValueError):
    """A batch that is small on the wire and huge in memory, or packed with what has no bound."""


def bounded_gzip(data: bytes) -> bytes:
    """The members of the stream behind each other, as gzip has it; TooLargeError as soon as they are too much."""
    parts, size, rest = [], 0, bytes(data)
    while rest.rstrip(b"\x00"):
        member = zlib.decompressobj(wbits=_GZIP)
        parts.append(member.decompress(rest, LARGEST + 1 - size))
        size += len(parts[-1])
        if size > LARGEST:
            raise TooLargeError(f"unpacks to more than {LARGEST} bytes")
        if not member.eof:
            raise zlib.error("the stream ends too early")
        rest = member.unused_data
    return b"".join(parts)


def unbounded(_: bytes) -> NoReturn:
    """In the place of every codec that gives all or nothing."""
    raise TooLargeError("packed with a codec that is not read here")


_DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip_decode": bounded_gzip,
    "snappy_decode": unbounded,
    "lz4_decode": unbounded,
    "zstd_decode": unbounded,
}


def keep_within_bounds() -> None:
    """Make the client of this process unpack through here; safe to repeat."""
    for batch in (DefaultRecordBatch, LegacyRecordBatch):
        module: Any = sys.modules[batch.__module__]
        for name, decoder in _DECODERS.items():
            setattr(module, name, decoder)
