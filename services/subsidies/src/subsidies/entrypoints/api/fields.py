"""Kinds of fields that several subjects share; those of every service are in `risb_api.fields`."""

import uuid
from typing import Annotated

from fastapi import Path, Query
from pydantic import Field, StringConstraints
from risb_api.fields import GROOTSTE_BEDRAG, Code, Naam

RegelingCode = Annotated[Code, Field(description="Code van de regeling.", examples=["PID-2026"])]
PositiefCent = Annotated[int, Field(strict=True, ge=1, le=GROOTSTE_BEDRAG)]
Verhaal = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Wijk = Annotated[Naam | None, Field(description="Naam van de wijk; leeg is de hele gemeente.", examples=["Liendert"])]

AanvraagId = Annotated[uuid.UUID, Path(alias="aanvraagId", description="Kenmerk van de aanvraag.")]
RegelingVraag = Annotated[Code | None, Query(alias="regelingCode", description="Alleen bij deze regeling.")]
