import base64

from chassis.settings import KEY_BYTES, Omgeving, ServiceSettings
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import SettingsConfigDict

# Only outside production: there, account numbers need a key of their own.
_ONTWIKKELSLEUTEL = b"ontwikkelsleutel voor rekeningen"


class Settings(ServiceSettings):
    """Settings of contracting; environment variables start with `CONTRACTING_`."""

    model_config = SettingsConfigDict(env_prefix="CONTRACTING_", frozen=True)

    # Encrypts bank accounts; the same 32 bytes in base64 for contracting and declaraties, and for nobody else.
    betaalsleutel: SecretStr | None = None
    # Days between proposing and confirming when a holder already has an account.
    rekening_afkoeldagen: int = Field(default=5, ge=0)

    @field_validator("betaalsleutel")
    @classmethod
    def _payment_key_has_256_bits(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(base64.b64decode(value.get_secret_value())) != KEY_BYTES:
            raise ValueError("BETAALSLEUTEL must be 32 bytes in base64")
        return value

    @property
    def payment_key(self) -> bytes | None:
        """The key of the account numbers; None in production when it is not set: accounts are then refused."""
        if self.betaalsleutel is not None:
            return base64.b64decode(self.betaalsleutel.get_secret_value())
        return None if self.omgeving is Omgeving.PRODUCTIE else _ONTWIKKELSLEUTEL
