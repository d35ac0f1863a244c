"""Bodies of schemes."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Cent, Datum, Gemeente, Naam, NieuweCode, Programmalijn, Verhaal
from risb_recht.periode import Periode

from subsidies.domain.regelingen.opgave import SoortAanvrager
from subsidies.domain.regelingen.regeling import Intrekking, Methode, Plafond, Regeling, Termijnbron, Volgordemaat
from subsidies.entrypoints.api.fields import RegelingCode, Wijk, WijkUit


class PeriodeIn(ApiModel):
    """Eerste en laatste dag, beide meegerekend."""

    van: Datum = Field(description="Eerste dag.")
    tot: Datum = Field(description="Laatste dag.", examples=["2026-12-31"])

    def to_domain(self) -> Periode:
        """The domain value."""
        return Periode(van=self.van, tot=self.tot)


class PlafondIn(ApiModel):
    """Het meeste dat in een tijdvak beschikbaar is voor een gemeente of wijk."""

    gemeente: Gemeente
    wijk: Wijk = None
    tijdvak: PeriodeIn = Field(description="Geldt voor activiteiten die in dit tijdvak beginnen.")
    bedrag_cent: Cent = Field(description="Bedrag in eurocent.", examples=[50000000])
    bekendgemaakt_op: Datum = Field(description="Dag van bekendmaking, voor het tijdvak.", examples=["2025-12-10"])

    def to_domain(self) -> Plafond:
        """The domain value."""
        return Plafond(
            gemeente=self.gemeente,
            wijk=self.wijk,
            tijdvak=self.tijdvak.to_domain(),
            bedrag_cent=self.bedrag_cent,
            bekendgemaakt_op=self.bekendgemaakt_op,
        )


class RegelingIn(ApiModel):
    """Een versie van een regeling. Na publicatie verandert zij niet meer."""

    code: NieuweCode = Field(description="Vaste code van de regeling.", examples=["PID-2026"])
    versie: int = Field(ge=1, le=9999, description="Volgnummer van de versie.", examples=[1])
    titel: Naam = Field(description="Naam van de regeling.", examples=["Projecten in de buurt"])
    samenvatting: Verhaal = Field(description="Uitleg in gewone taal.", examples=["Geld voor plannen in uw wijk."])
    verordening: Naam = Field(description="Grondslag.", examples=["Algemene subsidieverordening Amersfoort"])
    gemeenten: list[Gemeente] = Field(min_length=1, max_length=50, description="Deelnemende gemeenten.")
    wijken: list[Naam] = Field(default=[], max_length=200, description="Wijken die de regeling kent.")
    openstelling: PeriodeIn = Field(description="Wanneer u kunt aanvragen.")
    uiterlijk_voor_start_weken: int | None = Field(
        default=None, ge=0, le=52, description="Zoveel weken voor de start moet de aanvraag er zijn."
    )
    plafonds: Sequence[PlafondIn] = Field(min_length=1, max_length=500, description="Plafonds per gemeente of wijk.")
    methode: Methode = Field(description="Hoe het plafond wordt verdeeld (artikel 4:26 Awb).")
    volgorde_per: Volgordemaat = Field(
        default=Volgordemaat.MOMENT,
        description="Wat tegelijk compleet is: zelfde moment of zelfde dag. Is er dan niet genoeg, dan wordt geloot.",
    )
    deels_verlenen: bool = Field(description="Of een deel van het gevraagde bedrag verleend kan worden.")
    aanvrager_soorten: list[SoortAanvrager] = Field(min_length=1, max_length=4, description="Wie mag aanvragen.")
    rechtspersoon_vanaf_cent: Cent | None = Field(
        default=None, description="Vanaf dit bedrag vraagt alleen een rechtspersoon aan.", examples=[500001]
    )
    zonder_winst: bool = Field(description="Of aanvragers zonder winstoogmerk moeten werken.")
    max_bedrag_cent: Cent | None = Field(default=None, description="Hoogste bedrag per aanvraag in eurocent.")
    beslistermijn_weken: int = Field(default=8, ge=1, le=52, description="Weken om te beslissen.")
    termijnbron: Termijnbron = Field(default=Termijnbron.VERORDENING, description="Waar de beslistermijn staat.")
    termijnenwet: bool = Field(default=True, description="Of de Algemene termijnenwet geldt.")
    direct_vast_tot_cent: Cent = Field(description="Tot en met dit bedrag meteen vastgesteld.", examples=[500000])
    programmalijn: Programmalijn
    screening_vanaf_cent: Cent = Field(
        description="Vanaf dit bedrag altijd screenen; vanaf EUR 25.000 gebeurt dat altijd.", examples=[2500000]
    )
    max_per_aanvrager: Annotated[int, Field(strict=True, ge=1, le=1000)] | None = Field(
        default=None, description="Hoe vaak een aanvrager onder deze regeling subsidie krijgt; leeg is zonder grens."
    )

    def to_domain(self) -> Regeling:
        """The domain value."""
        named = {name: getattr(self, name) for name in RegelingIn.model_fields}
        return Regeling(
            **named
            | {
                "gemeenten": tuple(self.gemeenten),
                "wijken": tuple(self.wijken),
                "openstelling": self.openstelling.to_domain(),
                "plafonds": tuple(one.to_domain() for one in self.plafonds),
                "aanvrager_soorten": tuple(self.aanvrager_soorten),
            }
        )


class IntrekkingIn(ApiModel):
    """Vanaf welke dag er niet meer kan worden aangevraagd, en waarom; aanvragers lezen de reden."""

    van: Datum = Field(description="Eerste dag waarop aanvragen niet meer kan; na vandaag.", examples=["2026-12-01"])
    reden: Verhaal = Field(description="Waarom.", examples=["Een nieuwe regeling komt hiervoor in de plaats."])

    def to_domain(self) -> Intrekking:
        """The domain value."""
        return Intrekking(van=self.van, reden=self.reden)


class IntrekkingUit(IntrekkingIn):
    """Een intrekking; wat eerder is ingediend, wordt gewoon behandeld."""

    van: dt.date = Field(description="Eerste dag waarop aanvragen niet meer kan.")
    reden: str = Field(description="Waarom.")


class RegelingplafondUit(PlafondIn):
    """Een plafond zoals het is bekendgemaakt."""

    wijk: WijkUit = None


class RegelingUit(RegelingIn):
    """Een gepubliceerde versie van een regeling."""

    code: RegelingCode = Field(description="Vaste code van de regeling.")
    ingetrokken: IntrekkingUit | None = Field(default=None, description="De intrekking, als die er is.")
    titel: str = Field(description="Naam van de regeling.", examples=["Projecten in de buurt"])
    samenvatting: str = Field(description="Uitleg in gewone taal.", examples=["Geld voor plannen in uw wijk."])
    verordening: str = Field(description="Grondslag.", examples=["Algemene subsidieverordening Amersfoort"])
    wijken: list[str] = Field(description="Wijken die de regeling kent.")
    plafonds: Sequence[RegelingplafondUit] = Field(description="Plafonds per gemeente of wijk.")
