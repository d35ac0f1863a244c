from pydantic import Field
from risb_api.api import ApiModel

from toezicht.domain.detectie.regels.detectieregel import Signaalsoort


class RegelUit(ApiModel):
    """Een regel met haar drempels en hoe vaak zij raak was."""

    id: str
    versie: int
    naam: str
    familie: str
    soort: Signaalsoort
    hard: bool = Field(description="Geeft op zichzelf een alarm.")
    drempels: dict[str, int]
    zin: str
    onschuldig: str
    controle: str
    bron: str
    signalen: int
    beoordeeld: int
    bevestigd: int
    nuttig: int
    onterecht: int
    trefkans: float | None = Field(description="Deel van de beoordeelde signalen dat bevestigd of nuttig was.")
