"""Bodies of schemes, plafonds and the entrance."""

import datetime as dt
from typing import Annotated

from pydantic import Field, StringConstraints
from risb_api.api import ApiModel
from risb_recht.periode import Periode

from subsidies.domain.regelingen.opgave import SoortAanvrager
from subsidies.domain.regelingen.regeling import Methode, Plafond, Regeling, Termijnbron

GemeenteCode = Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
Bedrag = Annotated[int, Field(ge=0, le=1_000_000_000_000)]
RegelingCode = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{1,39}$")]
Naam = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Verhaal = Annotated[str, StringConstraints(min_length=1, max_length=4000)]

GEMEENTE = Field(description="CBS-code van de gemeente, vier cijfers.", examples=["0307"])
WIJK = Field(default=None, description="Naam van de wijk; leeg is de hele gemeente.", examples=["Liendert"])


class PeriodeModel(ApiModel):
    """Eerste en laatste dag, beide meegerekend."""

    van: dt.date = Field(description="Eerste dag.", examples=["2026-01-01"])
    tot: dt.date = Field(description="Laatste dag.", examples=["2026-12-31"])

    def to_domain(self) -> Periode:
        """The domain value."""
        return Periode(van=self.van, tot=self.tot)


class PlafondModel(ApiModel):
    """Het meeste dat in een tijdvak beschikbaar is voor een gemeente of wijk."""

    gemeente: GemeenteCode = GEMEENTE
    wijk: Naam | None = WIJK
    tijdvak: PeriodeModel = Field(description="Geldt voor activiteiten die in dit tijdvak beginnen.")
    bedrag_cent: Bedrag = Field(description="Bedrag in eurocent.", examples=[50000000])
    bekendgemaakt_op: dt.date = Field(description="Dag van bekendmaking, voor het tijdvak.", examples=["2025-12-10"])

    def to_domain(self) -> Plafond:
        """The domain value."""
        return Plafond(
            gemeente=self.gemeente,
            wijk=self.wijk,
            tijdvak=self.tijdvak.to_domain(),
            bedrag_cent=self.bedrag_cent,
            bekendgemaakt_op=self.bekendgemaakt_op,
        )


class RegelingModel(ApiModel):
    """Een versie van een regeling. Na publicatie verandert zij niet meer."""

    code: RegelingCode = Field(description="Vaste code van de regeling.", examples=["PID-2026"])
    versie: int = Field(ge=1, le=9999, description="Volgnummer van de versie.", examples=[1])
    titel: Naam = Field(description="Naam van de regeling.", examples=["Projecten in de buurt"])
    samenvatting: Verhaal = Field(description="Uitleg in gewone taal.", examples=["Geld voor plannen in uw wijk."])
    verordening: Naam = Field(description="Grondslag.", examples=["Algemene subsidieverordening Amersfoort"])
    gemeenten: list[GemeenteCode] = Field(min_length=1, max_length=50, description="Deelnemende gemeenten.")
    wijken: list[Naam] = Field(default=[], max_length=200, description="Wijken die de regeling kent.")
    openstelling: PeriodeModel = Field(description="Wanneer u kunt aanvragen.")
    uiterlijk_voor_start_weken: int | None = Field(
        default=None, ge=0, le=52, description="Zoveel weken voor de start moet de aanvraag er zijn."
    )
    plafonds: list[PlafondModel] = Field(min_length=1, max_length=500, description="Plafonds per gemeente of wijk.")
    methode: Methode = Field(description="Hoe het plafond wordt verdeeld (artikel 4:26 Awb).")
    deels_verlenen: bool = Field(description="Of een deel van het gevraagde bedrag verleend kan worden.")
    aanvrager_soorten: list[SoortAanvrager] = Field(min_length=1, max_length=4, description="Wie mag aanvragen.")
    rechtspersoon_vanaf_cent: Bedrag | None = Field(
        default=None, description="Vanaf dit bedrag vraagt alleen een rechtspersoon aan.", examples=[500001]
    )
    zonder_winst: bool = Field(description="Of aanvragers zonder winstoogmerk moeten werken.")
    max_bedrag_cent: Bedrag | None = Field(default=None, description="Hoogste bedrag per aanvraag in eurocent.")
    beslistermijn_weken: int = Field(default=8, ge=1, le=52, description="Weken om te beslissen.")
    termijnbron: Termijnbron = Field(default=Termijnbron.VERORDENING, description="Waar de beslistermijn staat.")
    termijnenwet: bool = Field(default=True, description="Of de Algemene termijnenwet geldt.")
    direct_vast_tot_cent: Bedrag = Field(description="Tot en met dit bedrag meteen vastgesteld.", examples=[500000])
    programmalijn: str = Field(pattern=r"^\d\.\d\.\d$", description="Begrotingslijn.", examples=["2.1.1"])
    screening_vanaf_cent: Bedrag = Field(description="Vanaf dit bedrag altijd screenen.", examples=[2500000])

    def to_domain(self) -> Regeling:
        """The domain value."""
        named = {name: getattr(self, name) for name in type(self).model_fields}
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


