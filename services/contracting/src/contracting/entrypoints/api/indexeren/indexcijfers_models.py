from typing import Annotated, Self

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Cent, Code, Datum, NieuweCode, Tekst

from contracting.domain.indexeren.clausule import HEEL, Correctiemethode, Indexclausule, Indexdeel, Kostensoort
from contracting.domain.indexeren.indexcijfer import Cijfersoort, Indexcijfer
from contracting.entrypoints.api.jaren import Jaar

_Percentdecimalen = Annotated[
    int, Field(ge=0, le=4, description="Cijfers achter de komma van het percentage; leeg rekent onafgerond door.")
]


class IndexcijferIn(ApiModel):
    """Een gepubliceerd indexcijfer; een ander cijfer voor hetzelfde is een nieuwe versie."""

    reeks: NieuweCode = Field(description="Naam van de index.", examples=["OVA"])
    jaar: Jaar = Field(description="Jaar waarover het cijfer gaat.")
    soort: Cijfersoort
    duizendste: int = Field(ge=-50_000, le=100_000, description="Duizendste procent: 4940 is 4,94 %.")
    gepubliceerd_op: Datum = Field(description="Dag van publicatie.")
    bron: Tekst = Field(description="Waar het staat.")

    def cijfer(self) -> Indexcijfer:
        """The figure of the domain."""
        return Indexcijfer(**self.model_dump())


class IndexcijferUit(IndexcijferIn):
    """Een indexcijfer met zijn versie; de hoogste telt."""

    reeks: Code = Field(description="Naam van de index.", examples=["OVA"])
    bron: str
    versie: int

    @classmethod
    def van(cls, cijfer: Indexcijfer) -> Self:
        """The answer for a figure."""
        return cls.model_validate(cijfer)


class IndexdeelIn(ApiModel):
    """Een reeks met haar gewicht."""

    kostensoort: Kostensoort
    reeks: NieuweCode = Field(description="Naam van de index.", examples=["OVA"])
    gewicht: int = Field(ge=0, le=HEEL, description="Tienduizendsten; samen 10000.", examples=[9000])


class IndexdeelUit(IndexdeelIn):
    """Een reeks met haar gewicht."""

    reeks: Code = Field(description="Naam van de index.", examples=["OVA"])


class IndexclausuleIn(ApiModel):
    """Hoe de contracten van een perceel worden geindexeerd (OVK 3.2)."""

    perceel_code: Code = Field(description="Code van het perceel.", examples=["WMO-BEGELEIDING"])
    delen: list[IndexdeelIn] = Field(min_length=1, max_length=10)
    correctiemethode: Correctiemethode = Correctiemethode.VERSCHIL
    percentdecimalen: _Percentdecimalen | None = 2
    tariefdecimalen: int = Field(default=2, ge=0, le=2, description="Cijfers achter de komma van een tarief in euro.")
    contractwaarde_cent: Cent = Field(description="Waarde van de contracten samen, zoals gesloten, in eurocent.")
    wijzigbaar: bool = Field(
        default=False, description="Het contract zegt zelf dat een andere wijze van indexeren kan (AW 2.163c)."
    )
    bron: Tekst = Field(description="Artikel van de overeenkomst.")

    def clausule(self) -> Indexclausule:
        """The clause of the domain."""
        delen = tuple(Indexdeel(**one.model_dump()) for one in self.delen)
        return Indexclausule(**{**self.model_dump(), "delen": delen})


class IndexclausuleUit(ApiModel):
    """Een indexclausule met haar versie; de hoogste telt."""

    perceel_code: str
    delen: list[IndexdeelUit]
    correctiemethode: Correctiemethode
    percentdecimalen: int | None
    tariefdecimalen: int
    contractwaarde_cent: int
    wijzigbaar: bool
    bron: str
    versie: int

    @classmethod
    def van(cls, clausule: Indexclausule) -> Self:
        """The answer for a clause."""
        return cls.model_validate(clausule)
