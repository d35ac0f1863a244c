import datetime as dt
import uuid
from typing import Annotated, Self

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Cent, Datum, Naam, NieuweCode, Verhaal

from contracting.domain.taakgericht.businesscase import (
    Businesscase,
    BusinesscaseStatus,
    Casusbedrag,
    Casusvoorstel,
    Collegebesluit,
)
from contracting.entrypoints.api.jaren import Jaar


class CasusbedragIn(ApiModel):
    """Wat een partij in een jaar betaalt of terugkrijgt."""

    jaar: Jaar
    partij: Naam = Field(description="Wie betaalt, of wie er voordeel van heeft.", examples=["Gemeente 0307"])
    bedrag_cent: Cent

    def bedrag(self) -> Casusbedrag:
        """The amount of the domain."""
        return Casusbedrag(**self.model_dump())


class CasusbedragUit(ApiModel):
    """Een bedrag van de businesscase."""

    jaar: int
    partij: str
    bedrag_cent: int


_Bedragen = Annotated[list[CasusbedragIn], Field(max_length=200)]


class BusinesscaseIn(ApiModel):
    """Het formulier van een businesscase, voor een overeenkomst of een moederovereenkomst."""

    betreft_id: uuid.UUID = Field(description="Kenmerk van de overeenkomst of de moederovereenkomst.")
    titel: Naam
    probleem: Verhaal
    keuze: Verhaal
    investeringen: _Bedragen = Field(min_length=1)
    baten: _Bedragen = Field(default=[])
    risico: Verhaal
    kpi: Verhaal
    stopcriterium: Verhaal

    def voorstel(self) -> Casusvoorstel:
        """The form of the domain."""
        return Casusvoorstel(
            titel=self.titel,
            probleem=self.probleem,
            keuze=self.keuze,
            investeringen=tuple(one.bedrag() for one in self.investeringen),
            baten=tuple(one.bedrag() for one in self.baten),
            risico=self.risico,
            kpi=self.kpi,
            stopcriterium=self.stopcriterium,
        )


class AdviesIn(ApiModel):
    """Het advies aan het college."""

    advies: Verhaal


class CollegebesluitIn(ApiModel):
    """Wat het college besloot; nul is een afwijzing, minder dan gevraagd een gewijzigd besluit."""

    besluitnummer: NieuweCode = Field(examples=["B-2026-12"])
    besloten_op: Datum
    bedrag_cent: Cent

    def besluit(self) -> Collegebesluit:
        """The decision of the domain."""
        return Collegebesluit(**self.model_dump())


class EvaluatieIn(ApiModel):
    """Wat ervan kwam."""

    evaluatie: Verhaal


class CollegebesluitUit(ApiModel):
    """Het besluit van het college."""

    besluitnummer: str
    besloten_op: dt.date
    bedrag_cent: int


class BusinesscaseUit(ApiModel):
    """Een businesscase met het besluit en wat erop is toegezegd."""

    id: uuid.UUID
    betreft_id: uuid.UUID
    titel: str
    probleem: str
    keuze: str
    investeringen: list[CasusbedragUit]
    baten: list[CasusbedragUit]
    risico: str
    kpi: str
    stopcriterium: str
    status: BusinesscaseStatus
    gevraagd_cent: int
    terugverdiend_in: int | None = Field(description="Jaar waarin de baten de investering dekken; leeg is niet.")
    advies: str | None
    besluit: CollegebesluitUit | None
    toegezegd_cent: int
    evaluatie: str | None

    @classmethod
    def van(cls, businesscase: Businesscase) -> Self:
        """The answer for a business case."""
        voorstel = businesscase.voorstel
        return cls(
            id=businesscase.id,
            betreft_id=businesscase.betreft_id,
            titel=voorstel.titel,
            probleem=voorstel.probleem,
            keuze=voorstel.keuze,
            investeringen=[CasusbedragUit.model_validate(one) for one in voorstel.investeringen],
            baten=[CasusbedragUit.model_validate(one) for one in voorstel.baten],
            risico=voorstel.risico,
            kpi=voorstel.kpi,
            stopcriterium=voorstel.stopcriterium,
            status=businesscase.status,
            gevraagd_cent=businesscase.gevraagd_cent,
            terugverdiend_in=businesscase.terugverdiend_in,
            advies=businesscase.advies,
            besluit=CollegebesluitUit.model_validate(businesscase.besluit) if businesscase.besluit else None,
            toegezegd_cent=businesscase.toegezegd_cent,
            evaluatie=businesscase.evaluatie,
        )
