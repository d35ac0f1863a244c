from chassis.settings import ServiceSettings
from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict


class Settings(ServiceSettings):
    """Settings of subsidies; environment variables start with `SUBSIDIES_`."""

    model_config = SettingsConfigDict(env_prefix="SUBSIDIES_", frozen=True)

    # Where contents of documents stand (`file:///folder`, `s3://bucket`); None is a folder of `opslag_dir`.
    documenten_adres: str | None = None
    # The virus scanner (clamd: `tcp://host:3310`); without one, documents stay `niet_gescand`.
    scanner_adres: str | None = Field(default=None, pattern=r"^tcp://[A-Za-z0-9.-]+:[0-9]{1,5}$")
    # Where letters by e-mail are handed over (see `risb_zaak.letters.mail`), and from whom they are.
    post_adres: SecretStr = SecretStr("smtp://127.0.0.1:25")
    post_afzender: str = "subsidies@bureau.example"
