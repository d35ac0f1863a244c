"""The environment variables a process is started with, and the secrets kept for development."""

import base64
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from risb_schemas import load_catalog, public_key_of

from devstack.issuer import AUDIENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceContext:
    """What all processes of one service share."""

    service: str
    database_url: str
    eigenaar_url: str = ""
    kafka_bootstrap: str
    oidc_issuer: str
    oidc_jwks_url: str
    api_port: int
    key: str
    storage: Path
    post: str = ""
    klok: Path | None = None
    signing_key: str = ""
    producers: Mapping[str, str] = field(default_factory=dict)


def environment(context: ServiceContext, *, management_port: int, base: Mapping[str, str]) -> dict[str, str]:
    """Variables for one process: those of `base` and the service's own, prefixed with its name in capitals."""
    own = {
        "OMGEVING": "ontwikkeling",
        "DATABASE_URL": context.database_url,
        "KAFKA_BOOTSTRAP": context.kafka_bootstrap,
        "OIDC_ISSUER": context.oidc_issuer,
        "OIDC_JWKS_URL": context.oidc_jwks_url,
        "OIDC_AUDIENCE": AUDIENCE,
        "API_PORT": str(context.api_port),
        "BEHEER_PORT": str(management_port),
        "GEGEVENSSLEUTEL": context.key,
        "OPSLAG_DIR": str(context.storage),
        "WEBHOOK_HTTP_LOOPBACK": "true",
    }
    if context.eigenaar_url:
        own["EIGENAAR_DATABASE_URL"] = context.eigenaar_url
    if context.signing_key:
        own["ONDERTEKENSLEUTEL"] = context.signing_key
        own["PRODUCENTSLEUTELS"] = json.dumps({name: [key] for name, key in context.producers.items()})
    if context.post:
        own["POST_ADRES"] = context.post
    if base.get("KLOK"):
        own["KLOK"] = base["KLOK"]
    if context.klok is not None:
        own["KLOK_BESTAND"] = str(context.klok)
    prefix = context.service.upper()
    return {**base, "PYTHONUNBUFFERED": "1", **{f"{prefix}_{name}": value for name, value in own.items()}}


def kept_key(directory: Path, service: str) -> str:
    """A key of a service (base64 of 32 bytes), made once and kept readable by its owner only."""
    path = directory / "sleutels" / service
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(base64.b64encode(secrets.token_bytes(32)).decode())
    return path.read_text()


def signing_key(directory: Path, service: str) -> str:
    """With what a service signs its events; made once, as its data key is."""
    return kept_key(directory, f"{service}-ondertekenen")


def producer_keys(directory: Path) -> dict[str, str]:
    """The public key of everybody that publishes events."""
    names = sorted({name for topic in load_catalog().topics.values() for name in topic.producers})
    seeds = {name: base64.b64decode(signing_key(directory, name)) for name in names}
    return {name: base64.b64encode(public_key_of(seed)).decode() for name, seed in seeds.items()}


def inherited() -> dict[str, str]:
    """The launcher's own environment without what only concerns the launcher."""
    # Without compiled files every process would compile the same modules again.
    own = {"DATABASE_URL", "KAFKA_BOOTSTRAP", "PYTHONDONTWRITEBYTECODE"}
    return {name: value for name, value in os.environ.items() if name not in own}
