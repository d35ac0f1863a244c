import dataclasses
import datetime as dt
import uuid
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints
from risb_api.api import ApiModel
from risb_api.fields import Cent, Datum, Gemeenten, Tekst
from typing_extensions import override

from contracting.domain.prijzen.prijs import Prijs, Prijsopgave, Prijsreden

Productcategorie = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{2}$")]
Productcode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{5}$")]
Eenheid = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")]


class PrijsIn(ApiModel):
    """Een prijs per eenheid met haar geldigheid, of een product dat naar bedrag wordt betaald (eenheid 83)."""

    productcategorie: Productcategorie = Field(description="Productcategorie.", examples=["01"])
    productcode: Productcode = Field(description="Productcode.", examples=["01A03"])
    eenheid: Eenheid = Field(description="Eenheid van de prijs (codelijst WJ756).", examples=["04"])
    tarief_cent: Cent | None = Field(
        default=None,
        gt=0,
        description="Prijs per eenheid in eurocent. Leeg bij eenheid 83: dan wordt het bedrag zelf betaald.",
    )
    geldig_van: Datum = Field(description="Eerste leverdag.")
    geldig_tot: Datum | None = Field(default=None, description="Laatste leverdag; leeg is tot nader order.")
    gemeenten: Gemeenten | None = Field(
        default=None, description="Gemeenten waarvoor de prijs geldt; leeg is elke gemeente van de overeenkomst."
    )

    def opgave(self) -> Prijsopgave:
        """The proposal of the domain."""
        return Prijsopgave(**{**self.model_dump(), "gemeenten": tuple(self.gemeenten or ())})


class PrijsversieIn(PrijsIn):
    """Een nieuwe prijsversie, met waarom zij er komt; een indexering loopt via een indexeringsronde."""

    reden: Literal[Prijsreden.OVEREENGEKOMEN, Prijsreden.CORRECTIE] = Field(
        default=Prijsreden.OVEREENGEKOMEN, description="Waarom deze versie er komt."
    )
    bron: Tekst | None = Field(default=None, description="Waar de prijs op rust, bijvoorbeeld een aanvulling.")

    @override
    def opgave(self) -> Prijsopgave:
        velden = self.model_dump(exclude={"reden", "bron"})
        return Prijsopgave(**{**velden, "gemeenten": tuple(self.gemeenten or ())})


class PrijsUit(ApiModel):
    """Een vastgestelde prijsversie."""

    id: uuid.UUID
    versie: int = Field(description="Volgnummer van de prijs van dit product; de hoogste die geldt, telt.")
    productcategorie: str
    productcode: str
    eenheid: str
    tarief_cent: int | None = Field(description="Prijs per eenheid in eurocent; leeg bij eenheid 83.")
    geldig_van: dt.date
    geldig_tot: dt.date | None
    gemeenten: list[str]
    reden: Prijsreden | None = Field(description="Waarom deze versie er kwam; leeg bij oudere prijzen.")
    bron: str | None = Field(description="Waar de prijs op rust.")
    indexering_id: uuid.UUID | None = Field(description="De indexering die deze versie gaf.")
    basis_id: uuid.UUID | None = Field(description="De prijsversie waarop is geindexeerd.")

    @classmethod
    def van(cls, prijs: Prijs) -> Self:
        """The answer for a price version."""
        herkomst = prijs.herkomst
        return cls(
            id=prijs.id,
            versie=prijs.versie,
            **dataclasses.asdict(prijs.opgave),
            reden=herkomst.reden if herkomst else None,
            bron=herkomst.bron if herkomst else None,
            indexering_id=herkomst.indexering_id if herkomst else None,
            basis_id=herkomst.basis_id if herkomst else None,
        )
