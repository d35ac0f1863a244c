"""Who said it: an event carries a signature of its producer over all that counts, checked before anything is used."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from risb_schemas.catalog import Catalog
from risb_schemas.codec import Decoded, UnreadableEventError

SIGNATURE = "handtekening"
# Of a dead letter every header counts: they say what it is about.
LETTER_TYPE = "nl.risb.dode-letter.v1"
_PURPOSE = b"risb gebeurtenis 1"
_SIGNED = ("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "ce_traceparent")


class UntrustedEventError(UnreadableEventError):
    """The event may be readable, but it does not fit its topic or does not come from whom it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What lies on a topic, as far as the signature covers it; the place in the partition is not known beforehand."""

    topic: str
    key: bytes | None
    headers: Mapping[str, bytes | None]
    value: bytes | None

    def digest(self) -> bytes:
        """One hash over all parts, each with its length; an event of a megabyte is walked through once."""
        parts = [_PURPOSE, self.topic.encode(), self.key, *(self.headers.get(name) for name in _SIGNED), self.value]
        if self.headers.get("ce_type") == LETTER_TYPE.encode():
            parts += [part for name in sorted(self.headers.keys() - {SIGNATURE}) for part in self._header(name)]
        found = hashlib.sha256()
        for part in parts:
            found.update((-1 if part is None else len(part)).to_bytes(8, "big", signed=True))
            found.update(part or b"")
        return found.digest()

    def _header(self, name: str) -> tuple[bytes, bytes | None]:
        return name.encode(), self.headers[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """With what a producer signs."""

    source: str
    key: Ed25519PrivateKey

    def sign(self, message: Message) -> bytes:
        """The value of the header `handtekening`."""
        return base64.b64encode(self.key.sign(message.digest()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Producer:
    """Who may sign under a source: the name in the topic files, and the keys; two while one takes over."""

    name: str
    keys: tuple[Ed25519PublicKey, ...]


@dataclass(frozen=True, slots=True)
class Trust:
    """The producers by their CloudEvents source."""

    producers: Mapping[str, Producer]

    def check(self, catalog: Catalog, message: Message) -> None:
        """Raise UntrustedEventError unless topic, type, source, producer and signature fit each other."""
        topic = catalog.topics.get(message.topic)
        kind = (message.headers.get("ce_type") or b"").decode("utf-8", "replace")
        schema = catalog.by_type.get(kind)
        if topic is None or schema is None or schema.key not in topic.events:
            raise UntrustedEventError("vreemde-soort", f"{kind[:200]} is no event of {message.topic}")
        source = (message.headers.get("ce_source") or b"").decode("utf-8", "replace")
        producer = self.producers.get(source)
        if producer is None or producer.name not in topic.producers:
            raise UntrustedEventError("vreemde-bron", f"{source[:200]} is no producer of {message.topic}")
        self._check_signature(producer, message)

    def is_letter_of(self, name: str, message: Message) -> bool:
        """True for a dead letter of which the producer with this name wrote everything, place and reason included."""
        producer = self.producers.get((message.headers.get("ce_source") or b"").decode("utf-8", "replace"))
        if producer is None or producer.name != name or message.headers.get("ce_type") != LETTER_TYPE.encode():
            return False
        try:
            self._check_signature(producer, message)
        except UntrustedEventError:
            return False
        return True

    def _check_signature(self, producer: Producer, message: Message) -> None:
        signature = message.headers.get(SIGNATURE)
        if not signature:
            raise UntrustedEventError("geen-handtekening", f"{producer.name} signs its events, this one is not")
        try:
            raw = base64.b64decode(signature, validate=True)
        except ValueError as error:
            raise UntrustedEventError("valse-handtekening", "no base64") from error
        digest = message.digest()
        if not any(_verifies(key, raw, digest) for key in producer.keys):
            raise UntrustedEventError("valse-handtekening", f"not made with a key of {producer.name}")


def check_content(kind: str, decoded: Decoded) -> None:
    """Raise UntrustedEventError when the event inside is another one than its `ce_type` says."""
    if decoded.schema.type != kind:
        raise UntrustedEventError("andere-inhoud", f"{kind} with {decoded.schema.key} inside")


def seal_of(source: str, seed: bytes) -> Seal:
    """The seal of a producer; `seed` is its private key, 32 bytes."""
    return Seal(source=source, key=Ed25519PrivateKey.from_private_bytes(seed))


def public_key_of(seed: bytes) -> bytes:
    """What readers need to know of a private key: 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def public_key(raw: bytes) -> Ed25519PublicKey:
    """The public key of these 32 bytes; ValueError when there are more or fewer."""
    return Ed25519PublicKey.from_public_bytes(raw)


def _verifies(key: Ed25519PublicKey, signature: bytes, digest: bytes) -> bool:
    try:
        key.verify(signature, digest)
    except InvalidSignature:
        return False
    return True
