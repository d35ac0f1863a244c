"""The years that a year in a question or a body may be."""

from typing import Annotated

from pydantic import Field

EERSTE_JAAR, LAATSTE_JAAR = 2015, 2199
Jaar = Annotated[int, Field(ge=EERSTE_JAAR, le=LAATSTE_JAAR)]
