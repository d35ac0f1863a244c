from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Datum, Kvk, Naam, Verhaal

from subsidies.entrypoints.api.fields import Rekening


class AanvullingIn(ApiModel):
    """Wat er ontbreekt. Zonder datum krijgt de aanvrager veertien dagen."""

    gevraagd: list[Naam] = Field(
        min_length=1, max_length=20, description="Wat wij missen.", examples=[["Uw KvK-nummer"]]
    )
    uiterlijk: Datum | None = Field(default=None, description="Laatste dag om te antwoorden.")


class AntwoordIn(ApiModel):
    """Het antwoord op onze vraag."""

    toelichting: Verhaal = Field(description="Uw antwoord.", examples=["Hierbij ons KvK-nummer."])
    kvk_nummer: Kvk | None = Field(default=None, description="KvK-nummer, als dat ontbrak.")
    iban: Rekening | None = Field(default=None, description="Nieuw rekeningnummer.")


class OordeelIn(ApiModel):
    """Wat u van het antwoord vindt."""

    toereikend: bool = Field(strict=True, description="Of de aanvraag met dit antwoord compleet is.")
    motivering: Verhaal = Field(description="Waarom wel of niet.", examples=["Het KvK-nummer hoort bij de stichting."])
