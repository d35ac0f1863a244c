import datetime as dt
import uuid

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Datum

from contracting.domain.plichten.plicht import Mijlpaalresultaat, Plichtsoort
from contracting.domain.plichten.wachtnorm import Wachtsoort


class PlichtIn(ApiModel):
    """Een plicht die terugkomt."""

    overeenkomst_id: uuid.UUID
    plichtsoort: Plichtsoort
    anker: Datum = Field(description="Eerste dag waarop zij vervalt.")
    periode_maanden: int = Field(ge=0, le=120, description="Om de hoeveel maanden; 0 is een keer.")


class AfrondingIn(ApiModel):
    """Hoe een mijlpaal is gehaald."""

    resultaat: Mijlpaalresultaat


class VerplaatsingIn(ApiModel):
    """Een nieuw anker; alleen wat nog komt verandert."""

    anker: Datum


class MijlpaalUit(ApiModel):
    """Een afgeronde mijlpaal."""

    vervalt_op: dt.date
    resultaat: Mijlpaalresultaat
    afgerond_op: dt.date


class PlichtUit(ApiModel):
    """Een plicht met haar mijlpalen."""

    id: uuid.UUID
    overeenkomst_id: uuid.UUID
    agb_code: str
    plichtsoort: Plichtsoort
    anker: dt.date
    periode_maanden: int
    volgende: dt.date | None = Field(description="Volgende dag waarop zij vervalt; leeg als er geen meer komt.")
    mijlpalen: list[MijlpaalUit]


class WachtnormUit(ApiModel):
    """Tot wanneer een client hoort te wachten."""

    wachtsoort: Wachtsoort
    aangemeld_op: dt.date
    start_uiterlijk: dt.date
