"""Bodies of lotteries."""

import datetime as dt
import uuid

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Cent


class LotUit(ApiModel):
    """Een aanvraag in de loting."""

    aanvraag_id: uuid.UUID = Field(description="Kenmerk van de aanvraag.")
    aanspraak_cent: Cent = Field(description="Wat deze aanvraag hoogstens kan krijgen.", examples=[450000])
    nummer: int | None = Field(description="Plaats in de volgorde; 1 gaat voor. Leeg zolang niet is getrokken.")


class LotingUit(ApiModel):
    """Een loting tussen aanvragen die tegelijk compleet waren."""

    id: uuid.UUID = Field(description="Kenmerk van de loting.")
    plaats: dt.datetime = Field(description="Moment van compleet zijn; bij een regeling per dag het begin van de dag.")
    klaargezet_door: str = Field(description="Wie de lijst vastlegde.")
    klaargezet_op: dt.datetime = Field(description="Wanneer de lijst is vastgelegd.")
    loten: list[LotUit] = Field(description="De aanvragen waartussen is geloot.")
    zaad: str | None = Field(
        description="Het zaad. De volgorde is die van SHA-256 van zaad, dubbele punt en kenmerk; laagste eerst."
    )
    getuige: str | None = Field(description="Wie trok en erbij was: een ander dan wie klaarzette.")
    getrokken_op: dt.datetime | None = Field(description="Wanneer is getrokken.")


class LotingenUit(ApiModel):
    """De lotingen op een plaats in de volgorde."""

    resultaten: list[LotingUit] = Field(description="De lotingen, oudste eerst.")


class LotuitslagUit(ApiModel):
    """Wat de loting zei over deze aanvraag."""

    loting_id: uuid.UUID = Field(description="Kenmerk van de loting.")
    nummer: int = Field(description="Plaats in de volgorde; 1 gaat voor.")
    aantal: int = Field(description="Tussen hoeveel aanvragen is geloot.")
    getrokken_op: dt.datetime = Field(description="Wanneer is getrokken.")
    zaad: str = Field(description="Het zaad, om de loting na te rekenen.")
