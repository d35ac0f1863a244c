"""Requests and answers about agreements, prices and terms."""

import datetime as dt
import uuid
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints
from risb_api.api import ApiModel

from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.prijs import Prijs, Prijsopgave
from contracting.domain.taakgericht.taakbudget import Taakbudget, Termijn
from contracting.domain.toelating.perceel import Variant, Wet
from contracting.entrypoints.api.velden import Agb, Cent, Code, Datum, Gemeente, Gemeenten, Tekst

Productcategorie = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{2}$")]
Productcode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{5}$")]
Eenheid = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")]


class PrijsIn(ApiModel):
    """Een prijs per eenheid met haar geldigheid."""

    productcategorie: Productcategorie = Field(description="Productcategorie.", examples=["01"])
    productcode: Productcode = Field(description="Productcode.", examples=["01A03"])
    eenheid: Eenheid = Field(description="Eenheid van de prijs (codelijst WJ756).", examples=["04"])
    tarief_cent: Cent = Field(gt=0, description="Prijs per eenheid in eurocent.")
    geldig_van: Datum = Field(description="Eerste leverdag.")
    geldig_tot: Datum | None = Field(default=None, description="Laatste leverdag; leeg is tot nader order.")
    gemeenten: Gemeenten | None = Field(
        default=None, description="Gemeenten waarvoor de prijs geldt; leeg is elke gemeente van de overeenkomst."
    )

    def opgave(self, gemeenten: tuple[str, ...] = ()) -> Prijsopgave:
        """The proposal, for its own gemeenten or else these."""
        return Prijsopgave(
            productcategorie=self.productcategorie,
            productcode=self.productcode,
            eenheid=self.eenheid,
            tarief_cent=self.tarief_cent,
            geldig_van=self.geldig_van,
            geldig_tot=self.geldig_tot,
            gemeenten=tuple(self.gemeenten or gemeenten),
        )


class Aandeel(ApiModel):
    """Het gewicht van een gemeente in de verdeelsleutel."""

    gemeente: Gemeente = Field(description="CBS-code.", examples=["0307"])
    gewicht: int = Field(strict=True, ge=1, le=10**9, description="Geheel getal; alleen de verhouding telt.")


def _elke_gemeente_een_keer(aandelen: list[Aandeel]) -> list[Aandeel]:
    if len({one.gemeente for one in aandelen}) != len(aandelen):
        raise ValueError("Noem elke gemeente een keer.")
    return aandelen


class TaakbudgetModel(ApiModel):
    """Het budget van een taakgerichte overeenkomst."""

    jaarbudget_cent: Cent = Field(gt=0, description="Budget per kalenderjaar in eurocent.")
    verdeelsleutel: Annotated[list[Aandeel], AfterValidator(_elke_gemeente_een_keer)] = Field(
        min_length=1, max_length=50
    )
    termijnen_per_jaar: Literal[1, 2, 3, 4, 6, 12] = Field(default=12, description="Aantal betaaltermijnen per jaar.")

    def taakbudget(self) -> Taakbudget:
        """The budget of the domain."""
        return Taakbudget(
            jaarbudget_cent=self.jaarbudget_cent,
            verdeelsleutel={one.gemeente: one.gewicht for one in self.verdeelsleutel},
            termijnen_per_jaar=self.termijnen_per_jaar,
        )


class OvereenkomstIn(ApiModel):
    """Een overeenkomst met een toegelaten aanbieder: met prijzen (p*q) of met een taakbudget."""

    agb_code: Agb
    perceel_code: Code = Field(description="Code van het perceel.", examples=["WMO-BEGELEIDING"])
    gemeenten: Gemeenten
    ingangsdatum: Datum = Field(description="Eerste dag.")
    einddatum: Datum | None = Field(default=None, description="Laatste dag; leeg is onbepaald (alleen p*q).")
    prijzen: list[PrijsIn] = Field(default=[], max_length=500)
    taakbudget: TaakbudgetModel | None = None


