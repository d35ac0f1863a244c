"""A forged event never gets as far as a handler: nothing about it may be wrong, and nobody else can sign it."""

import base64
import dataclasses
import os
from collections.abc import Callable
from typing import Any

import pytest
from chassis.events.wire import EnvelopeError, open_event
from chassis.settings import Omgeving, ServiceSettings
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from risb_kern.events.envelope import envelope_of
from risb_kern.events.wire import Headers
from risb_schemas import SIGNATURE, Message, UntrustedEventError, load_catalog, public_key_of

from tests.builders.gebeurtenissen import gebeurtenis, ondertekend, vertrouwen, voorbeeld_van, zegel

CATALOG = load_catalog()
EVENT = "RekeningVastgesteld.v1"
TOPIC = CATALOG.topic_of[EVENT].name
Forge = Callable[[Message], Message]


def a_message(naam: str = EVENT) -> Message:
    record = gebeurtenis(naam, voorbeeld_van(naam))
    return Message(topic=record.topic, key=record.key, headers=dict(record.headers), value=record.value)


def with_headers(message: Message, **changes: bytes | None) -> Message:
    headers = {name: value for name, value in {**message.headers, **changes}.items() if value is not None}
    return dataclasses.replace(message, headers=headers)


def signed(message: Message, dienst: str) -> Message:
    """With the true signature of a producer that may not say this."""
    return with_headers(message, **{SIGNATURE: zegel(dienst).sign(message)})


def source(dienst: str) -> bytes:
    return zegel(dienst).source.encode()


@pytest.mark.parametrize("naam", sorted(CATALOG.newest))
def test_every_event_of_its_own_producer_is_taken(naam: str) -> None:
    envelope, decoded = open_event(a_message(naam), vertrouwen(), None)
    assert (decoded.schema.key, envelope.type) == (naam, decoded.schema.type)


