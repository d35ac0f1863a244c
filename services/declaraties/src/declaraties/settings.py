from pathlib import Path
from typing import Literal

from chassis.settings import PaymentSettings
from pydantic import Field
from pydantic_settings import SettingsConfigDict

from declaraties.domain.beoordelen.keuzes import OpenEinde


class Settings(PaymentSettings):
    """Settings of declaraties; environment variables start with `DECLARATIES_`."""

    model_config = SettingsConfigDict(env_prefix="DECLARATIES_", frozen=True)

    # How often a message may be started before it is set apart: a process that dies counts as a try.
    meeste_pogingen: int = Field(default=3, ge=1)
    # How many small messages a worker takes in one transaction.
    berichten_per_keer: int = Field(default=32, ge=1, le=100)
    # What a gemeente or region could choose otherwise (docs/adr/0013-open-punten.md).
    niveau_tr319: Literal[2, 3] = 3
    ander_client_8187: bool = False
    open_einde: OpenEinde = OpenEinde.DECLARATIEPERIODE
    productlijsten: Path | None = None
    # Gemeenten that recover care that started after the aanbieder was told of an earlier end of the toewijzing.
    terugvorderen_na_einde: frozenset[str] = frozenset()
    # The register of released payment files; never on the disk or in the backup of the database.
    betaalregister_dir: Path | None = None
    # Which payables a person looks at first (docs/adr/0018-betalen.md).
    controle_grens_cent: int = Field(default=10_000_000, ge=0)
    controle_maandgrens_cent: int = Field(default=50_000_000, ge=0)
    controle_steekproef_promille: int = Field(default=20, ge=0, le=1000)
    controle_zaad: str = "1"
    # Name of the bureau in envelopes (zender.administratie): it acts for several gemeenten.
    samenwerkingsverband: str = Field(default="Regionaal Inkoop- en Subsidiebureau", min_length=1, max_length=50)

    @property
    def payment_register(self) -> Path:
        """The folder of the register of released payment files."""
        return self.betaalregister_dir or self.opslag_dir / "betaalregister"