class BeeindigingIn(ApiModel):
    """Het einde van een overeenkomst, eerder dan gesloten."""

    einddatum: Datum = Field(description="Laatste dag.")
    reden: Tekst = Field(description="Reden met artikel.", examples=["Opzegging (artikel 1.3.4)"])


class PrijsUit(ApiModel):
    """Een vastgestelde prijsversie."""

    id: uuid.UUID
    versie: int = Field(description="Volgnummer van de prijs van dit product; de hoogste die geldt, telt.")
    productcategorie: str
    productcode: str
    eenheid: str
    tarief_cent: int
    geldig_van: dt.date
    geldig_tot: dt.date | None
    gemeenten: list[str]


class OvereenkomstUit(ApiModel):
    """Een overeenkomst met haar prijsversies of taakbudget."""

    id: uuid.UUID
    agb_code: str
    perceel_code: str
    wet: Wet
    variant: Variant
    programmalijn: str
    gemeenten: list[str]
    ingangsdatum: dt.date
    einddatum: dt.date | None
    reden_einde: str | None
    prijzen: list[PrijsUit]
    taakbudget: TaakbudgetModel | None
    correlatie_id: str


class TermijnUit(ApiModel):
    """Een betaaltermijn van een gemeente."""

    gemeente: str
    jaar: int
    termijn: int
    periode_van: dt.date
    vervaldatum: dt.date
    bedrag_cent: int
    vervallen: bool = Field(description="Of de termijn vervalt door een eerder einde.")


def prijs_uit(prijs: Prijs) -> PrijsUit:
    """The answer for a price version."""
    opgave = prijs.opgave
    return PrijsUit(
        id=prijs.id,
        versie=prijs.versie,
        productcategorie=opgave.productcategorie,
        productcode=opgave.productcode,
        eenheid=opgave.eenheid,
        tarief_cent=opgave.tarief_cent,
        geldig_van=opgave.geldig_van,
        geldig_tot=opgave.geldig_tot,
        gemeenten=list(opgave.gemeenten),
    )


def overeenkomst_uit(overeenkomst: Overeenkomst) -> OvereenkomstUit:
    """The answer for an agreement."""
    return OvereenkomstUit(
        id=overeenkomst.id,
        agb_code=overeenkomst.agb_code,
        perceel_code=overeenkomst.perceel_code,
        wet=overeenkomst.wet,
        variant=overeenkomst.variant,
        programmalijn=overeenkomst.programmalijn,
        gemeenten=list(overeenkomst.gemeenten),
        ingangsdatum=overeenkomst.ingangsdatum,
        einddatum=overeenkomst.einddatum,
        reden_einde=overeenkomst.reden_einde,
        prijzen=[prijs_uit(one) for one in overeenkomst.prijzen],
        taakbudget=_taakbudget_uit(overeenkomst.taakbudget) if overeenkomst.taakbudget else None,
        correlatie_id=overeenkomst.trace_id,
    )


def _taakbudget_uit(budget: Taakbudget) -> TaakbudgetModel:
    return TaakbudgetModel.model_validate(
        {
            "jaarbudget_cent": budget.jaarbudget_cent,
            "verdeelsleutel": [{"gemeente": code, "gewicht": one} for code, one in budget.verdeelsleutel.items()],
            "termijnen_per_jaar": budget.termijnen_per_jaar,
        }
    )


def termijn_uit(termijn: Termijn, *, vervallen: bool) -> TermijnUit:
    """The answer for a term."""
    return TermijnUit(
        gemeente=termijn.gemeente,
        jaar=termijn.jaar,
        termijn=termijn.nummer,
        periode_van=termijn.periode_van,
        vervaldatum=termijn.vervaldatum,
        bedrag_cent=termijn.bedrag_cent,
        vervallen=vervallen,
    )
