"""Access tokens for tests: good ones, and every kind of bad one. Keys are made per run; the issuer does not exist."""

import base64
import hashlib
import hmac
import json
import math
import time
from collections.abc import Callable
from typing import Any

import httpx
from joserfc import jws
from joserfc.jwk import ECKey, RSAKey
from risb_api.identity import TokenVerifier

ISSUER = "https://uitgever.example.nl"
KEY = ECKey.generate_key("P-256", parameters={"kid": "goed"})
OTHER = ECKey.generate_key("P-256", parameters={"kid": "goed"})
RSA = RSAKey.generate_key(2048, parameters={"kid": "rsa"})
HEAD = {"alg": "ES256", "typ": "at+jwt", "kid": "goed"}
PUBLIC_PEM = RSA.as_pem(private=False)


def verifier(*keys: Any) -> TokenVerifier:
    jwks = {"keys": [key.as_dict(private=False) for key in keys or (KEY, RSA)]}
    client = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(200, json=jwks)))
    return TokenVerifier(ISSUER, "risb", "https://uitgever.example.nl/jwks", client)


def claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    base = {
        "iss": ISSUER,
        "aud": "risb",
        "sub": "proef",
        "iat": now,
        "nbf": now,
        "exp": now + 600,
        "rollen": ["inkoper"],
    }
    return {name: value for name, value in {**base, **changes}.items() if value is not ...}


def token(*, key: Any = KEY, alg: str = "ES256", header: dict[str, Any] | None = None, **changes: Any) -> str:
    head = {**HEAD, "alg": alg, **(header or {})}
    head = {name: value for name, value in head.items() if value is not ...}
    # As text of ASCII, so that a claim may hold what no text can.
    return signed(json.dumps(claims(**changes)).encode(), head, key, alg)


def signed(payload: bytes, head: dict[str, Any], key: Any = KEY, alg: str = "ES256") -> str:
    return jws.serialize_compact(head, payload, key, algorithms=[alg])


def b64(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def changed_payload() -> str:
    head, _, signature = token().split(".")
    return f"{head}.{b64(claims(rollen=['operations']))}.{signature}"


def hmac_with_public_key(secret: bytes) -> str:
    signed = f"{b64({'alg': 'HS256', 'typ': 'at+jwt', 'kid': 'rsa'})}.{b64(claims())}"
    return f"{signed}.{b64(hmac.digest(secret, signed.encode(), hashlib.sha256))}"


def zero_signature() -> str:
    head, body, _ = token().split(".")
    return f"{head}.{body}.{b64(bytes(64))}"


BAD: dict[str, Callable[[], str]] = {
    "empty": lambda: "",
    "not a token": lambda: "abc.def",
    "two parts": lambda: ".".join(token().split(".")[:2]),
    "alg none": lambda: f"{b64({'alg': 'none', 'typ': 'at+jwt', 'kid': 'goed'})}.{b64(claims())}.",
    "HS256 with the RSA public key": lambda: hmac_with_public_key(PUBLIC_PEM),
    "RS384 is not on the list": lambda: token(key=RSA, alg="RS384", header={"kid": "rsa"}),
    "signed by another key": lambda: token(key=OTHER),
    "unknown kid": lambda: token(header={"kid": "onbekend"}),
    "kid as a path": lambda: token(header={"kid": "../../etc/passwd"}),
    "no kid": lambda: token(header={"kid": ...}),
    "jku header": lambda: token(header={"jku": "https://elders.example/jwks"}),
    "x5u header": lambda: token(header={"x5u": "https://elders.example/cert"}),
    "embedded jwk header": lambda: token(key=OTHER, header={"jwk": OTHER.as_dict(private=False)}),
    "crit header": lambda: token(header={"crit": ["kid"]}),
    "ID token instead of access token": lambda: token(header={"typ": "JWT"}),
    "no type": lambda: token(header={"typ": ...}),
    "another issuer": lambda: token(iss="https://elders.example.nl"),
    "no issuer": lambda: token(iss=...),
    "another audience": lambda: token(aud="elders"),
    "no audience": lambda: token(aud=...),
    "expired": lambda: token(exp=int(time.time()) - 60),
    "no expiry": lambda: token(exp=...),
    "expiry as text": lambda: token(exp="morgen"),
    "expiry as boolean": lambda: token(exp=True),
    "expiry without end": lambda: token(exp=math.inf),
    "expiry that is no number": lambda: token(exp=math.nan),
    "expiry of four hundred digits": lambda: token(exp=10**400),
    "lives a year": lambda: token(exp=int(time.time()) + 365 * 86_400),
    "lives a day and a second": lambda: token(exp=int(time.time()) + 86_401),
    "began long ago": lambda: token(iat=int(time.time()) - 90_000),
    "issued at minus infinity": lambda: token(iat=-math.inf),
    "ends before it begins": lambda: token(nbf=int(time.time()) + 20, exp=int(time.time()) + 10),
    "not before, as text": lambda: token(nbf="gisteren"),
    "no moment of issue": lambda: token(iat=...),
    "not yet valid": lambda: token(nbf=int(time.time()) + 600),
    "issued in the future": lambda: token(iat=int(time.time()) + 600),
    "no subject": lambda: token(sub=...),
    "subject is a number": lambda: token(sub=7),
    "subject of 256 characters": lambda: token(sub="x" * 256),
    "subject of spaces": lambda: token(sub="   "),
    "subject with a space behind": lambda: token(sub="proef "),
    "subject with a zero byte": lambda: token(sub="pro\x00ef"),
    "subject with half a character": lambda: token(sub="pro\ud800ef"),
    "subject that turns its direction": lambda: token(sub="pro\u202eef"),
    "subject with an e that is not one": lambda: token(sub="pro\u0435f"),
    "AGB-code in other digits": lambda: token(agb=["\u0664\u0662420001"]),
    "AGB-code that is too short": lambda: token(agb=["4242000"]),
    "AGB-code in full width": lambda: token(agb=["\uff14\uff12\uff14\uff12\uff10\uff10\uff10\uff11"]),
    "AGB-code with a space in it": lambda: token(agb=["4242 0001"]),
    "AGB-code of nobody": lambda: token(agb=["00000000"]),
    "AGB-code as a number": lambda: token(agb=[42420001]),
    "gemeentecode without its zero": lambda: token(gemeenten=["307"]),
    "gemeentecode as the CBS writes it": lambda: token(gemeenten=["GM0307"]),
    "gemeentecode in full width": lambda: token(gemeenten=["\uff10\uff13\uff10\uff17"]),
    "payload nested 2,500 deep": lambda: signed(b"[" * 2_500 + b"]" * 2_500, HEAD),
    "head nested 2,500 deep": lambda: f"{b64(b'[' * 2_500 + b']' * 2_500)}.{b64(claims())}.{b64(bytes(64))}",
    "gemeentecode with a line end": lambda: token(gemeenten=["0307\n"]),
    "unknown role": lambda: token(rollen=["burgemeester"]),
    "roles as text": lambda: token(rollen="inkoper"),
    "AGB-codes as text": lambda: token(agb="42420001"),
    "changed payload": changed_payload,
    "truncated signature": lambda: token()[:-8],
    "signature of zeros": zero_signature,
    "one megabyte": lambda: token(sub="x" * 1_000_000),
}
