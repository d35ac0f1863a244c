import uuid
from typing import Annotated

from pydantic import Field
from risb_api.api import ApiModel

from toezicht.entrypoints.api.fields import Kort, Moment, Toelichting


class BevindingIn(ApiModel):
    """Wat is gevonden. Noem geen namen of nummers van cliënten."""

    omschrijving: Toelichting
    bewijs: list[Kort] = Field(default_factory=list, max_length=50, description="Waar het bewijs te vinden is.")
    opzet: bool = Field(default=False, description="Laat de bevinding opzet zien?")
    bedrag_cent: Annotated[int, Field(ge=0, le=10**12, description="Bewezen bedrag in eurocenten.")] = 0


class BevindingUit(ApiModel):
    """Een bevinding."""

    id: uuid.UUID
    zaak_id: uuid.UUID
    omschrijving: str
    bewijs: list[str]
    opzet: bool
    bedrag_cent: int
    door: str
    op: Moment
