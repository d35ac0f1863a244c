import datetime as dt
import uuid

from pydantic import Field
from risb_api.api import ApiModel


class MaatregelUit(ApiModel):
    """Een maatregel van toezicht tegen een aanbieder."""

    id: uuid.UUID
    agb_code: str
    soort: str = Field(description="clientenstop, korting of opschorting.", examples=["clientenstop"])
    gemeenten: list[str] = Field(description="CBS-codes waarvoor de maatregel geldt; leeg is de hele regio.")
    van: dt.date
    laatste_dag: dt.date | None = Field(description="Laatste dag; leeg is tot nader order.")
    grond: str
    reden_einde: str | None = Field(description="Waarom de maatregel eerder eindigde.")
