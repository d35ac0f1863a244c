import uuid
from typing import Annotated, Self

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Cent, Naam, NieuweCode, Verhaal

from contracting.domain.sturing.betaalbaarheid import (
    Betaalbaarheidsmaatregel,
    Betaalbaarheidsverslag,
    Maatregelbedragen,
    Maatregelstatus,
)
from contracting.domain.sturing.fonds import Fonds, Fondsboeking, Fondssoort
from contracting.entrypoints.api.jaren import Jaar

_Nummer = Annotated[NieuweCode, Field(examples=["BC-2026-01"])]


class FondsboekingIn(ApiModel):
    """Een boeking in het revolverend fonds."""

    fondssoort: Fondssoort
    bedrag_cent: Cent = Field(gt=0)
    businesscase: _Nummer | None = Field(default=None, description="Leeg bij een storting.")
    besluitnummer: _Nummer | None = Field(default=None, description="Van het college; alleen bij een besluit.")

    def boeking(self, boeking_id: uuid.UUID) -> Fondsboeking:
        """The entry of the domain."""
        return Fondsboeking(id=boeking_id, **self.model_dump())


class FondsUit(ApiModel):
    """Het fonds."""

    saldo_cent: int
    revolverend: int = Field(description="Terugbetaald van wat is onttrokken, in honderdsten van een procent.")
    boekingen: int

    @classmethod
    def van(cls, fonds: Fonds) -> Self:
        """The answer for the fund."""
        return cls(saldo_cent=fonds.saldo_cent, revolverend=fonds.revolverend, boekingen=len(fonds.boekingen))


class MaatregelbedragenIn(ApiModel):
    """De bedragen van een maatregel, of van alle samen."""

    doel_cent: Cent
    gerealiseerd_cent: Cent
    prognose_cent: Cent
    investering_cent: Cent

    def bedragen(self) -> Maatregelbedragen:
        """The amounts of the domain."""
        return Maatregelbedragen(**self.model_dump())


class BetaalbaarheidsmaatregelIn(ApiModel):
    """Een maatregel: geld, kwaliteit en toegang naast elkaar."""

    nummer: int = Field(ge=1, le=99)
    titel: Naam
    eigenaar: Naam = Field(description="Functie of onderdeel dat de maatregel uitvoert.")
    status: Maatregelstatus
    bedragen: MaatregelbedragenIn
    kwaliteit: int = Field(ge=0, le=100, description="Rapportcijfer in tienden.")
    wachtdagen: int = Field(ge=0, le=10_000, description="Gemiddelde wachttijd.")
    risico: Verhaal
    gevraagd_besluit: Verhaal

    def maatregel(self) -> Betaalbaarheidsmaatregel:
        """The measure of the domain."""
        velden = self.model_dump(exclude={"bedragen"})
        return Betaalbaarheidsmaatregel(**velden, bedragen=self.bedragen.bedragen())


class BetaalbaarheidsverslagIn(ApiModel):
    """Een verslag aan de raad, drie keer per jaar."""

    jaar: Jaar
    nummer: int = Field(ge=1, le=3)
    maatregelen: list[BetaalbaarheidsmaatregelIn] = Field(min_length=1, max_length=99)
    totaal: MaatregelbedragenIn

    def verslag(self, verslag_id: uuid.UUID) -> Betaalbaarheidsverslag:
        """The report of the domain."""
        return Betaalbaarheidsverslag(
            id=verslag_id,
            jaar=self.jaar,
            nummer=self.nummer,
            maatregelen=tuple(one.maatregel() for one in self.maatregelen),
            totaal=self.totaal.bedragen(),
        )


class MaatregelbedragenUit(ApiModel):
    """De bedragen."""

    doel_cent: int
    gerealiseerd_cent: int
    prognose_cent: int
    investering_cent: int


class BetaalbaarheidsmaatregelUit(ApiModel):
    """Een maatregel zoals zij in het verslag staat."""

    nummer: int
    titel: str
    eigenaar: str
    status: Maatregelstatus
    bedragen: MaatregelbedragenUit
    kwaliteit: int
    wachtdagen: int
    risico: str
    gevraagd_besluit: str


class BetaalbaarheidsverslagUit(ApiModel):
    """Een verslag."""

    id: uuid.UUID
    jaar: int
    nummer: int
    gepubliceerd: bool
    maatregelen: list[BetaalbaarheidsmaatregelUit]
    totaal: MaatregelbedragenUit
