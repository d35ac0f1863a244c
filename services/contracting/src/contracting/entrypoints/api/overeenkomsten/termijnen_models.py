import datetime as dt
from typing import Self

from pydantic import Field
from risb_api.api import ApiModel

from contracting.domain.taakgericht.taakbudget import Betaaltermijn


class TermijnUit(ApiModel):
    """Een betaaltermijn van een gemeente."""

    gemeente: str
    jaar: int
    termijn: int
    periode_van: dt.date
    vervaldatum: dt.date
    bedrag_cent: int
    buiten_schema: bool = Field(description="Extra geld, een verschuiving of een afrekening.")
    vervallen: bool = Field(description="Of de termijn vervalt door een eerder einde.")

    @classmethod
    def van(cls, termijn: Betaaltermijn, *, vervallen: bool) -> Self:
        """The answer for a term."""
        return cls(
            gemeente=termijn.gemeente,
            jaar=termijn.jaar,
            termijn=termijn.nummer,
            periode_van=termijn.periode_van,
            vervaldatum=termijn.vervaldatum,
            bedrag_cent=termijn.bedrag_cent,
            buiten_schema=termijn.buiten_schema,
            vervallen=vervallen,
        )
