import datetime as dt
import uuid
from typing import Annotated

from pydantic import AfterValidator, Field
from risb_api.api import ApiModel
from risb_api.fields import GROOTSTE_BEDRAG, Cent, Datum, Tekst

from contracting.application.levensloop.handelingen import (
    OvereenkomstenOverbruggen,
    OvereenkomstWijzigen,
    SchadeVastleggen,
    StandaardOvernemen,
)
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.overeenkomsten.schade import Bedrijfsomvang, Opheffing
from contracting.domain.overeenkomsten.wijziging import Wijzigingsgrond, Wijzigingsreden
from contracting.entrypoints.api.lijsten import elk_eenmaal

Verschil = Annotated[
    int,
    Field(
        strict=True,
        ge=-GROOTSTE_BEDRAG,
        le=GROOTSTE_BEDRAG,
        description="Wat het in eurocent meer kost; onder nul is minder.",
        examples=[1_200_000],
    ),
]


class VerlengingIn(ApiModel):
    """Een verlenging die de aanbieder op tijd heeft ontvangen."""

    ontvangen_op: Datum = Field(description="Dag waarop de aanbieder het bericht ontving.")
    maanden: int | None = Field(
        default=None, strict=True, ge=1, le=120, description="Korter dan afgesproken; leeg is de hele verlenging."
    )


class WijzigingIn(ApiModel):
    """Een wijziging van een overeenkomst."""

    reden: Wijzigingsreden
    grond: Wijzigingsgrond = Field(description="Artikel van de Aanbestedingswet waarop de wijziging rust.")
    toelichting: Tekst
    bedrag_cent: Verschil = 0
    ingangsdatum: Datum | None = Field(default=None, description="Eerste dag; leeg is vandaag.")
    waarde_cent: Cent | None = Field(
        default=None, gt=0, description="Oorspronkelijke waarde, als die nog niet was vastgelegd."
    )

    def opdracht(self) -> OvereenkomstWijzigen:
        """What changes, for the use case."""
        return OvereenkomstWijzigen(**self.model_dump())


class SchadeIn(ApiModel):
    """Een schade van een gebeurtenis."""

    gebeurd_op: Datum
    bedrag_cent: Cent = Field(gt=0, description="De hele schade in eurocent.")
    opheffing: Opheffing | None = Field(default=None, description="Waarom er geen hoogste bedrag geldt.")
    medewerkers: int = Field(strict=True, ge=0, le=1_000_000, description="Aantal medewerkers van de aanbieder.")
    omzet_cent: Cent
    balans_cent: Cent

    def opdracht(self) -> SchadeVastleggen:
        """What happened, for the use case."""
        omvang = Bedrijfsomvang(medewerkers=self.medewerkers, omzet_cent=self.omzet_cent, balans_cent=self.balans_cent)
        return SchadeVastleggen(
            gebeurd_op=self.gebeurd_op, bedrag_cent=self.bedrag_cent, opheffing=self.opheffing, omvang=omvang
        )


class StandaardIn(ApiModel):
    """Een nieuwe versie van de contractstandaard."""

    versie: str = Field(pattern=r"^[0-9]{1,2}\.[0-9]{1,2}$", examples=["1.3"])
    gepubliceerd_op: Datum
    effect_cent: Verschil = Field(description="Effect op de prijs over de looptijd in eurocent.")
    andere_aard: bool = Field(default=False, description="Of de aard van de overeenkomst verandert.")
    ingangsdatum: Datum | None = Field(default=None, description="Eerste dag; leeg is de laatste dag die mag.")

    def opdracht(self) -> StandaardOvernemen:
        """What is adopted, for the use case."""
        return StandaardOvernemen(**self.model_dump())


class OverbrugdeIn(ApiModel):
    """Een overeenkomst die doorloopt."""

    overeenkomst_id: uuid.UUID
    bedrag_cent: Verschil = 0


class OverbruggingIn(ApiModel):
    """Overeenkomsten die doorlopen tot een uitgestelde aanbesteding klaar is."""

    overeenkomsten: Annotated[list[OverbrugdeIn], AfterValidator(elk_eenmaal("overeenkomst_id", "overeenkomst"))] = (
        Field(min_length=1, max_length=500)
    )
    tot: Datum = Field(description="Nieuwe laatste dag, hoogstens een jaar later.")
    grond: Wijzigingsgrond = Field(description="Artikel van de Aanbestedingswet waarop de overbrugging rust.")
    toelichting: Tekst

    def opdracht(self) -> OvereenkomstenOverbruggen:
        """What is bridged, for the use case."""
        return OvereenkomstenOverbruggen(
            bedragen={one.overeenkomst_id: one.bedrag_cent for one in self.overeenkomsten},
            tot=self.tot,
            grond=self.grond,
            toelichting=self.toelichting,
        )


class OverbrugdUit(ApiModel):
    """Een overeenkomst die is overbrugd."""

    overeenkomst_id: uuid.UUID
    agb_code: str
    einddatum: dt.date | None


class OverbruggingUit(ApiModel):
    """Wat er doorloopt."""

    overeenkomsten: list[OverbrugdUit]

    @classmethod
    def van(cls, overbrugd: list[Overeenkomst]) -> "OverbruggingUit":
        """The answer for agreements that were bridged."""
        return cls(
            overeenkomsten=[
                OverbrugdUit(overeenkomst_id=one.id, agb_code=one.agb_code, einddatum=one.einddatum)
                for one in overbrugd
            ]
        )
