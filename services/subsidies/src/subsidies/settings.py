from chassis.settings import ServiceSettings
from pydantic import SecretStr
from pydantic_settings import SettingsConfigDict


class Settings(ServiceSettings):
    """Settings of subsidies; environment variables start with `SUBSIDIES_`."""

    model_config = SettingsConfigDict(env_prefix="SUBSIDIES_", frozen=True)

    # Where contents of documents stand (`file:///folder`, `s3://bucket`); None is a folder of `opslag_dir`.
    documenten_adres: str | None = None
    # Where letters by e-mail are handed over (see `risb_zaak.letters.mail`), and from whom they are.
    post_adres: SecretStr = SecretStr("smtp://127.0.0.1:25")
    post_afzender: str = "subsidies@bureau.example"
