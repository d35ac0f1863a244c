import datetime as dt
import uuid
from typing import Self

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Agb, Code, Datum, Gemeenten, Tekst
from risb_recht.wet import Wet

from contracting.application.overeenkomsten.handelingen import OvereenkomstSluiten
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.toelating.perceel import Variant
from contracting.entrypoints.api.overeenkomsten.prijzen_models import PrijsIn, PrijsUit
from contracting.entrypoints.api.overeenkomsten.taakbudget_models import TaakbudgetIn, TaakbudgetUit


class OvereenkomstIn(ApiModel):
    """Een overeenkomst met een toegelaten aanbieder: met prijzen (p*q) of met een taakbudget."""

    agb_code: Agb
    perceel_code: Code = Field(description="Code van het perceel.", examples=["WMO-BEGELEIDING"])
    gemeenten: Gemeenten
    ingangsdatum: Datum = Field(description="Eerste dag.")
    einddatum: Datum | None = Field(default=None, description="Laatste dag; leeg is onbepaald (alleen p*q).")
    prijzen: list[PrijsIn] = Field(default=[], max_length=500)
    taakbudget: TaakbudgetIn | None = None

    def opdracht(self) -> OvereenkomstSluiten:
        """What was agreed, for the use case."""
        return OvereenkomstSluiten(
            agb_code=self.agb_code,
            perceel_code=self.perceel_code,
            gemeenten=tuple(self.gemeenten),
            ingangsdatum=self.ingangsdatum,
            einddatum=self.einddatum,
            prijzen=tuple(one.opgave() for one in self.prijzen),
            taakbudget=self.taakbudget.taakbudget() if self.taakbudget else None,
        )


class BeeindigingIn(ApiModel):
    """Het einde van een overeenkomst, eerder dan gesloten."""

    einddatum: Datum = Field(description="Laatste dag.")
    reden: Tekst = Field(description="Reden met artikel.", examples=["Opzegging (artikel 1.3.4)"])


class OvereenkomstUit(ApiModel):
    """Een overeenkomst met haar prijsversies of taakbudget."""

    id: uuid.UUID
    agb_code: str
    perceel_code: str
    wet: Wet
    variant: Variant
    programmalijn: str
    gemeenten: list[str]
    ingangsdatum: dt.date
    einddatum: dt.date | None
    reden_einde: str | None
    prijzen: list[PrijsUit]
    taakbudget: TaakbudgetUit | None
    correlatie_id: str

    @classmethod
    def van(cls, overeenkomst: Overeenkomst) -> Self:
        """The answer for an agreement."""
        return cls(
            id=overeenkomst.id,
            agb_code=overeenkomst.agb_code,
            perceel_code=overeenkomst.perceel_code,
            wet=overeenkomst.wet,
            variant=overeenkomst.variant,
            programmalijn=overeenkomst.programmalijn,
            gemeenten=list(overeenkomst.gemeenten),
            ingangsdatum=overeenkomst.ingangsdatum,
            einddatum=overeenkomst.einddatum,
            reden_einde=overeenkomst.reden_einde,
            prijzen=[PrijsUit.van(one) for one in overeenkomst.prijzen],
            taakbudget=TaakbudgetUit.van(overeenkomst.taakbudget) if overeenkomst.taakbudget else None,
            correlatie_id=overeenkomst.trace_id,
        )
