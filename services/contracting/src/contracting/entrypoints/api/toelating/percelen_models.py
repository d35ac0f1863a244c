from collections.abc import Sequence
from typing import Self

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Code, Datum, Gemeenten, Naam, NieuweCode, Programmalijn
from risb_recht.wet import Wet

from contracting.domain.regio.deelname import Dienst
from contracting.domain.toelating.perceel import Basiscriterium, Bewijssoort, Perceel, Procedure, Variant


class BasiscriteriumIn(ApiModel):
    """Een eis met het bewijs dat erbij hoort."""

    code: NieuweCode = Field(description="Code binnen het perceel.", examples=["KVK"])
    omschrijving: Naam = Field(
        description="De eis in gewone woorden.", examples=["Inschrijving in het Handelsregister"]
    )
    bewijssoort: Bewijssoort
    maximale_leeftijd_maanden: int | None = Field(
        default=None,
        strict=True,
        ge=1,
        le=120,
        description="Hoogste leeftijd bij ontvangst, in kalendermaanden. Leeg: KvK en belasting 6, GVA 24, VOG 12.",
        examples=[6],
    )


class PerceelIn(ApiModel):
    """Een perceel van de inkoop."""

    code: NieuweCode = Field(description="Code van het perceel.", examples=["WMO-BEGELEIDING"])
    wet: Wet
    dienst: Dienst | None = Field(
        default=None, description="Dienst die de gemeenten afnemen; leeg is de dienst van de wet."
    )
    variant: Variant
    procedure: Procedure
    programmalijn: Programmalijn
    gemeenten: Gemeenten
    basiscriteria: Sequence[BasiscriteriumIn] = Field(min_length=1, max_length=50)
    maximum_aanbieders: int | None = Field(
        default=None,
        strict=True,
        ge=1,
        le=10_000,
        description="Alleen bij een aanbesteding; een toelating kent geen maximum.",
    )
    uiterste_aanmelddag: Datum | None = Field(
        default=None, description="Laatste dag om aan te melden; leeg is het hele jaar door."
    )

    def perceel(self) -> Perceel:
        """The perceel of the domain."""
        velden = {
            **self.model_dump(),
            "dienst": self.dienst or Dienst(self.wet.value),
            "gemeenten": tuple(self.gemeenten),
            "basiscriteria": tuple(Basiscriterium(**one.model_dump()) for one in self.basiscriteria),
        }
        return Perceel(**velden)


class BasiscriteriumUit(BasiscriteriumIn):
    """Een eis met het bewijs dat erbij hoort; de leeftijd die geldt is ingevuld."""

    code: Code = Field(description="Code binnen het perceel.", examples=["KVK"])
    omschrijving: str

    @classmethod
    def van(cls, criterium: Basiscriterium) -> Self:
        """The answer for a criterium."""
        return cls(
            code=criterium.code,
            omschrijving=criterium.omschrijving,
            bewijssoort=criterium.bewijssoort,
            maximale_leeftijd_maanden=criterium.leeftijd_maanden,
        )


class PerceelUit(PerceelIn):
    """Een vastgesteld perceel van de inkoop."""

    code: Code = Field(description="Code van het perceel.", examples=["WMO-BEGELEIDING"])
    dienst: Dienst = Field(description="Dienst die de gemeenten afnemen.")
    basiscriteria: Sequence[BasiscriteriumUit]

    @classmethod
    def van(cls, perceel: Perceel) -> Self:
        """The answer for a perceel."""
        return cls(
            code=perceel.code,
            wet=perceel.wet,
            dienst=perceel.dienst,
            variant=perceel.variant,
            procedure=perceel.procedure,
            programmalijn=perceel.programmalijn,
            gemeenten=list(perceel.gemeenten),
            basiscriteria=[BasiscriteriumUit.van(one) for one in perceel.basiscriteria],
            maximum_aanbieders=perceel.maximum_aanbieders,
            uiterste_aanmelddag=perceel.uiterste_aanmelddag,
        )
