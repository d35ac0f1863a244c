"""Settings, privacy, clock, trace and codec: the parts without I/O."""

import base64
import datetime as dt
import os

import httpx
import pytest
from chassis.settings import ServiceSettings
from cryptography.exceptions import InvalidTag
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError
from risb_kern.act import SYSTEEM, act_at
from risb_kern.clock import FixedClock
from risb_kern.privacy import Privacy
from risb_kern.trace import parse_traceparent, traceparent
from risb_schemas import IncompatibleSchemaError
from risb_schemas.registry import ConfluentRegistry

KEY = bytes(range(32))


def settings(**changes: object) -> ServiceSettings:
    values: dict[str, object] = {
        "omgeving": "productie",
        "database_url": "postgresql://db/x",
        "kafka_bootstrap": "kafka:9092",
        "oidc_issuer": "https://aanmelden.example.nl/realms/risb",
        "oidc_jwks_url": "https://aanmelden.example.nl/jwks",
        "api_port": 8000,
        "beheer_port": 9000,
        "gegevenssleutel": base64.b64encode(KEY).decode(),
        "opslag_dir": "opslag",
    }
    return ServiceSettings(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"oidc_issuer": "http://127.0.0.1:1/ontwikkel-uitgever"},
        {"oidc_issuer": "https://example.nl/ontwikkel-uitgever"},
        {"oidc_issuer": "http://aanmelden.example.nl"},
        {"oidc_jwks_url": "http://aanmelden.example.nl/jwks"},
        {"oidc_jwks_url": "https://example.nl/ontwikkel-uitgever/jwks.json"},
        {"oidc_jwks_url": "https://example.nl/Ontwikkel%2Duitgever/jwks.json"},
        {"oidc_jwks_url": "aanmelden.example.nl/jwks"},
        {"klok": dt.date(2026, 1, 1)},
        {"gegevenssleutel": base64.b64encode(b"short").decode()},
    ],
)
def test_production_refuses_what_is_made_for_development(changes: dict[str, object]) -> None:
    assert settings().omgeving == "productie"
    with pytest.raises(ValidationError):
        settings(**changes)


def test_secrets_do_not_appear_in_the_text_of_settings() -> None:
    assert base64.b64encode(KEY).decode() not in repr(settings())
    assert "postgresql" not in repr(settings())


@given(st.text(min_size=1, max_size=30))
def test_encryption_returns_what_went_in_and_differs_each_time(value: str) -> None:
    privacy = Privacy(KEY)
    assert privacy.decrypt(privacy.encrypt(value, "een"), "een") == value
    assert privacy.encrypt(value, "een") != privacy.encrypt(value, "een")
    assert privacy.search_hash(value) == privacy.search_hash(value)


@given(st.binary(max_size=300))
def test_a_file_comes_back_as_it_was_and_takes_less_room(content: bytes) -> None:
    privacy = Privacy(KEY)
    assert privacy.decrypt_file(privacy.encrypt_file(content, "een"), "een") == content
    assert len(privacy.encrypt_file(content * 100, "een")) < len(content) + 200


def test_another_service_can_neither_read_nor_match() -> None:
    ours, theirs = Privacy(KEY), Privacy(os.urandom(32))
    assert ours.pseudonym("999900006") != theirs.pseudonym("999900006")
    assert ours.search_hash("999900006") != theirs.search_hash("999900006")
    with pytest.raises(InvalidTag):
        theirs.decrypt(ours.encrypt("999900006", "een"), "een")


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_what_is_bound_to_one_opens_for_no_other(value: str, one: str, other: str) -> None:
    assume(one != other)
    privacy = Privacy(KEY)
    sealed, file = privacy.encrypt(value, one), privacy.encrypt_file(value.encode(), one)
    assert privacy.decrypt_if_bound(sealed, other) is None
    assert privacy.decrypt_if_bound(sealed, one) == value
    with pytest.raises(InvalidTag):
        privacy.decrypt_file(file, other)


def test_what_was_encrypted_before_bindings_does_not_open() -> None:
    privacy, nonce = Privacy(KEY), bytes(12)
    old = nonce + privacy._cipher.encrypt(nonce, b"999900006", None)
    assert [privacy.decrypt_if_bound(old, binding) for binding in ("", "een")] == [None, None]
    assert privacy.decrypt_if_bound(b"kort", "een") is None


def test_a_fixed_clock_stands_still_on_its_dutch_date() -> None:
    clock = FixedClock(dt.date(2026, 11, 15))
    assert clock.vandaag() == dt.date(2026, 11, 15)
    assert clock.nu() == dt.datetime(2026, 11, 15, 11, tzinfo=dt.UTC)


def test_an_act_at_a_moment_falls_on_the_dutch_day_of_that_moment() -> None:
    act = act_at(dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC))
    assert (act.door, act.vandaag) == (SYSTEEM, dt.date(2026, 7, 1))


@pytest.mark.parametrize("value", [None, "", "00-zz", f"00-{'0' * 32}-{'1' * 16}-01", f"01-{'a' * 32}-{'1' * 16}-01"])
def test_a_malformed_traceparent_is_ignored(value: str | None) -> None:
    assert parse_traceparent(value) is None
    assert parse_traceparent(traceparent("a" * 32)) == "a" * 32


def test_registry_refusal_is_an_error_of_its_own_and_unknown_ids_are_lookups() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(409 if request.method == "POST" else 404, json={"error_code": 40403, "message": "no"})

    registry = ConfluentRegistry("http://register.example.nl", httpx.MockTransport(answer))
    with pytest.raises(IncompatibleSchemaError):
        registry.schema_id("onderwerp", {"type": "string"})
    with pytest.raises(LookupError):
        registry.schema(7)
