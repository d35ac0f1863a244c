from chassis.settings import ServiceSettings
from pydantic_settings import SettingsConfigDict


class Settings(ServiceSettings):
    """Settings of subsidies; environment variables start with `SUBSIDIES_`."""

    model_config = SettingsConfigDict(env_prefix="SUBSIDIES_", frozen=True)
