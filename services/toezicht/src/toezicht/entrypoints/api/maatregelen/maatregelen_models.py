import datetime as dt
import uuid
from typing import Annotated

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Datum, Gemeente

from toezicht.domain.maatregelen.maatregel import Maatregelsoort
from toezicht.entrypoints.api.fields import Moment, Toelichting


class MaatregelIn(ApiModel):
    """Een maatregel tegen de aanbieder van de zaak."""

    soort: Maatregelsoort
    van: Datum = Field(description="Eerste dag.", examples=["2026-05-10"])
    tot: Datum | None = Field(default=None, description="Laatste dag; leeg is tot nader order.")
    gemeenten: list[Gemeente] = Field(default_factory=list, max_length=50, description="Leeg is de hele regio.")
    grond: Toelichting = Field(description="Grond met artikel.", examples=["Overeenkomst artikel 3.5.5, cliëntenstop."])
    percentage: Annotated[int, Field(strict=True, ge=1, le=100)] | None = Field(
        default=None, description="Alleen bij korting, en daar verplicht: hoeveel procent minder wordt betaald."
    )


class MaatregelUit(ApiModel):
    """Een maatregel."""

    id: uuid.UUID
    zaak_id: uuid.UUID
    agb_code: str
    soort: Maatregelsoort
    gemeenten: list[str]
    van: dt.date
    tot: dt.date | None
    grond: str
    correlatie_id: str = Field(validation_alias="trace_id")
    opgelegd_op: Moment
    opgelegd_door: str
    einddatum: dt.date | None
    einde_reden: str | None
    percentage: int | None


class EindeIn(ApiModel):
    """Het einde van een maatregel."""

    einddatum: Datum
    reden: Toelichting = Field(examples=["Hersteld volgens de hercontrole."])
