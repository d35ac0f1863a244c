from typing import Self

from pydantic import Field, model_validator
from risb_api.api import ApiModel

from subsidies.domain.besluiten.besluit import Besluitsoort, Voornemen
from subsidies.entrypoints.api.aanvragen.besluit_in_aanvraag_models import GrondIn
from subsidies.entrypoints.api.fields import PositiefCent, Verhaal


class BesluitIn(ApiModel):
    """Het besluit: verlenen met een bedrag, weigeren met gronden, of buiten behandeling stellen."""

    soort: Besluitsoort = Field(description="Wat u besluit.")
    bedrag_cent: PositiefCent | None = Field(
        default=None, description="Bij verlenen: bedrag in eurocent.", examples=[450000]
    )
    gronden: list[GrondIn] = Field(default=[], max_length=10, description="Bij weigeren: de gronden.")
    motivering: Verhaal = Field(description="Waarom u dit besluit neemt.", examples=["Het plan past bij de wijk."])

    @model_validator(mode="after")
    def _fits_the_kind(self) -> Self:
        if self.bedrag_cent is not None and self.soort is not Besluitsoort.VERLENEN:
            raise ValueError("Een bedrag hoort alleen bij verlenen.")
        if self.gronden and self.soort is not Besluitsoort.WEIGEREN:
            raise ValueError("Gronden horen alleen bij weigeren.")
        return self

    def to_domain(self) -> Voornemen:
        """What the officer wants to decide."""
        return Voornemen(
            soort=self.soort,
            bedrag_cent=self.bedrag_cent,
            gronden=tuple(one.to_domain() for one in self.gronden),
            motivering=self.motivering,
        )
