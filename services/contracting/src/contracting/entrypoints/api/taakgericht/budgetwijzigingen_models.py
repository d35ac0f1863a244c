import datetime as dt
import uuid
from typing import Annotated, Self

from pydantic import AfterValidator, Field
from risb_api.api import ApiModel
from risb_api.fields import Datum, Verhaal

from contracting.application.taakgericht.handelingen import BudgetwijzigingVoorstellen
from contracting.domain.taakgericht.budgetwijziging import Budgetwijziging, BudgetwijzigingStatus
from contracting.entrypoints.api.lijsten import elk_eenmaal

_MEEST = 10**13
_Artikel = Annotated[str, Field(pattern=r"^[0-9]{1,2}(\.[0-9]{1,2}){1,3}$", examples=["1.4.2"])]


class BudgetregelIn(ApiModel):
    """Wat een overeenkomst meer krijgt, of onder nul minder."""

    overeenkomst_id: uuid.UUID
    bedrag_cent: int = Field(
        strict=True, ge=-_MEEST, le=_MEEST, description="Bedrag in eurocent.", examples=[50_000_000]
    )


class BudgetwijzigingIn(ApiModel):
    """Een voorstel om taakgerichte budgetten te wijzigen."""

    regels: Annotated[list[BudgetregelIn], AfterValidator(elk_eenmaal("overeenkomst_id", "overeenkomst"))] = Field(
        min_length=1, max_length=50
    )
    eerste_vervaldatum: Datum = Field(description="Vervaldag van de eerste termijn; de volgende zijn een maand later.")
    termijnen: int = Field(default=1, strict=True, ge=1, le=12, description="Aantal maandtermijnen, binnen een jaar.")
    grondslag: _Artikel = Field(description="Artikel van de overeenkomst.")
    reden: Verhaal
    businesscase_id: uuid.UUID | None = Field(default=None, description="Verplicht als het samen meer kost.")

    def opdracht(self) -> BudgetwijzigingVoorstellen:
        """The proposal, for the use case."""
        return BudgetwijzigingVoorstellen(
            bedragen={one.overeenkomst_id: one.bedrag_cent for one in self.regels},
            eerste_vervaldatum=self.eerste_vervaldatum,
            termijnen=self.termijnen,
            grondslag=self.grondslag,
            reden=self.reden,
            businesscase_id=self.businesscase_id,
        )


class HandtekeningIn(ApiModel):
    """Namens wie wordt getekend."""

    partij: str = Field(
        pattern=r"^([0-9]{4}|[0-9]{8})$", description="CBS-code van een gemeente of AGB-code.", examples=["0307"]
    )


class BudgetregelUit(ApiModel):
    """Wat een overeenkomst meer of minder krijgt."""

    overeenkomst_id: uuid.UUID
    agb_code: str
    bedrag_cent: int


class HandtekeningUit(ApiModel):
    """Wie tekende en wanneer."""

    partij: str
    op: dt.date


class BudgetwijzigingUit(ApiModel):
    """Een wijziging met haar handtekeningen."""

    id: uuid.UUID
    moeder_id: uuid.UUID | None
    regels: list[BudgetregelUit]
    totaal_cent: int
    eerste_vervaldatum: dt.date
    termijnen: int
    grondslag: str
    reden: str
    businesscase_id: uuid.UUID | None
    handtekeningen: list[HandtekeningUit]
    nog_te_tekenen: list[str] = Field(description="Partijen die nog niet tekenden; leeg is van kracht.")
    status: BudgetwijzigingStatus

    @classmethod
    def van(cls, wijziging: Budgetwijziging) -> Self:
        """The answer for an amendment."""
        return cls.model_validate(wijziging)
