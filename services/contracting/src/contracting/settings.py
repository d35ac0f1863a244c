from chassis.settings import ServiceSettings
from pydantic_settings import SettingsConfigDict


class Settings(ServiceSettings):
    """Settings of contracting; environment variables start with `CONTRACTING_`."""

    model_config = SettingsConfigDict(env_prefix="CONTRACTING_", frozen=True)
