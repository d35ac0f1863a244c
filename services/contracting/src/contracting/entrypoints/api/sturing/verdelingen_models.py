import uuid
from typing import Annotated, Self

from pydantic import AfterValidator, Field
from risb_api.api import ApiModel
from risb_api.fields import Cent, Gemeente

from contracting.domain.regio.deelname import Dienst
from contracting.domain.sturing.verdeling import (
    Clientkosten,
    Kostenverdeling,
    Verdeelfeiten,
    Verdeelmethode,
    Verdeelregel,
)
from contracting.entrypoints.api.jaren import Jaar
from contracting.entrypoints.api.lijsten import elk_eenmaal

_Gewicht = Annotated[int, Field(ge=0, le=10**9)]
_ELKE_GEMEENTE = AfterValidator(elk_eenmaal("gemeente", "gemeente"))
_Aantal = Annotated[int, Field(ge=0, le=10**6)]


class AandeelIn(ApiModel):
    """Het gewicht van een gemeente in de sleutel."""

    gemeente: Gemeente
    gewicht: _Gewicht = Field(description="Inwoners, of een ander vast gewicht.")


class VerdeelregelIn(ApiModel):
    """Hoe de kosten van een dienst in een jaar over gemeenten worden verdeeld."""

    methode: Verdeelmethode
    sleutel: Annotated[list[AandeelIn], _ELKE_GEMEENTE] = Field(
        default=[], max_length=50, description="Alleen bij sleutel en grens."
    )
    jaren: int = Field(default=0, ge=0, le=10, description="Alleen bij gemiddelde-clienten: over hoeveel jaren.")
    grens_cent: Cent = Field(default=0, description="Alleen bij grens: wat de eigen gemeente per client draagt.")

    def regel(self, dienst: Dienst, jaar: int) -> Verdeelregel:
        """The rule of the domain."""
        sleutel = {one.gemeente: one.gewicht for one in self.sleutel}
        return Verdeelregel(
            dienst=dienst,
            jaar=jaar,
            methode=self.methode,
            sleutel=sleutel,
            jaren=self.jaren,
            grens_cent=self.grens_cent,
        )


class VerdeelregelUit(ApiModel):
    """Een verdeelregel; `versie` is ook de ETag."""

    dienst: Dienst
    jaar: int
    methode: Verdeelmethode
    sleutel: list[AandeelIn]
    jaren: int
    grens_cent: int
    versie: int

    @classmethod
    def van(cls, regel: Verdeelregel) -> Self:
        """The answer for a rule."""
        sleutel = [AandeelIn(gemeente=wie, gewicht=gewicht) for wie, gewicht in sorted(regel.sleutel.items())]
        zelfde = ("dienst", "jaar", "methode", "jaren", "grens_cent", "versie")
        return cls(sleutel=sleutel, **{naam: getattr(regel, naam) for naam in zelfde})


class GemeentekostenIn(ApiModel):
    """De kosten van de eigen clienten van een gemeente."""

    gemeente: Gemeente
    cent: Cent


class ClientenIn(ApiModel):
    """De clienten van een gemeente, per jaar een aantal."""

    gemeente: Gemeente
    aantallen: list[_Aantal] = Field(min_length=1, max_length=10)


class KostenverdelingIn(ApiModel):
    """Wat te verdelen is, met de feiten die de methode vraagt."""

    dienst: Dienst
    jaar: Jaar
    totaal_cent: Cent
    kosten: Annotated[list[GemeentekostenIn], _ELKE_GEMEENTE] = Field(
        default=[], max_length=50, description="Alleen bij gebruik."
    )
    clienten: Annotated[list[ClientenIn], _ELKE_GEMEENTE] = Field(
        default=[], max_length=50, description="Alleen bij gemiddelde-clienten."
    )
    clientkosten: list[GemeentekostenIn] = Field(
        default=[], max_length=5000, description="Alleen bij grens: per client de kosten, zonder wie het is."
    )

    def feiten(self) -> Verdeelfeiten:
        """The facts of the domain."""
        return Verdeelfeiten(
            totaal_cent=self.totaal_cent,
            kosten={one.gemeente: one.cent for one in self.kosten},
            clienten={one.gemeente: tuple(one.aantallen) for one in self.clienten},
            clientkosten=tuple(Clientkosten(gemeente=one.gemeente, cent=one.cent) for one in self.clientkosten),
        )


class DeelUit(ApiModel):
    """Het deel van een gemeente."""

    gemeente: str
    cent: int


class KostenverdelingUit(ApiModel):
    """Een verdeling; de delen zijn samen precies het totaal."""

    id: uuid.UUID
    dienst: Dienst
    jaar: int
    versie: int = Field(description="Versie van de verdeelregel.")
    methode: Verdeelmethode
    totaal_cent: int
    delen: list[DeelUit]

    @classmethod
    def van(cls, verdeling: Kostenverdeling) -> Self:
        """The answer for a division."""
        delen = [DeelUit(gemeente=wie, cent=cent) for wie, cent in sorted(verdeling.delen.items())]
        zelfde = ("id", "dienst", "jaar", "versie", "methode", "totaal_cent")
        return cls(delen=delen, **{naam: getattr(verdeling, naam) for naam in zelfde})
