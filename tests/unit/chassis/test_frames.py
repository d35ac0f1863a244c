"""Frames: whole, encrypted, not to be tampered with, and the same bytes as files that were kept before."""

import hashlib
from collections.abc import Callable, Iterable

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st
from risb_kern.frames import FRAME, SEALED, DamagedError, Opener, Sealer

KEY = bytes(range(32))


def sealed(parts: Iterable[bytes]) -> bytes:
    sealer = Sealer(KEY)
    frames = [frame for part in parts for frame in sealer.feed(part)]
    return b"".join([*frames, sealer.last()])


def opened(data: bytes, step: int = 100_000, key: bytes = KEY) -> bytes:
    opener = Opener(key)
    parts = [part for n in range(0, len(data), step) for part in opener.feed(data[n : n + step])]
    return b"".join([*parts, opener.last()])


def plainly_sealed(data: bytes) -> bytes:
    """The form on disk as it is described: nonce, contents, tag, bound to place and end."""
    parts = [data[n : n + FRAME] for n in range(0, len(data), FRAME)] or [b""]
    cipher, nonce = AESGCM(KEY), bytes(12)
    return b"".join(
        nonce + cipher.encrypt(nonce, part, n.to_bytes(8, "big") + bytes([n == len(parts) - 1]))
        for n, part in enumerate(parts)
    )


SIZES = st.sampled_from([0, 1, 999, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 3 * FRAME + 7])


@settings(max_examples=25, deadline=None)
@given(SIZES, st.integers(1000, 3 * FRAME), st.integers(1000, 3 * SEALED))
def test_what_went_in_comes_out_however_it_is_cut(size: int, write: int, read: int) -> None:
    data = (bytes(range(251)) * (size // 251 + 1))[:size]

    kept = sealed(data[n : n + write] for n in range(0, size, write))

    assert opened(kept, read) == data
    assert len(kept) == len(plainly_sealed(data))


@pytest.mark.parametrize("size", [0, 5, FRAME, FRAME + 1])
def test_what_was_written_by_the_described_form_can_be_read(size: int) -> None:
    assert opened(plainly_sealed(b"x" * size)) == b"x" * size


def test_a_sealer_knows_size_and_hash_of_what_went_in() -> None:
    sealer = Sealer(KEY)
    assert list(sealer.feed(b"een")) == []
    assert list(sealer.feed(b"twee")) == []
    assert (sealer.size, sealer.sha256) == (7, hashlib.sha256(b"eentwee").digest())


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "one byte changed": lambda data: bytes([data[0] ^ 1]) + data[1:],
    "last frame cut off": lambda data: data[:SEALED],
    "cut inside a frame": lambda data: data[:-3],
    "frames swapped": lambda data: data[SEALED:] + data[:SEALED],
    "a byte too many": lambda data: data + b"z",
    "emptied": lambda _: b"",
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_noticed(name: str) -> None:
    kept = sealed([b"x" * FRAME + b"y" * 10])
    with pytest.raises(DamagedError):
        opened(DAMAGE[name](kept))


def test_another_key_opens_nothing() -> None:
    with pytest.raises(DamagedError):
        opened(sealed([b"data"]), key=bytes(32))
