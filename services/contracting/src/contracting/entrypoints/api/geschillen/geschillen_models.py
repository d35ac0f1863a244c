import datetime as dt
import uuid

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Agb, Code, Datum, Verhaal

from contracting.domain.geschillen.geschil import Uitspraak


class KortgedingIn(ApiModel):
    """Een kort geding over een perceel."""

    perceel_code: Code = Field(description="Code van het perceel.", examples=["WMO-BEGELEIDING"])
    agb_code: Agb
    aanhangig_op: Datum = Field(description="Dag waarop het aanhangig werd.")


class KortgedingUit(ApiModel):
    """Een kort geding, met de dag tot wanneer inschrijvers gebonden zijn."""

    id: uuid.UUID
    perceel_code: str
    agb_code: str
    aanhangig_op: dt.date
    op_tijd: bool = Field(description="Of het binnen de termijn kwam; te laat houdt het niets tegen (R8).")
    vonnis_op: dt.date | None
    uitspraak: Uitspraak | None
    gestand_tot: dt.date | None = Field(description="Laatste dag van de gestanddoening (R6); leeg zolang het loopt.")


class VonnisIn(ApiModel):
    """De uitspraak in een kort geding."""

    uitspraak: Uitspraak
    vonnis_op: Datum = Field(description="Dag van het vonnis of de intrekking.")


class KlachtIn(ApiModel):
    """Een klacht over een aanbesteding."""

    agb_code: Agb
    klacht: Verhaal = Field(description="Wat er niet klopt.")


class KlachtUit(ApiModel):
    """Een klacht, met de laatste dag om te antwoorden (R7)."""

    id: uuid.UUID
    aanbesteding_id: uuid.UUID
    agb_code: str
    ontvangen_op: dt.date
    klacht: str
    uiterlijk: dt.date
    beslist_op: dt.date | None
    gegrond: bool | None
    antwoord: str | None


class KlachtbesluitIn(ApiModel):
    """Het antwoord op een klacht."""

    gegrond: bool
    antwoord: Verhaal
