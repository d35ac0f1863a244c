import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import AfterValidator, Field
from risb_api.api import ApiModel
from risb_api.fields import Code
from risb_recht.vormen.grenzen import elk_een_keer

from contracting.application.indexeren.handelingen import IndexeringVoorstellen
from contracting.domain.indexeren.berekening import Indexberekening, in_decimalen
from contracting.domain.indexeren.clausule import Correctiemethode, Kostensoort
from contracting.domain.indexeren.indexcijfer import Cijfersoort
from contracting.domain.indexeren.indexering import Indexering, IndexeringStatus
from contracting.domain.indexeren.voorstel import Indexregel, Regelstatus
from contracting.entrypoints.api.jaren import Jaar

_PERCENT = 100
_PLAATSEN = 8


class IndexeringIn(ApiModel):
    """Welke percelen voor welk jaar worden geindexeerd."""

    jaar: Jaar = Field(description="Jaar van de nieuwe tarieven.")
    percelen: Annotated[list[Code], AfterValidator(elk_een_keer)] = Field(min_length=1, max_length=100)
    voorlopig: bool = Field(default=False, description="Zonder correctie, zolang het definitieve cijfer er niet is.")

    def opdracht(self) -> IndexeringVoorstellen:
        """The proposal for the use case."""
        return IndexeringVoorstellen(jaar=self.jaar, percelen=tuple(self.percelen), voorlopig=self.voorlopig)


class IndexinvoerUit(ApiModel):
    """Een cijfer zoals het is gebruikt."""

    kostensoort: Kostensoort
    gewicht: int
    reeks: str
    jaar: int
    soort: Cijfersoort
    duizendste: int
    versie: int
    gepubliceerd_op: dt.date
    bron: str


class IndexberekeningUit(ApiModel):
    """Een percentage met alles waar het uit volgt."""

    perceel_code: str
    clausule_versie: int
    correctiemethode: Correctiemethode
    percentdecimalen: int | None
    tariefdecimalen: int
    met_correctie: bool = Field(description="Onwaar in het eerste jaar na een nieuw prijspeil, en voorlopig.")
    invoer: list[IndexinvoerUit]
    raming: str = Field(description="Gewogen raming in procent.")
    correctie: str = Field(description="Correctie over het jaar ervoor in procent.")
    onafgerond: str = Field(description="Percentage voor afronding.")
    percentage: str = Field(description="Percentage dat is toegepast.", examples=["4.96000000"])

    @classmethod
    def van(cls, one: Indexberekening) -> Self:
        """The answer for a computation."""
        zelfde = ("perceel_code", "clausule_versie", "correctiemethode", "percentdecimalen", "tariefdecimalen")
        return cls(
            **{naam: getattr(one, naam) for naam in zelfde},
            met_correctie=one.met_correctie,
            invoer=[IndexinvoerUit.model_validate(invoer) for invoer in one.invoer],
            raming=in_decimalen(one.raming * _PERCENT, _PLAATSEN),
            correctie=in_decimalen(one.correctie * _PERCENT, _PLAATSEN),
            onafgerond=in_decimalen(one.onafgerond * _PERCENT, _PLAATSEN),
            percentage=in_decimalen(one.index * _PERCENT, _PLAATSEN),
        )


class VoortgangUit(ApiModel):
    """Hoeveel regels waar staan."""

    open: int
    toegepast: int
    vervallen: int = Field(description="Overeenkomst veranderde na het besluit; een volgende indexering neemt ze mee.")


class IndexeringUit(ApiModel):
    """Een indexering met haar berekeningen en voortgang; haar kenmerk is de versie van de prijslijst."""

    id: uuid.UUID
    jaar: int
    percelen: list[str]
    voorlopig: bool
    status: IndexeringStatus
    voorgesteld_op: dt.date
    voorgesteld_door: str
    vastgesteld_op: dt.date | None
    vastgesteld_door: str | None
    regels: int
    voortgang: VoortgangUit
    berekeningen: list[IndexberekeningUit]

    @classmethod
    def van(cls, one: Indexering, aantallen: Mapping[Regelstatus, int]) -> Self:
        """The answer for an indexation."""
        zelfde = ("id", "jaar", "voorlopig", "status", "voorgesteld_op", "voorgesteld_door", "vastgesteld_op")
        return cls(
            **{naam: getattr(one, naam) for naam in zelfde},
            percelen=list(one.percelen),
            vastgesteld_door=one.vastgesteld_door,
            regels=one.regels,
            voortgang=VoortgangUit(**{stand.value: aantallen.get(stand, 0) for stand in Regelstatus}),
            berekeningen=[IndexberekeningUit.van(berekening) for berekening in one.berekeningen],
        )


class IndexregelUit(ApiModel):
    """Een tarief of jaarbudget: wat het was, wat het wordt, en waaruit dat volgt."""

    nummer: int
    status: Regelstatus
    overeenkomst_id: uuid.UUID
    agb_code: str
    productcode: str | None = Field(description="Leeg bij een jaarbudget.")
    gemeenten: list[str]
    van: dt.date
    tot: dt.date | None
    basis_id: uuid.UUID | None = Field(description="De prijsversie waarop is geindexeerd; leeg bij een jaarbudget.")
    was_cent: int
    onafgerond_cent: str = Field(description="Uitkomst in eurocent voor afronding.", examples=["6486.52800000"])
    wordt_cent: int
    berekening: IndexberekeningUit

    @classmethod
    def regel(cls, genummerd: tuple[int, Indexregel, Regelstatus], berekening: Indexberekening) -> Self:
        """The answer for a line."""
        nummer, one, status = genummerd
        zelfde = ("overeenkomst_id", "agb_code", "productcode", "van", "tot", "basis_id", "was_cent", "wordt_cent")
        return cls(
            nummer=nummer,
            status=status,
            **{naam: getattr(one, naam) for naam in zelfde},
            gemeenten=list(one.gemeenten),
            onafgerond_cent=in_decimalen(berekening.onafgerond_bedrag(one.was_cent), _PLAATSEN),
            berekening=IndexberekeningUit.van(berekening),
        )