OTHER_TYPE = CATALOG.newest["AanbiederToegelaten.v1"].type.encode()
FORGERIES: dict[str, tuple[str, Forge]] = {
    "on a topic of another producer, copied": (
        "vreemde-soort",
        lambda one: dataclasses.replace(one, topic="toezicht-maatregelen"),
    ),
    "on a topic of the same producer that does not carry it": (
        "vreemde-soort",
        lambda one: signed(dataclasses.replace(one, topic="contracting-overeenkomsten"), "contracting"),
    ),
    "on a topic of dead letters": ("vreemde-soort", lambda one: dataclasses.replace(one, topic="contracting-dlq")),
    "on a topic that nobody knows": ("vreemde-soort", lambda one: dataclasses.replace(one, topic="elders")),
    "of a type that nobody knows": ("vreemde-soort", lambda one: with_headers(one, ce_type=b"nl.risb.verzonnen.v1")),
    "another type than the schema inside, signed": (
        "andere-inhoud",
        lambda one: signed(with_headers(one, ce_type=OTHER_TYPE), "contracting"),
    ),
    "from another service, signed by it": (
        "vreemde-bron",
        lambda one: signed(with_headers(one, ce_source=source("toezicht")), "toezicht"),
    ),
    "from another organisation": (
        "vreemde-bron",
        lambda one: with_headers(one, ce_source=b"urn:nld:oin:00000001000000000000:systeem:contracting"),
    ),
    "in the name of the producer, signed by another service": (
        "valse-handtekening",
        lambda one: signed(one, "toezicht"),
    ),
    "with the headers of a good event and no signature": (
        "geen-handtekening",
        lambda one: with_headers(one, **{SIGNATURE: None}),
    ),
    "with an empty signature": ("geen-handtekening", lambda one: with_headers(one, **{SIGNATURE: b""})),
    "with a signature of nonsense": ("valse-handtekening", lambda one: with_headers(one, **{SIGNATURE: b"\xff%"})),
    "with another key": ("valse-handtekening", lambda one: dataclasses.replace(one, key=b"42429999")),
    "with another content": (
        "valse-handtekening",
        lambda one: dataclasses.replace(one, value=(one.value or b"")[:-1] + b"!"),
    ),
    "with no content": ("valse-handtekening", lambda one: dataclasses.replace(one, value=None)),
    "of another moment": ("valse-handtekening", lambda one: with_headers(one, ce_time=b"2026-05-06T10:00:01Z")),
    "under another id": (
        "valse-handtekening",
        lambda one: with_headers(one, ce_id=b"00000000-0000-0000-0000-000000000001"),
    ),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_event_is_refused_with_its_reason(name: str) -> None:
    reason, forge = FORGERIES[name]
    with pytest.raises(UntrustedEventError) as caught:
        open_event(forge(a_message()), vertrouwen(), None)
    assert caught.value.reason == reason


@pytest.mark.parametrize("naam", ["ce_source", "ce_type", "ce_id", "ce_time", "ce_specversion"])
def test_an_event_without_one_of_its_attributes_is_no_cloudevent(naam: str) -> None:
    with pytest.raises(EnvelopeError):
        open_event(with_headers(a_message(), **{naam: None}), vertrouwen(), None)


@given(st.data())
def test_no_changed_byte_goes_unseen(data: st.DataObject) -> None:
    message = a_message()
    where = data.draw(st.sampled_from(["value", "key", "ce_id", "ce_time", "ce_type", "ce_source", SIGNATURE]))
    raw: Any = getattr(message, where, None) if where in {"value", "key"} else message.headers[where]
    place = data.draw(st.integers(0, len(raw) - 1))
    other = data.draw(st.integers(1, 255))
    changed = raw[:place] + bytes([raw[place] ^ other]) + raw[place + 1 :]
    forged = (
        dataclasses.replace(message, **{where: changed})
        if where in {"value", "key"}
        else with_headers(message, **{where: changed})
    )
    with pytest.raises((UntrustedEventError, EnvelopeError)):
        open_event(forged, vertrouwen(), None)


def test_the_signature_knows_where_one_part_ends_and_the_next_begins() -> None:
    one = Message(topic="a", key=b"bc", headers={}, value=b"d")
    others = [
        dataclasses.replace(one, key=b"b", value=b"cd"),
        dataclasses.replace(one, topic="ab", key=b"c"),
        dataclasses.replace(one, key=None),
        dataclasses.replace(one, key=b""),
        dataclasses.replace(one, value=None),
    ]
    assert len({message.digest() for message in [one, *others]}) == 6


@pytest.mark.parametrize(
    "moment", ["2026-05-06T10:00:00", "2026-05-06", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "straks"]
)
def test_a_moment_that_nobody_can_reckon_with_is_no_moment(moment: str) -> None:
    headers = {**a_message().headers, "ce_time": moment.encode()}
    with pytest.raises(EnvelopeError):
        envelope_of(headers)


def settings(**changes: Any) -> ServiceSettings:
    values: dict[str, Any] = {
        "omgeving": "productie",
        "database_url": "postgresql://db/x",
        "kafka_bootstrap": "kafka:9092",
        "oidc_issuer": "https://aanmelden.example.nl/realms/risb",
        "oidc_jwks_url": "https://aanmelden.example.nl/jwks",
        "api_port": 8000,
        "beheer_port": 9000,
        "gegevenssleutel": base64.b64encode(bytes(32)).decode(),
        "opslag_dir": "opslag",
    }
    return ServiceSettings(**{**values, **changes})


SEEDS = {name: os.urandom(32) for name in ("contracting", "declaraties", "subsidies", "toezicht")}
PUBLIC = {name: [base64.b64encode(public_key_of(seed)).decode()] for name, seed in SEEDS.items()}


def text(seed: bytes) -> str:
    return base64.b64encode(seed).decode()


def development(dienst: str) -> tuple[str, str]:
    """Private and public key that a service has outside production when it is given none."""
    seal = settings(omgeving=Omgeving.ONTWIKKELING).seal(dienst)
    return text(seal.key.private_bytes_raw()), text(seal.key.public_key().public_bytes_raw())


@pytest.mark.parametrize(
    "given",
    [{}, {"ondertekensleutel": development("toezicht")[0]}, {"ondertekensleutel": text(SEEDS["contracting"])}],
    ids=["none", "the one of development", "one that nobody would know"],
)
def test_production_sends_nothing_without_a_key_of_its_own(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="ONDERTEKENSLEUTEL"):
        settings(producentsleutels=PUBLIC, **given).seal("toezicht")


@pytest.mark.parametrize(
    "known",
    [
        None,
        {},
        {name: keys for name, keys in PUBLIC.items() if name != "subsidies"},
        {**PUBLIC, "subsidies": []},
        {**PUBLIC, "subsidies": [*PUBLIC["subsidies"], development("subsidies")[1]]},
    ],
    ids=["none", "nobody", "one missing", "one without keys", "one of development"],
)
def test_production_takes_nothing_without_the_keys_of_all(known: Any) -> None:
    with pytest.raises(ValueError, match="PRODUCENTSLEUTELS"):
        settings(producentsleutels=known).trust()


def test_a_public_key_that_is_none_stops_the_start() -> None:
    for wrong in ("kort", "AAAA", "A" * 44):
        with pytest.raises(ValidationError):
            settings(producentsleutels={"contracting": [wrong]})


def test_what_production_signs_production_takes_also_while_one_key_takes_over_from_the_other() -> None:
    new = os.urandom(32)
    known = {**PUBLIC, "contracting": [*PUBLIC["contracting"], text(public_key_of(new))]}
    message = a_message()
    for seed in (SEEDS["contracting"], new):
        ours = settings(producentsleutels=known, ondertekensleutel=text(seed))
        again = with_headers(message, **{SIGNATURE: ours.seal("contracting").sign(message)})
        assert open_event(again, ours.trust(), None)[1].schema.key == EVENT
    with pytest.raises(UntrustedEventError):
        open_event(message, ours.trust(), None)


def test_the_builder_signs_as_the_producer_of_the_topic() -> None:
    message = a_message()
    headers: Headers = ondertekend(TOPIC, message.key, message.value, list(message.headers.items()))
    assert dict(headers) == message.headers
