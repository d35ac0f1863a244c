"""Bodies of settlements."""

import datetime as dt
import uuid

from pydantic import AwareDatetime, Field
from risb_api.api import ApiModel

from declaraties.application.verrekenen.queries import Verrekeninglezing, Verrekenregellezing, Verrekentaaklezing
from declaraties.domain.verrekenen.teksten import UITLEG
from declaraties.domain.verrekenen.verrekening import Verrekenpost, Verrekenreden


class VerrekeningUit(ApiModel):
    """Een verrekening na het antwoord; wat eerder is toegekend verandert niet."""

    id: uuid.UUID
    aanleiding: Verrekenpost = Field(description="Wat er is veranderd.")
    agb_code: str = Field(examples=["65656055"])
    wet: str = Field(examples=["jw"])
    gemeente: str = Field(description="Gemeente waar is gedeclareerd.", examples=["0307"])
    naar_gemeente: str | None = Field(
        default=None,
        description="Alleen tussen gemeenten: deze gemeente is het bedrag verschuldigd.",
        examples=["0342"],
    )
    programmalijn: str = Field(examples=["2.1.3"])
    jaar: int = Field(examples=[2026])
    bedrag_cent: int = Field(
        description="In eurocent. Voor de aanbieder, negatief gaat terug naar de gemeente; tussen gemeenten: wat de"
        " gemeente terugkrijgt.",
        examples=[-2400],
    )
    aantal_regels: int = Field(examples=[3])
    berekend_op: AwareDatetime

    @classmethod
    def van(cls, one: Verrekeninglezing) -> "VerrekeningUit":
        """The resource of a stored settlement."""
        return cls(
            id=one.id,
            aanleiding=Verrekenpost(one.aanleiding),
            agb_code=one.agb_code,
            wet=one.wet,
            gemeente=one.gemeente,
            naar_gemeente=one.naar_gemeente,
            programmalijn=one.programmalijn,
            jaar=one.jaar,
            bedrag_cent=one.bedrag_cent,
            aantal_regels=one.regels,
            berekend_op=one.berekend_op,
        )


class VerrekenregelUit(ApiModel):
    """Een regel van een verrekening, met de reden."""

    bericht_id: uuid.UUID = Field(description="Het bericht waarin de prestatie is gedeclareerd.")
    declaratie_nummer: str = Field(examples=["D1"])
    regel: int = Field(description="Plaats in het bericht, vanaf 1.", examples=[1])
    referentie_nummer: str = Field(examples=["RN001"])
    toewijzing_nummer: int = Field(examples=[20072])
    product_code: str = Field(examples=["45A01"])
    begindatum: dt.date
    einddatum: dt.date
    toegekend_cent: int = Field(description="Wat bij het antwoord is toegekend.", examples=[50000])
    bedrag_cent: int = Field(description="Wat nu wordt verrekend.", examples=[-2400])
    verrekend_cent: int = Field(description="Wat op deze regel om deze aanleiding in totaal is verrekend.")
    reden: Verrekenreden
    uitleg: str = Field(description="De reden in gewone taal.")

    @classmethod
    def van(cls, one: Verrekenregellezing) -> "VerrekenregelUit":
        """The resource of a stored line."""
        reden = Verrekenreden(one.reden)
        return cls(
            bericht_id=one.bericht_id,
            declaratie_nummer=one.declaratienummer,
            regel=one.regel + 1,
            referentie_nummer=one.referentie,
            toewijzing_nummer=one.toewijzing,
            product_code=one.code,
            begindatum=one.begin,
            einddatum=one.eind,
            toegekend_cent=one.bedrag,
            bedrag_cent=one.bedrag_cent,
            verrekend_cent=one.stand_cent,
            reden=reden,
            uitleg=UITLEG[reden],
        )


class VerrekentaakUit(ApiModel):
    """Regels die opnieuw worden bekeken, met de voortgang."""

    agb_code: str = Field(examples=["65656055"])
    wet: str = Field(examples=["jw"])
    aanleiding: str = Field(description="prijs, toewijzing, woonplaats of antwoord.", examples=["prijs"])
    aangevraagd_op: AwareDatetime
    aantal_bekeken: int = Field(description="Hoeveel regels zijn bekeken.")
    klaar_op: AwareDatetime | None = None

    @classmethod
    def van(cls, one: Verrekentaaklezing) -> "VerrekentaakUit":
        """The resource of a stored task."""
        return cls(
            agb_code=one.agb_code,
            wet=one.wet,
            aanleiding=one.aanleiding,
            aangevraagd_op=one.aangevraagd_op,
            aantal_bekeken=one.bekeken,
            klaar_op=one.klaar_op,
        )
