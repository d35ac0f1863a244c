import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Self

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Agb, Kvk, Naam

from contracting.domain.maatregelen.maatregel import Maatregel
from contracting.domain.toelating.aanbieder import Aanbieder
from contracting.entrypoints.api.maatregelen.maatregelen_models import MaatregelUit


class AanbiederIn(ApiModel):
    """Een aanbieder die geregistreerd wordt."""

    agb_code: Agb
    kvk_nummer: Kvk
    naam: Naam = Field(description="Naam van de organisatie.", examples=["Zorggroep Voorbeeld"])
    capaciteit_uren_per_maand: int = Field(
        strict=True,
        ge=0,
        le=10_000_000,
        description="Uren die de aanbieder per maand kan leveren, volgens eigen opgave.",
        examples=[1400],
    )


class AanbiederUit(AanbiederIn):
    """Een geregistreerde aanbieder, met de maatregelen die nu gelden."""

    naam: str = Field(description="Naam van de organisatie.", examples=["Zorggroep Voorbeeld"])
    geregistreerd_op: dt.date
    maatregelen: list[MaatregelUit] = Field(description="Maatregelen van toezicht die vandaag gelden.")

    @classmethod
    def van(cls, aanbieder: Aanbieder, maatregelen: Iterable[Maatregel], dag: dt.date) -> Self:
        """The answer for an aanbieder, with those of the measures that hold on the day."""
        eigen = [one for one in maatregelen if one.agb_code == aanbieder.agb_code and one.geldt_op(dag)]
        return cls(**dataclasses.asdict(aanbieder), maatregelen=[MaatregelUit.model_validate(one) for one in eigen])
