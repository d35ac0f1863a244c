import datetime as dt
import uuid
from typing import Self

from pydantic import Field, model_validator
from risb_api.api import ApiModel
from risb_api.fields import Verhaal

from subsidies.domain.besluiten.besluit import GRONDEN, Besluit, Besluitsoort, Grondcode, Voornemen, Weigeringsgrond
from subsidies.entrypoints.api.aanvragen.aanvragen_models import AanvraagUit
from subsidies.entrypoints.api.besluiten.lotingen_models import LotuitslagUit
from subsidies.entrypoints.api.fields import PositiefCent


class GrondIn(ApiModel):
    """Een weigeringsgrond met toelichting."""

    code: Grondcode = Field(description="Vaste code van de grond.")
    toelichting: Verhaal = Field(description="Waarom deze grond geldt.")
    feiten_wijken_af: bool = Field(
        default=False, description="Of de grond steunt op feiten die afwijken van wat de aanvrager opgaf."
    )

    def to_domain(self) -> Weigeringsgrond:
        """The domain value."""
        return Weigeringsgrond(**self.model_dump())


class GrondUit(GrondIn):
    """Een weigeringsgrond met het artikel."""

    toelichting: str = Field(description="Waarom deze grond geldt.")
    artikel: str = Field(description="Artikel waarop de weigering steunt.", examples=["artikel 4:25, tweede lid, Awb"])

    @classmethod
    def of(cls, grond: Weigeringsgrond) -> Self:
        """The body of a ground."""
        return cls(
            code=grond.code,
            toelichting=grond.toelichting,
            feiten_wijken_af=grond.feiten_wijken_af,
            artikel=GRONDEN[grond.code].artikel,
        )


class BesluitUit(ApiModel):
    """Een besluit met zijn termijnen."""

    id: uuid.UUID = Field(description="Kenmerk van het besluit.")
    aanvraag_id: uuid.UUID = Field(description="Kenmerk van de aanvraag.")
    soort: Besluitsoort = Field(description="Wat is besloten.")
    verleend_cent: int = Field(description="Verleend in eurocent.")
    geweigerd_cent: int = Field(description="Geweigerd deel in eurocent.")
    direct_vastgesteld: bool = Field(description="Of de subsidie meteen is vastgesteld.")
    gronden: list[GrondUit] = Field(description="Weigeringsgronden.")
    motivering: str = Field(description="Motivering.")
    besluitdatum: dt.date = Field(description="Dag van besluit en bekendmaking.")
    bezwaar_tot: dt.date = Field(description="Laatste dag om bezwaar te maken.")
    uitvoering_uiterlijk: dt.date | None = Field(description="Laatste dag om de activiteit uit te voeren.")
    betaling_uiterlijk: dt.date | None = Field(description="Laatste dag van betaling, als meteen is vastgesteld.")
    te_laat: bool = Field(description="Of na de beslistermijn is besloten.")
    loting: LotuitslagUit | None = Field(default=None, description="De loting waarop de volgorde rust, als die er was.")

    @classmethod
    def of(cls, besluit: Besluit) -> Self:
        """The body of a decision."""
        named = {name: getattr(besluit, name) for name in cls.model_fields if name not in {"gronden", "loting"}}
        loting = LotuitslagUit.model_validate(besluit.loting) if besluit.loting else None
        return cls(**named, gronden=[GrondUit.of(one) for one in besluit.gronden], loting=loting)


class AanvraagdossierUit(AanvraagUit):
    """Een aanvraag met alles wat erbij hoort, ook het besluit."""

    besluit: BesluitUit | None = Field(description="Het besluit, als dat er is.")

    @classmethod
    def met(cls, aanvraag: AanvraagUit, besluit: Besluit | None) -> Self:
        """The application with its decision."""
        return cls(**dict(aanvraag), besluit=BesluitUit.of(besluit) if besluit else None)


class BesluitIn(ApiModel):
    """Het besluit: verlenen met een bedrag, weigeren met gronden, of buiten behandeling stellen."""

    soort: Besluitsoort = Field(description="Wat u besluit.")
    bedrag_cent: PositiefCent | None = Field(
        default=None, description="Bij verlenen: bedrag in eurocent.", examples=[450000]
    )
    gronden: list[GrondIn] = Field(
        default=[], max_length=10, description="Bij weigeren, en bij minder verlenen dan gevraagd."
    )
    motivering: Verhaal = Field(description="Waarom u dit besluit neemt.", examples=["Het plan past bij de wijk."])

    @model_validator(mode="after")
    def _fits_the_kind(self) -> Self:
        if self.bedrag_cent is not None and self.soort is not Besluitsoort.VERLENEN:
            raise ValueError("Een bedrag hoort alleen bij verlenen.")
        if self.gronden and self.soort is Besluitsoort.BUITEN_BEHANDELING:
            raise ValueError("Gronden horen alleen bij weigeren, of bij minder verlenen dan gevraagd.")
        return self

    def to_domain(self) -> Voornemen:
        """What the officer wants to decide."""
        return Voornemen(
            soort=self.soort,
            bedrag_cent=self.bedrag_cent,
            gronden=tuple(one.to_domain() for one in self.gronden),
            motivering=self.motivering,
        )
