import datetime as dt
import uuid
from typing import Self

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Agb, Code, Datum, Tekst

from contracting.application.toelating.handelingen import AanmeldingIndienen, Bewijsopgave
from contracting.domain.toelating.aanmelding import AANVULTERMIJN_DAGEN, Aanmelding, AanmeldingStatus, Bewijsstuk
from contracting.domain.toelating.perceel import Bewijssoort


class BewijsstukIn(ApiModel):
    """Een bewijsstuk bij een aanmelding."""

    bewijssoort: Bewijssoort
    datum: Datum = Field(description="Datum die op het bewijs staat.")
    verklaring: Tekst | None = Field(default=None, description="Toelichting of verklaring van de aanbieder.")

    def opgave(self) -> Bewijsopgave:
        """The evidence, for the use case."""
        return Bewijsopgave(bewijssoort=self.bewijssoort, datum=self.datum, verklaring=self.verklaring or "")


class BewijsstukUit(BewijsstukIn):
    """Een bewijsstuk met de dag van ontvangst."""

    verklaring: str | None = Field(description="Toelichting of verklaring van de aanbieder.")
    ontvangen_op: dt.date

    @classmethod
    def van(cls, stuk: Bewijsstuk) -> Self:
        """The answer for a piece of evidence."""
        return cls(
            bewijssoort=stuk.bewijssoort,
            datum=stuk.datum,
            verklaring=stuk.verklaring or None,
            ontvangen_op=stuk.ontvangen_op,
        )


class AanmeldingIn(ApiModel):
    """Een aanmelding voor een perceel."""

    agb_code: Agb
    perceel_code: Code = Field(description="Code van het perceel.", examples=["WMO-BEGELEIDING"])
    bewijsstukken: list[BewijsstukIn] = Field(max_length=100)
    ondertekend: bool = Field(strict=True, description="Of de aanmelding rechtsgeldig is ondertekend.")
    akkoord_zonder_voorbehoud: bool = Field(
        strict=True, description="Of de uitvoeringseisen zonder voorbehoud worden aanvaard."
    )

    def opdracht(self) -> AanmeldingIndienen:
        """The application, for the use case."""
        return AanmeldingIndienen(
            agb_code=self.agb_code,
            perceel_code=self.perceel_code,
            bewijsstukken=tuple(one.opgave() for one in self.bewijsstukken),
            ondertekend=self.ondertekend,
            akkoord_zonder_voorbehoud=self.akkoord_zonder_voorbehoud,
        )


class AanvullingIn(ApiModel):
    """Bewijsstukken waar om gevraagd is."""

    bewijsstukken: list[BewijsstukIn] = Field(min_length=1, max_length=100)


class AanvulverzoekIn(ApiModel):
    """De termijn waarbinnen de aanbieder mag aanvullen."""

    termijn_dagen: int = Field(
        default=AANVULTERMIJN_DAGEN,
        strict=True,
        ge=1,
        le=90,
        description="Termijn in dagen (gewoonlijk 14); eindigt op een werkdag.",
    )


class BezwaarIn(ApiModel):
    """Een bezwaar tegen de inhoud van het bewijs van een criterium."""

    criterium: Code = Field(description="Code van het basiscriterium.", examples=["KVK"])
    toelichting: Tekst = Field(description="Wat er niet klopt en hoe het wel kan.")


class BeoordelingIn(ApiModel):
    """De beoordeling; zonder bezwaren beslissen de vaste regels."""

    bezwaren: list[BezwaarIn] = Field(default=[], max_length=50)


class RedenUit(ApiModel):
    """Een reden met vaste code."""

    code: str
    toelichting: str


class OordeelUit(ApiModel):
    """De uitkomst van een criterium."""

    criterium: str
    voldoet: bool
    reden: RedenUit | None


class BeoordelingUit(ApiModel):
    """De uitkomst per criterium, en de redenen van de eerste stap die niet slaagde."""

    datum: dt.date
    oordelen: list[OordeelUit]
    stap: str | None = Field(description="De stap van de toetsing die niet slaagde (R4).")
    redenen: list[RedenUit]


class AanmeldingUit(ApiModel):
    """Een aanmelding met haar status."""

    id: uuid.UUID
    agb_code: str
    perceel_code: str
    ontvangen_op: dt.date
    ondertekend: bool
    akkoord_zonder_voorbehoud: bool
    bewijsstukken: list[BewijsstukUit]
    status: AanmeldingStatus
    aanvulling_uiterlijk: dt.date | None
    beoordeling: BeoordelingUit | None
    correlatie_id: str = Field(description="Kenmerk waaronder de hele keten van deze aanmelding te volgen is.")

    @classmethod
    def van(cls, aanmelding: Aanmelding) -> Self:
        """The answer for an application."""
        return cls(
            id=aanmelding.id,
            agb_code=aanmelding.agb_code,
            perceel_code=aanmelding.perceel_code,
            ontvangen_op=aanmelding.ontvangen_op,
            ondertekend=aanmelding.ondertekend,
            akkoord_zonder_voorbehoud=aanmelding.akkoord_zonder_voorbehoud,
            bewijsstukken=[BewijsstukUit.van(one) for one in aanmelding.bewijsstukken],
            status=aanmelding.status,
            aanvulling_uiterlijk=aanmelding.aanvulling_uiterlijk,
            beoordeling=BeoordelingUit.model_validate(aanmelding.beoordeling) if aanmelding.beoordeling else None,
            correlatie_id=aanmelding.trace_id,
        )
