import uuid
from typing import Annotated

from pydantic import AnyUrl, Field
from risb_api.api import ApiModel

from toezicht.domain.abonnementen.bezorging import BezorgStatus
from toezicht.domain.detectie.regels.detectieregel import Signaalsoort
from toezicht.entrypoints.api.fields import Kort, Moment


class AbonnementIn(ApiModel):
    """Waarheen anomalieën moeten; zonder soorten of regels: alles wat u mag zien."""

    url: Annotated[AnyUrl, Field(description="https-adres.", examples=["https://toezicht.example.nl/risb"])]
    soorten: list[Signaalsoort] = Field(default_factory=list, max_length=2)
    regels: list[Kort] = Field(default_factory=list, max_length=50)


class AbonnementUit(ApiModel):
    """Een abonnement."""

    id: uuid.UUID
    url: str
    soorten: list[Signaalsoort]
    regels: list[str]
    aangemaakt_op: Moment
    storingen: int = Field(description="Hoeveel bezorgingen achter elkaar mislukten.", examples=[0])
    rust_tot: Moment | None = Field(description="Tot dan proberen wij dit adres niet: het antwoordde te vaak niet.")


class NieuwAbonnementUit(AbonnementUit):
    """Een nieuw abonnement; het geheim is alleen nu te zien."""

    geheim: str = Field(description="Sleutel van de handtekening. Bewaar hem; wij tonen hem niet nog eens.")


class BezorgingUit(ApiModel):
    """Een poging om een anomalie te bezorgen."""

    id: uuid.UUID
    bezorging_id: uuid.UUID
    positie: int
    status: BezorgStatus = Field(description="Waar de bezorging nu staat.")
    nummer: int
    op: Moment
    gelukt: bool
    http_status: int | None = Field(description="HTTP-status van het antwoord.")
    fout: str | None
    duur_ms: int


class BezorgingHerhaaldUit(ApiModel):
    """Een bezorging die weer wacht."""

    bezorging_id: uuid.UUID
    status: BezorgStatus
