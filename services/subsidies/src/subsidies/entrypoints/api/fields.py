"""Kinds of fields that several subjects share; those of every service are in `risb_api.fields`."""

import re
import uuid
from typing import Annotated

from fastapi import Path, Query
from pydantic import AfterValidator, Field, StringConstraints
from risb_api.fields import GEEN_STUURTEKENS, GROOTSTE_BEDRAG, Code, Naam
from risb_kern.texts import leesbaar

_STUURTEKENS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def _verhaal(tekst: str) -> str:
    tekst = tekst.replace("\r\n", "\n")  # what a form in a browser sends
    if _STUURTEKENS.search(tekst):
        raise ValueError("De tekst mag geen stuurtekens bevatten, behalve een nieuwe regel en een tab.")
    return leesbaar(tekst)


RegelingCode = Annotated[Code, Field(description="Code van de regeling.", examples=["PID-2026"])]
PositiefCent = Annotated[int, Field(strict=True, ge=1, le=GROOTSTE_BEDRAG)]
Verhaal = Annotated[str, StringConstraints(min_length=1, max_length=4000), AfterValidator(_verhaal)]
Titel = Annotated[str, StringConstraints(pattern=GEEN_STUURTEKENS, max_length=140), AfterValidator(leesbaar)]
Wijk = Annotated[Naam | None, Field(description="Naam van de wijk; leeg is de hele gemeente.", examples=["Liendert"])]

AanvraagId = Annotated[uuid.UUID, Path(alias="aanvraagId", description="Kenmerk van de aanvraag.")]
RegelingVraag = Annotated[Code | None, Query(alias="regelingCode", description="Alleen bij deze regeling.")]