class Regelinglijst(ApiModel):
    """Alle regelingen in hun nieuwste versie."""

    resultaten: list[RegelingModel] = Field(description="De regelingen, op code.")


class PlafondstandModel(ApiModel):
    """Wat er van een plafond is verleend en wat er nog is."""

    gemeente: str = GEMEENTE
    wijk: str | None = WIJK
    tijdvak: PeriodeModel = Field(description="Tijdvak van het plafond.")
    bedrag_cent: int = Field(description="Plafond in eurocent.", examples=[50000000])
    verleend_cent: int = Field(description="Verleend in eurocent.", examples=[450000])
    ruimte_cent: int = Field(description="Nog beschikbaar in eurocent.", examples=[49550000])


class Plafondlijst(ApiModel):
    """De stand van alle plafonds van een regeling."""

    resultaten: list[PlafondstandModel] = Field(description="De plafonds.")


class Hulpvraagmodel(ApiModel):
    """Korte vragen; wij bewaren de antwoorden niet. Geef een postcode of een gemeente."""

    postcode: str | None = Field(
        default=None,
        pattern=r"^[1-9]\d{3}( ?[A-Z]{2})?$",
        description="Postcode; vier cijfers is genoeg.",
        examples=["3822"],
    )
    gemeente: GemeenteCode | None = Field(default=None, description="CBS-code, als u geen postcode geeft.")
    wijk: Naam | None = WIJK
    soort: SoortAanvrager = Field(description="Wie u bent.")
    winstoogmerk: bool = Field(default=False, description="Of u winst wilt maken.")
    bedrag_cent: Bedrag = Field(description="Wat u nodig heeft in eurocent.", examples=[45000])
    datum: dt.date = Field(description="Eerste dag van uw activiteit.", examples=["2026-12-12"])


class Hulpantwoordmodel(ApiModel):
    """Of een regeling bij u past, en zo niet: waarom niet."""

    regeling_code: str = Field(description="Code van de regeling.", examples=["PID-2026"])
    titel: str = Field(description="Naam van de regeling.", examples=["Projecten in de buurt"])
    past: bool = Field(description="true als de regeling past.")
    redenen: list[str] = Field(description="Waarom de regeling niet past; leeg als zij past.")
    aanvragen_tot: dt.date = Field(description="Laatste dag om aan te vragen.")
    beslisdatum: dt.date = Field(description="U hoort het uiterlijk op deze dag als u vandaag aanvraagt.")
    nodig: list[str] = Field(description="Wat u nodig heeft voor de aanvraag.")


class Hulpresultaat(ApiModel):
    """Het antwoord voor elke regeling, passende eerst."""

    gemeente: str = GEMEENTE
    resultaten: list[Hulpantwoordmodel] = Field(description="Per regeling een antwoord.")
