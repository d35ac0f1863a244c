from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Datum, Gemeente

from contracting.domain.regio.deelname import Dienst


class DeelnameIn(ApiModel):
    """Een gemeente neemt een dienst af bij de regio, over een periode."""

    gemeente: Gemeente
    dienst: Dienst
    van: Datum = Field(description="Eerste dag.")
    tot: Datum | None = Field(default=None, description="Laatste dag; leeg is tot nader order.")


class DeelnameUit(DeelnameIn):
    """Een vastgelegde periode."""
