"""The keys that a service is given: one to sign with, and those of every producer that it reads."""

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from risb_schemas.catalog import load_catalog
from risb_schemas.trust import Producer, Seal, Trust, public_key, public_key_of, seal_of


def checked_public_key(text: str) -> str:
    """The same text; ValueError when it is not a public key in base64."""
    public_key(base64.b64decode(text, validate=True))
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyring:
    """`known` gives the public keys by producer; in development it may be left out, and everybody has a known key."""

    source: Callable[[str], str]
    known: Mapping[str, Sequence[str]] | None
    development: bool

    def seal(self, dienst: str, seed: bytes | None) -> Seal:
        """What the service signs with; ValueError when others would not trust it, or in production anybody could."""
        chosen = _development_seed(dienst) if seed is None else seed
        if not self.development and chosen == _development_seed(dienst):
            raise ValueError("ONDERTEKENSLEUTEL: production sends no event without a key that only the producer has")
        if self.known is not None and _text(public_key_of(chosen)) not in self.known.get(dienst, ()):
            raise ValueError(f"ONDERTEKENSLEUTEL: PRODUCENTSLEUTELS lacks its public key, nobody would trust {dienst}")
        return seal_of(self.source(dienst), chosen)

    def trust(self) -> Trust:
        """Whose signatures count; ValueError in production when a producer has no key of its own."""
        names = {name for topic in load_catalog().topics.values() for name in topic.producers}
        standard = {name: (_text(public_key_of(_development_seed(name))),) for name in names}
        known: Mapping[str, Sequence[str]] = self.known or {}
        if not self.development and not all(known.get(one) and standard[one][0] not in known[one] for one in names):
            raise ValueError(f"PRODUCENTSLEUTELS: production takes no event without a key of each of {sorted(names)}")
        keys = standard if self.known is None else known
        return Trust(
            {
                self.source(name): Producer(name=name, keys=tuple(public_key(base64.b64decode(one)) for one in texts))
                for name, texts in keys.items()
            }
        )


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _development_seed(dienst: str) -> bytes:
    return hashlib.sha256(f"ontwikkelsleutel van {dienst}".encode()).digest()
