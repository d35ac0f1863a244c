import uuid
from typing import Any

from pydantic import Field
from risb_api.api import ApiModel

from toezicht.entrypoints.api.fields import Moment


class AnomalieberichtModel(ApiModel):
    """Een anomalie zoals zij van de stroom kwam."""

    positie: int
    gebeurtenis_id: uuid.UUID
    tijd: Moment
    correlatie_id: str = Field(validation_alias="trace_id")
    anomalie: dict[str, Any] = Field(validation_alias="inhoud")
