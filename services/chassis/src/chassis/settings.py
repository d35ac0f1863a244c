import base64
import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote

from pydantic import AfterValidator, SecretStr, ValidationInfo, model_validator
from pydantic_settings import BaseSettings
from risb_kern.clock import Clock, FixedClock, MovableClock, SystemClock
from risb_schemas import Keyring, Seal, Trust, checked_public_key

KEY_BYTES = 32
DEVELOPMENT_ISSUER = "ontwikkel-uitgever"

# Only outside production: there, account numbers need a key of their own.
_DEVELOPMENT_PAYMENT_KEY = b"ontwikkelsleutel voor rekeningen"


def _key_of(secret: SecretStr) -> bytes:
    return base64.b64decode(secret.get_secret_value())


def _has_256_bits(secret: SecretStr, info: ValidationInfo) -> SecretStr:
    if len(_key_of(secret)) != KEY_BYTES:
        raise ValueError(f"{(info.field_name or '').upper()} must be 32 bytes in base64")
    return secret


Key = Annotated[SecretStr, AfterValidator(_has_256_bits)]
PublicKey = Annotated[str, AfterValidator(checked_public_key)]


class Omgeving(StrEnum):
    """Where we run; production refuses everything that is made for development."""

    ONTWIKKELING = "ontwikkeling"
    PRODUCTIE = "productie"


class ServiceSettings(BaseSettings):
    """Settings of every process; a service subclasses it with its own `env_prefix`. Read once at start.

    `eigenaar_database_url` is the same database as the role that owns its tables: only migrations are given it.
    `ondertekensleutel` signs what this service publishes; `producentsleutels` are the public keys of every producer,
    as JSON: `{"contracting": ["..."], ...}`. Two keys of one producer stand there while one takes over from the other.
    """

    omgeving: Omgeving
    database_url: SecretStr
    eigenaar_database_url: SecretStr | None = None
    kafka_bootstrap: str
    schema_registry_url: str | None = None
    oidc_issuer: str
    oidc_jwks_url: str
    oidc_audience: str = "risb"
    api_host: str = "127.0.0.1"
    api_port: int
    beheer_host: str = "127.0.0.1"
    beheer_port: int
    gegevenssleutel: Key
    ondertekensleutel: Key | None = None
    producentsleutels: Mapping[str, tuple[PublicKey, ...]] | None = None
    opslag_dir: Path
    oin: str = "00000099000000000000"
    klok: dt.date | None = None
    klok_bestand: Path | None = None

    @model_validator(mode="after")
    def _production_refuses_development_tokens(self) -> "ServiceSettings":
        for name, url in (("OIDC_ISSUER", self.oidc_issuer), ("OIDC_JWKS_URL", self.oidc_jwks_url)):
            if self.omgeving is Omgeving.PRODUCTIE and (
                DEVELOPMENT_ISSUER in unquote(url).lower() or not url.startswith("https://")
            ):
                raise ValueError(f"{name}: production does not start with a development issuer or without https")
        if self.omgeving is Omgeving.PRODUCTIE and (self.klok or self.klok_bestand):
            raise ValueError("KLOK, KLOK_BESTAND: production runs on the real time")
        return self

    @property
    def key(self) -> bytes:
        """The service's data key, 32 bytes; all other keys derive from it."""
        return _key_of(self.gegevenssleutel)

    @property
    def clock(self) -> Clock:
        """The clock of the whole run: fixed when KLOK is set, movable when KLOK_BESTAND is."""
        if self.klok:
            return FixedClock(self.klok)
        return MovableClock(self.klok_bestand) if self.klok_bestand else SystemClock()

    def source(self, dienst: str) -> str:
        """CloudEvents `source` of the service (NL GOV profile: URN, organisation first, then system)."""
        return f"urn:nld:oin:{self.oin}:systeem:{dienst}"

    def seal(self, dienst: str) -> Seal:
        """What the service signs its events with; ValueError in production without a key of its own."""
        seed = None if self.ondertekensleutel is None else _key_of(self.ondertekensleutel)
        return self._keyring.seal(dienst, seed)

    def trust(self) -> Trust:
        """Whose signatures the service takes; ValueError in production without the keys of the producers."""
        return self._keyring.trust()

    @property
    def _keyring(self) -> Keyring:
        development = self.omgeving is not Omgeving.PRODUCTIE
        return Keyring(source=self.source, known=self.producentsleutels, development=development)


class PaymentSettings(ServiceSettings):
    """Settings of the services that hold bank accounts: they share one key, and nobody else has it."""

    betaalsleutel: Key | None = None

    @property
    def payment_key(self) -> bytes | None:
        """The key of the account numbers; None in production when it is not set: accounts are then refused."""
        if self.betaalsleutel is not None:
            return _key_of(self.betaalsleutel)
        return None if self.omgeving is Omgeving.PRODUCTIE else _DEVELOPMENT_PAYMENT_KEY
