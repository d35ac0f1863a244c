"""Kinds of fields that several subjects share; those of every service are in `risb_api.fields`."""

import re
import uuid
from typing import Annotated

from fastapi import Path, Query
from pydantic import AfterValidator, Field
from risb_api.fields import GROOTSTE_BEDRAG, Code, Naam, Zin
from risb_recht.codes import rekeningvorm

_REKENING = r"^[A-Z]{2}[0-9A-Z]{10,40}$"


def _rekening(tekst: str) -> str:
    vorm = rekeningvorm(tekst)
    if not re.fullmatch(_REKENING, vorm):
        raise ValueError("Dit rekeningnummer is geen IBAN. Een Nederlandse IBAN ziet eruit als NL91 ABNA 0417 1643 00.")
    return vorm


RegelingCode = Annotated[Code, Field(description="Code van de regeling.", examples=["PID-2026"])]
PositiefCent = Annotated[int, Field(ge=1, le=GROOTSTE_BEDRAG)]
# In its one form; whether it is an account at all is a remark at the entrance, for the right to apply stays.
Rekening = Annotated[str, AfterValidator(_rekening), Field(json_schema_extra={"pattern": _REKENING})]
Titel = Annotated[Zin, Field(max_length=140)]
Wijk = Annotated[Naam | None, Field(description="Naam van de wijk; leeg is de hele gemeente.", examples=["Liendert"])]
WijkUit = Annotated[str | None, Field(description="Naam van de wijk; leeg is de hele gemeente.")]

AanvraagId = Annotated[uuid.UUID, Path(alias="aanvraagId", description="Kenmerk van de aanvraag.")]
RegelingVraag = Annotated[Code | None, Query(alias="regelingCode", description="Alleen bij deze regeling.")]
