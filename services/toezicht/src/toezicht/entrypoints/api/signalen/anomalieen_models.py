import uuid
from collections.abc import Mapping

from pydantic import Field, JsonValue
from risb_api.api import ApiModel

from toezicht.entrypoints.api.fields import Moment


class AnomalieberichtUit(ApiModel):
    """Een anomalie zoals zij van de stroom kwam."""

    positie: int
    gebeurtenis_id: uuid.UUID
    tijd: Moment
    correlatie_id: str = Field(validation_alias="trace_id")
    anomalie: Mapping[str, JsonValue] = Field(validation_alias="inhoud")
