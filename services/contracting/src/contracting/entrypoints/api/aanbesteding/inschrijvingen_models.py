import datetime as dt
import uuid
from typing import Self

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Agb, Code, Datum, Gemeenten, Verhaal

from contracting.application.aanbesteding.ports import Zegel
from contracting.domain.aanbesteding.inschrijving import Inschrijfinhoud, Inschrijving, InschrijvingStatus
from contracting.domain.toelating.aanmelding import Bewijsstuk
from contracting.domain.toelating.perceel import Bewijssoort
from contracting.entrypoints.api.aanbesteding.aanbestedingen_models import Tarieven


class BewijsIn(ApiModel):
    """Een bewijsstuk bij een inschrijving."""

    bewijssoort: Bewijssoort
    datum: Datum = Field(description="Datum die op het bewijs staat.")


class InschrijvingIn(ApiModel):
    """Een inschrijving op een perceel; zij blijft verzegeld tot de opening."""

    agb_code: Agb
    perceel_code: Code = Field(description="Code van het perceel.", examples=["WMO-BEGELEIDING"])
    tarieven: Tarieven
    gemeenten: Gemeenten
    bewijsstukken: list[BewijsIn] = Field(max_length=100)
    ondertekend: bool = Field(strict=True, description="Of de inschrijving rechtsgeldig is ondertekend.")
    akkoord_zonder_voorbehoud: bool = Field(
        strict=True, description="Of de uitvoeringseisen zonder voorbehoud worden aanvaard."
    )
    plan: Verhaal = Field(description="Hoe de aanbieder aan de criteria voldoet.")

    def inhoud(self, dag: dt.date) -> Inschrijfinhoud:
        """What goes into the envelope, received on this day."""
        return Inschrijfinhoud(
            tarieven={one.productcode: one.tarief_cent for one in self.tarieven},
            gemeenten=tuple(self.gemeenten),
            bewijsstukken=tuple(
                Bewijsstuk(bewijssoort=one.bewijssoort, datum=one.datum, ontvangen_op=dag) for one in self.bewijsstukken
            ),
            ondertekend=self.ondertekend,
            akkoord_zonder_voorbehoud=self.akkoord_zonder_voorbehoud,
            plan=self.plan,
        )


class AfwijzingUit(ApiModel):
    """Een reden met vaste code."""

    code: str
    toelichting: str


class BewijsUit(ApiModel):
    """Een bewijsstuk bij een inschrijving."""

    bewijssoort: Bewijssoort
    datum: dt.date
    ontvangen_op: dt.date


class InschrijfinhoudUit(ApiModel):
    """Wat in de envelop zat."""

    tarieven: dict[str, int] = Field(description="Tarief in eurocent per productcode.")
    gemeenten: list[str]
    bewijsstukken: list[BewijsUit]
    ondertekend: bool
    akkoord_zonder_voorbehoud: bool
    plan: str


class InschrijvingUit(ApiModel):
    """Een inschrijving; de inhoud is er pas na de opening."""

    id: uuid.UUID
    aanbesteding_id: uuid.UUID
    perceel_code: str
    agb_code: str
    ontvangen_op: dt.datetime
    status: InschrijvingStatus
    vingerafdruk: str = Field(description="SHA-256 van de verzegelde inhoud.")
    stap: str | None = Field(description="De stap van de toetsing die niet slaagde.")
    redenen: list[AfwijzingUit]
    inhoud: InschrijfinhoudUit | None

    @classmethod
    def van(cls, one: Inschrijving, zegel: Zegel) -> Self:
        """The answer for a bid; what is sealed stays out."""
        inhoud = InschrijfinhoudUit.model_validate(zegel.open(one)) if one.is_geopend else None
        redenen = one.toets.redenen if one.toets else ()
        return cls(
            id=one.id,
            aanbesteding_id=one.aanbesteding_id,
            perceel_code=one.perceel_code,
            agb_code=one.agb_code,
            ontvangen_op=one.ontvangen_op,
            status=one.status,
            vingerafdruk=one.vingerafdruk,
            stap=one.toets.stap if one.toets else None,
            redenen=[AfwijzingUit(code=reden.code, toelichting=reden.toelichting) for reden in redenen],
            inhoud=inhoud,
        )
