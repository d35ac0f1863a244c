from chassis.settings import PaymentSettings
from pydantic import Field
from pydantic_settings import SettingsConfigDict


class Settings(PaymentSettings):
    """Settings of contracting; environment variables start with `CONTRACTING_`."""

    model_config = SettingsConfigDict(env_prefix="CONTRACTING_", frozen=True)

    # Days between proposing and confirming when a holder already has an account.
    rekening_afkoeldagen: int = Field(default=5, ge=0)
