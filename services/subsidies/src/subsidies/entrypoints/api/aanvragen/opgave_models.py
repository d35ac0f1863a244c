"""What an applicant states, in and out."""

from typing import Self

from pydantic import EmailStr, Field, model_validator
from risb_api.api import ApiModel
from risb_api.fields import Cent, Dag, Datum, Gemeente, Kvk, Naam, Verhaal

from subsidies.domain.regelingen.opgave import Begroting, Opgave, Rechtsvorm, SoortAanvrager
from subsidies.entrypoints.api.fields import PositiefCent, Titel, Wijk, WijkUit


class BegrotingIn(ApiModel):
    """Kosten en inkomsten van de activiteit, zonder deze subsidie."""

    kosten_cent: Cent = Field(description="Alle kosten in eurocent.", examples=[500000])
    eigen_bijdrage_cent: Cent = Field(default=0, description="Eigen geld in eurocent.", examples=[50000])
    andere_inkomsten_cent: Cent = Field(default=0, description="Ander geld, ook andere subsidies, in eurocent.")
    contant_cent: Cent = Field(default=0, description="Deel van de kosten dat contant wordt betaald, in eurocent.")


class OpgaveIn(ApiModel):
    """Wat de aanvrager vertelt."""

    soort: SoortAanvrager = Field(description="Wie u bent.")
    naam: Naam = Field(description="Uw naam of de naam van uw organisatie.", examples=["Stichting Buurtkracht"])
    rechtsvorm: Rechtsvorm | None = Field(default=None, description="Rechtsvorm van de organisatie.")
    kvk_nummer: Kvk | None = None
    emailadres: EmailStr | None = Field(
        default=None,
        description="Hier sturen wij brieven heen; leeg: u haalt ze op.",
        examples=["u@example.nl"],
    )
    winstoogmerk: bool = Field(default=False, description="Of u winst wilt maken.")
    opgericht_op: Dag | None = Field(default=None, description="Oprichting van de organisatie.")
    bestuur_gewijzigd_op: Dag | None = Field(default=None, description="Laatste wijziging van het bestuur.")
    gemeente: Gemeente
    wijk: Wijk = None
    titel: Titel = Field(description="Korte naam van uw plan.", examples=["Wijkmaaltijd"])
    doel: Verhaal = Field(description="Wat u wilt bereiken.", examples=["Buren ontmoeten elkaar elke maand."])
    activiteit_van: Datum = Field(description="Eerste dag.", examples=["2026-11-01"])
    activiteit_tot: Datum = Field(description="Laatste dag.", examples=["2026-12-31"])
    gevraagd_cent: PositiefCent = Field(description="Gevraagd in eurocent.", examples=[450000])
    begroting: BegrotingIn = Field(description="Kosten en andere inkomsten.")

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.activiteit_tot < self.activiteit_van:
            raise ValueError("De activiteit eindigt voor zij begint.")
        return self

    def to_domain(self) -> Opgave:
        """The domain value."""
        named = {name: getattr(self, name) for name in OpgaveIn.model_fields}
        return Opgave(**named | {"begroting": Begroting(**self.begroting.model_dump())})


class OpgaveUit(OpgaveIn):
    """Wat de aanvrager vertelde; ook in tekens die nu geweigerd worden."""

    wijk: WijkUit = None
    naam: str = Field(description="Naam van de aanvrager.", examples=["Stichting Buurtkracht"])
    titel: str = Field(description="Korte naam van het plan.", examples=["Wijkmaaltijd"])
    doel: str = Field(description="Doel van het plan.", examples=["Buren ontmoeten elkaar elke maand."])
