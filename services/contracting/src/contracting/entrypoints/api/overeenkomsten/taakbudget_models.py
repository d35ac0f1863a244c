import uuid
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field
from risb_api.api import ApiModel
from risb_api.fields import Cent, Gemeente

from contracting.domain.taakgericht.taakbudget import Taakbudget
from contracting.entrypoints.api.lijsten import elk_eenmaal


class AandeelIn(ApiModel):
    """Het gewicht van een gemeente in de verdeelsleutel."""

    gemeente: Gemeente = Field(description="CBS-code.", examples=["0307"])
    gewicht: int = Field(strict=True, ge=1, le=10**9, description="Geheel getal; alleen de verhouding telt.")


class TaakbudgetIn(ApiModel):
    """Het budget van een taakgerichte overeenkomst."""

    jaarbudget_cent: Cent = Field(gt=0, description="Budget per kalenderjaar in eurocent.")
    verdeelsleutel: Annotated[list[AandeelIn], AfterValidator(elk_eenmaal("gemeente", "gemeente"))] = Field(
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


class TaakbudgetUit(TaakbudgetIn):
    """Het budget van een gesloten overeenkomst."""

    @classmethod
    def van(cls, budget: Taakbudget) -> Self:
        """The answer for a budget."""
        aandelen = [{"gemeente": code, "gewicht": gewicht} for code, gewicht in budget.verdeelsleutel.items()]
        return cls.model_validate(
            {
                "jaarbudget_cent": budget.jaarbudget_cent,
                "verdeelsleutel": aandelen,
                "termijnen_per_jaar": budget.termijnen_per_jaar,
            }
        )


class BudgetversieUit(ApiModel):
    """Het jaarbudget vanaf een jaar, zoals geindexeerd; van een jaar telt de laatste."""

    vanaf_jaar: int
    jaarbudget_cent: int
    indexering_id: uuid.UUID
