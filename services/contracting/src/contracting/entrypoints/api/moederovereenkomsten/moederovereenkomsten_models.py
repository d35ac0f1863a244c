import datetime as dt
import uuid
from typing import Annotated, Self

from pydantic import AfterValidator, Field
from risb_api.api import ApiModel
from risb_api.fields import Agb, Cent, Code, Datum, Gemeenten, Naam
from risb_recht.periode import Periode

from contracting.domain.moederovereenkomsten.moederovereenkomst import (
    LandelijkTarief,
    Moederovereenkomst,
    Moedersoort,
    MoederStatus,
)
from contracting.entrypoints.api.lijsten import elk_eenmaal


class DeelnemerIn(ApiModel):
    """Een aanbieder en zijn gewicht in het budget."""

    agb_code: Agb
    gewicht: int = Field(default=1, strict=True, ge=1, le=10**9, description="Alleen de verhouding telt.")


class LandelijkTariefIn(ApiModel):
    """Een tarief zoals de landelijke inkoper het bekendmaakte."""

    productcategorie: str = Field(pattern=r"^[0-9A-Z]{2}$", examples=["45"])
    productcode: str = Field(pattern=r"^[0-9A-Z]{5}$", examples=["45A48"])
    eenheid: str = Field(pattern=r"^[0-9]{2}$", examples=["04"])
    tarief_cent: Cent = Field(gt=0)
    geldig_van: Datum
    geldig_tot: Datum | None = Field(default=None, description="Laatste dag; leeg is tot nader order.")

    def tarief(self) -> LandelijkTarief:
        """The tariff of the domain."""
        return LandelijkTarief(**self.model_dump())


class MoederovereenkomstIn(ApiModel):
    """Een overeenkomst van meer opdrachtgevers en aanbieders, waaruit overeenkomsten worden afgeroepen."""

    moedersoort: Moedersoort
    naam: Naam = Field(examples=["Breed spectrum aanbieders"])
    houder: Naam = Field(description="Wie haar sloot.", examples=["VNG"])
    perceel_code: Code
    gemeenten: Gemeenten
    deelnemers: Annotated[list[DeelnemerIn], AfterValidator(elk_eenmaal("agb_code", "aanbieder"))] = Field(
        min_length=1, max_length=200
    )
    ingangsdatum: Datum
    einddatum: Datum | None = None
    jaarbudget_cent: Annotated[Cent, Field(gt=0)] | None = Field(default=None, description="Alleen collectief.")
    tarieven: list[LandelijkTariefIn] = Field(default=[], max_length=500, description="Alleen landelijk.")

    def moeder(self, moeder_id: uuid.UUID) -> Moederovereenkomst:
        """The parent agreement of the domain."""
        return Moederovereenkomst(
            id=moeder_id,
            moedersoort=self.moedersoort,
            naam=self.naam,
            houder=self.houder,
            perceel_code=self.perceel_code,
            gemeenten=tuple(self.gemeenten),
            aandelen={one.agb_code: one.gewicht for one in self.deelnemers},
            looptijd=Periode(van=self.ingangsdatum, tot=self.einddatum),
            jaarbudget_cent=self.jaarbudget_cent,
            tarieven=tuple(one.tarief() for one in self.tarieven),
        )


class DeelnemerUit(ApiModel):
    """Een aanbieder met zijn deel van het budget."""

    agb_code: str
    gewicht: int
    jaarbudget_cent: int | None = Field(description="Deel per jaar; samen precies het geheel.")


class LandelijkTariefUit(ApiModel):
    """Een landelijk tarief."""

    productcategorie: str
    productcode: str
    eenheid: str
    tarief_cent: int
    geldig_van: dt.date
    geldig_tot: dt.date | None


class MoederovereenkomstUit(ApiModel):
    """Een moederovereenkomst."""

    id: uuid.UUID
    moedersoort: Moedersoort
    naam: str
    houder: str
    perceel_code: str
    gemeenten: list[str]
    deelnemers: list[DeelnemerUit]
    ingangsdatum: dt.date
    einddatum: dt.date | None
    jaarbudget_cent: int | None
    tarieven: list[LandelijkTariefUit]
    status: MoederStatus

    @classmethod
    def van(cls, moeder: Moederovereenkomst) -> Self:
        """The answer for a parent agreement."""
        delen = moeder.jaardelen
        return cls(
            id=moeder.id,
            moedersoort=moeder.moedersoort,
            naam=moeder.naam,
            houder=moeder.houder,
            perceel_code=moeder.perceel_code,
            gemeenten=list(moeder.gemeenten),
            deelnemers=[
                DeelnemerUit(agb_code=agb, gewicht=gewicht, jaarbudget_cent=delen.get(agb))
                for agb, gewicht in sorted(moeder.aandelen.items())
            ],
            ingangsdatum=moeder.looptijd.van,
            einddatum=moeder.looptijd.tot,
            jaarbudget_cent=moeder.jaarbudget_cent,
            tarieven=[LandelijkTariefUit.model_validate(one) for one in moeder.tarieven],
            status=moeder.status,
        )
