import uuid

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Naam

from contracting.application.taakgericht.handelingen import TaakafrekeningBerekenen, TaakafrekeningBesluiten
from contracting.domain.taakgericht.afrekening import AfrekeningStatus
from contracting.entrypoints.api.jaren import Jaar
from contracting.entrypoints.api.taakgericht.taakafspraken_models import BandbreedteUit


class TaakafrekeningIn(ApiModel):
    """Hoeveel clienten in een jaar zijn bediend."""

    jaar: Jaar
    bediend: int = Field(strict=True, ge=0, le=10_000_000)
    bron: Naam = Field(examples=["Startberichten en stopberichten 2025"])

    def opdracht(self) -> TaakafrekeningBerekenen:
        """The numbers, for the use case."""
        return TaakafrekeningBerekenen(**self.model_dump())


class TaakafrekeningbesluitIn(ApiModel):
    """Of de afrekening klopt."""

    akkoord: bool
    businesscase_id: uuid.UUID | None = Field(
        default=None, description="Alleen bij meer dan het budget; zonder blijft de afrekening wachten."
    )

    def opdracht(self) -> TaakafrekeningBesluiten:
        """The decision, for the use case."""
        return TaakafrekeningBesluiten(**self.model_dump())


class TaakafrekeningUit(ApiModel):
    """De afrekening van een jaar."""

    id: uuid.UUID
    overeenkomst_id: uuid.UUID
    agb_code: str
    jaar: int
    jaarbudget_cent: int
    dagen: int = Field(description="Dagen van de overeenkomst in het jaar.")
    jaardagen: int
    bediend: int
    bron: str
    regel: BandbreedteUit
    bedrag_cent: int = Field(description="Onder nul betaalt de aanbieder terug, boven nul is een claim.")
    status: AfrekeningStatus
    businesscase_id: uuid.UUID | None
