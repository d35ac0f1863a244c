import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import Field, StringConstraints, TypeAdapter
from risb_api.api import ApiModel
from risb_api.fields import Cent, Code, Datum, Gemeente, Gemeenten, Naam, NieuweCode, Tekst

from contracting.domain.aanbesteding.formule import Formule
from contracting.domain.aanbesteding.perceelvraag import Perceelvraag

Productcode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{5}$")]
Uren = Annotated[int, Field(ge=0, le=10_000)]
Duizendste = Annotated[int, Field(ge=0, le=1_000_000, description="Duizendste procent: 4957 is 4,957 %.")]
Punten = Annotated[int, Field(ge=0, le=100)]
_PERCEELVRAAG = TypeAdapter(Perceelvraag)


class KostprijsIn(ApiModel):
    """Waar de reele prijs van een uur uit bestaat (UB Wmo 5.4); uren zijn per jaar."""

    loon_cent: Cent = Field(description="Brutoloon per jaar in eurocent.")
    werkgeverslasten_duizendste: Duizendste
    contracturen: Uren
    verlofuren: Uren
    verzuim_duizendste: Duizendste
    scholingsuren: Uren
    overleguren: Uren
    reis_en_scholing_cent: Cent = Field(description="Reis en scholing per uur in eurocent.")
    overhead_duizendste: Duizendste
    verplichtingen_cent: Cent = Field(description="Kosten van eisen van de gemeenten per uur in eurocent.")
    risico_duizendste: Duizendste
    index_duizendste: Duizendste = Field(default=0, description="Indexering in duizendste procent.")
    bron: Tekst = Field(description="Waar de cijfers vandaan komen.")
    peildatum: Datum
    overlegd_op: Datum = Field(description="Dag van het overleg met aanbieders.")


class KostprijsUit(KostprijsIn):
    """De kostprijs met de laagste reele prijs die eruit volgt."""

    bron: str
    vloer_cent: int = Field(description="Laagste reele prijs in eurocent.")


class ProductvraagIn(ApiModel):
    """Een gevraagd product met zijn gewicht in de prijs."""

    productcode: Productcode = Field(description="Productcode.", examples=["01A03"])
    gewicht: int = Field(default=1, ge=1, le=1_000_000, description="Alleen de verhouding telt.")
    kostprijs: KostprijsIn | None = None
    verantwoording: Tekst | None = Field(
        default=None, description="Verantwoording aan de raad als er geen kostprijs is (UB Wmo 5.4)."
    )


class ProductvraagUit(ProductvraagIn):
    """Een gevraagd product."""

    kostprijs: KostprijsUit | None
    verantwoording: str | None


class GunningscriteriumIn(ApiModel):
    """Een criterium voor kwaliteit."""

    code: NieuweCode = Field(description="Code binnen het perceel.", examples=["PLAN"])
    omschrijving: Naam = Field(description="Waarop wordt gelet.")
    punten: Punten = Field(description="Hoogste aantal punten.")


class GunningscriteriumUit(GunningscriteriumIn):
    """Een criterium voor kwaliteit."""

    code: Code = Field(description="Code binnen het perceel.", examples=["PLAN"])
    omschrijving: str


class PrijsformuleIn(ApiModel):
    """Hoe een prijs punten wordt."""

    soort: Formule
    decimalen: int = Field(default=2, ge=0, le=2, description="Cijfers achter de komma van een score, half omhoog.")
    onder_cent: Cent | None = Field(default=None, description="Alleen abs: prijs met alle punten, in eurocent.")
    boven_cent: Cent | None = Field(default=None, description="Alleen abs: prijs zonder punten, in eurocent.")
    waarde_per_punt_cent: Cent | None = Field(
        default=None, gt=0, description="Alleen giw: wat een punt kwaliteit waard is, in eurocent."
    )


class MaximumIn(ApiModel):
    """Hoogste aantal aanbieders voor een product in een gemeente."""

    gemeente: Gemeente
    productcode: Productcode = Field(description="Productcode.")
    aantal: int = Field(ge=1, le=10_000)


class PerceelvraagIn(ApiModel):
    """Wat een aanbesteding voor een perceel vraagt."""

    perceel_code: Code = Field(description="Code van het perceel.", examples=["WMO-BEGELEIDING"])
    gemeenten: Gemeenten
    raming_cent: Cent = Field(description="Geraamde waarde over de hele duur in eurocent.")
    producten: Sequence[ProductvraagIn] = Field(min_length=1, max_length=200)
    prijspunten: Punten = Field(description="Punten voor prijs; samen met de criteria 100.")
    criteria: Sequence[GunningscriteriumIn] = Field(default=[], max_length=20)
    formule: PrijsformuleIn
    maximum: int | None = Field(
        default=None, ge=1, le=10_000, description="Hoogste aantal aanbieders per gemeente en product."
    )
    maxima: list[MaximumIn] = Field(default=[], max_length=500, description="Waar een ander maximum geldt.")

    def gevraagd(self) -> Perceelvraag:
        """What is asked, for the domain."""
        return _PERCEELVRAAG.validate_python(self.model_dump())


class PerceelvraagUit(PerceelvraagIn):
    """Wat een aanbesteding voor een perceel vraagt, en hoe het ermee staat."""

    producten: Sequence[ProductvraagUit]
    criteria: Sequence[GunningscriteriumUit]
    gesloten_op: dt.date | None = Field(description="Dag van de eerste overeenkomst.")
    ingetrokken_op: dt.date | None

    @classmethod
    def van(cls, vraag: Perceelvraag) -> Self:
        """The answer for what is asked."""
        return cls.model_validate(vraag)
