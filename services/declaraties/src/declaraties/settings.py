from pathlib import Path
from typing import Literal

from chassis.settings import ServiceSettings
from pydantic import Field
from pydantic_settings import SettingsConfigDict

from declaraties.domain.beslissingen import OpenEinde


class Settings(ServiceSettings):
    """Settings of declaraties; environment variables start with `DECLARATIES_`."""

    model_config = SettingsConfigDict(env_prefix="DECLARATIES_", frozen=True)

    # How often a message may be started before it is set apart: a process that dies counts as a try.
    meeste_pogingen: int = Field(default=3, ge=1)
    # What a gemeente or region could choose otherwise (docs/adr/0013-open-punten.md).
    niveau_tr319: Literal[2, 3] = 3
    ander_client_8187: bool = False
    open_einde: OpenEinde = OpenEinde.DECLARATIEPERIODE
    productlijsten: Path | None = None
    # Gemeenten that recover care that started after the aanbieder was told of an earlier end of the toewijzing.
    terugvorderen_na_einde: frozenset[str] = frozenset()
