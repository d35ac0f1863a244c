import datetime as dt
import uuid
from typing import Annotated, Self

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Datum, Naam, NieuweCode, Verhaal

from contracting.domain.taakgericht.afrekening import Bandbreedte
from contracting.domain.taakgericht.taakafspraak import (
    Indexwijze,
    Indicator,
    Meetperiode,
    Mijlpaalstand,
    Plandoel,
    Planmijlpaal,
    Realisatie,
    Taakafspraak,
    Taakopdracht,
    binnen_band,
)

_Tienduizendste = Annotated[int, Field(strict=True, ge=0, le=10_000, description="In honderdsten van een procent.")]
_Waarde = Annotated[int, Field(strict=True, ge=-(10**12), le=10**12, description="In honderdsten van de eenheid.")]
_Code = Annotated[NieuweCode, Field(examples=["UITSTROOM"])]


class BandbreedteIn(ApiModel):
    """Hoe een jaar wordt afgerekend: binnen de band gebeurt niets."""

    clienten: int = Field(strict=True, ge=1, le=1_000_000, description="Afgesproken aantal in een heel jaar.")
    band: _Tienduizendste = Field(examples=[500])
    aandeel: _Tienduizendste = Field(examples=[5000])

    def bandbreedte(self) -> Bandbreedte:
        """The rule of the domain."""
        return Bandbreedte(**self.model_dump())


class BandbreedteUit(ApiModel):
    """De afgesproken afrekening."""

    clienten: int
    band: int
    aandeel: int


class IndicatorIn(ApiModel):
    """Wat wordt gemeten, waar het vandaan komt en tussen welke grenzen het goed gaat."""

    code: _Code
    omschrijving: Naam
    eenheid: Naam = Field(examples=["rapportcijfer"])
    doel: _Waarde
    ondergrens: _Waarde
    bovengrens: _Waarde
    bron: Naam
    meetperiode: Meetperiode

    def indicator(self) -> Indicator:
        """The indicator of the domain."""
        return Indicator(**self.model_dump())


class PlanmijlpaalIn(ApiModel):
    """Een stap van het transformatieplan."""

    code: _Code
    omschrijving: Naam
    uiterlijk: Datum

    def mijlpaal(self) -> Planmijlpaal:
        """The milestone of the domain."""
        return Planmijlpaal(**self.model_dump())


class PlandoelIn(ApiModel):
    """Een doel van het transformatieplan."""

    code: _Code
    omschrijving: Naam
    eigenaar: Naam = Field(description="Functie of onderdeel dat het doel haalt.")
    mijlpalen: list[PlanmijlpaalIn] = Field(max_length=50)

    def doel(self) -> Plandoel:
        """The goal of the domain."""
        return Plandoel(
            code=self.code,
            omschrijving=self.omschrijving,
            eigenaar=self.eigenaar,
            mijlpalen=tuple(one.mijlpaal() for one in self.mijlpalen),
        )


class TaakafspraakIn(ApiModel):
    """Wat is afgesproken naast het geld."""

    taak: Verhaal
    doelgroep: Verhaal
    gebied: Verhaal
    indexwijze: Indexwijze
    personeel_procent: Annotated[int, Field(strict=True, ge=0, le=100)] | None = Field(
        default=None, description="Aandeel personeel; alleen bij een formule."
    )
    bandbreedte: BandbreedteIn | None = Field(default=None, description="Leeg is geen afrekening op aantallen.")
    indicatoren: list[IndicatorIn] = Field(default=[], max_length=50)
    plan: list[PlandoelIn] = Field(default=[], max_length=50)
    datalevering: Verhaal
    exitplan: Verhaal

    def opdracht(self) -> Taakopdracht:
        """What was agreed, for the use case."""
        return Taakopdracht(
            taak=self.taak,
            doelgroep=self.doelgroep,
            gebied=self.gebied,
            indexwijze=self.indexwijze,
            personeel_procent=self.personeel_procent,
            bandbreedte=self.bandbreedte.bandbreedte() if self.bandbreedte else None,
            indicatoren=tuple(one.indicator() for one in self.indicatoren),
            plan=tuple(one.doel() for one in self.plan),
            datalevering=self.datalevering,
            exitplan=self.exitplan,
        )


class RealisatieIn(ApiModel):
    """Een meting van een indicator over een periode die voorbij is."""

    indicator: _Code
    periode_van: Datum = Field(description="Eerste dag van de maand, het kwartaal of het jaar.")
    waarde: _Waarde
    bron: Naam

    def realisatie(self, vandaag: dt.date) -> Realisatie:
        """The measurement of the domain."""
        return Realisatie(**self.model_dump(), vastgelegd_op=vandaag)


class MijlpaalstandIn(ApiModel):
    """Een mijlpaal van het plan die is gehaald."""

    mijlpaal: _Code
    behaald_op: Datum
    bron: Naam

    def stand(self) -> Mijlpaalstand:
        """The milestone of the domain."""
        return Mijlpaalstand(**self.model_dump())


class RealisatieUit(ApiModel):
    """Wat van een indicator geldt over een periode."""

    periode_van: dt.date
    waarde: int
    bron: str
    vastgelegd_op: dt.date
    binnen_band: bool


class IndicatorUit(ApiModel):
    """Een indicator met wat ervan kwam."""

    code: str
    omschrijving: str
    eenheid: str
    doel: int
    ondergrens: int
    bovengrens: int
    bron: str
    meetperiode: Meetperiode
    realisaties: list[RealisatieUit]

    @classmethod
    def van(cls, afspraak: Taakafspraak, indicator: Indicator) -> Self:
        """The answer for an indicator."""
        realisaties = [
            RealisatieUit(
                periode_van=one.periode_van,
                waarde=one.waarde,
                bron=one.bron,
                vastgelegd_op=one.vastgelegd_op,
                binnen_band=binnen_band(indicator, one.waarde),
            )
            for one in afspraak.geldend(indicator.code)
        ]
        return cls(
            code=indicator.code,
            omschrijving=indicator.omschrijving,
            eenheid=indicator.eenheid,
            doel=indicator.doel,
            ondergrens=indicator.ondergrens,
            bovengrens=indicator.bovengrens,
            bron=indicator.bron,
            meetperiode=indicator.meetperiode,
            realisaties=realisaties,
        )


class PlanmijlpaalUit(ApiModel):
    """Een mijlpaal; leeg is nog niet behaald."""

    code: str
    omschrijving: str
    uiterlijk: dt.date
    behaald_op: dt.date | None
    bron: str | None


class PlandoelUit(ApiModel):
    """Een doel van het transformatieplan."""

    code: str
    omschrijving: str
    eigenaar: str
    mijlpalen: list[PlanmijlpaalUit]

    @classmethod
    def van(cls, afspraak: Taakafspraak, doel: Plandoel) -> Self:
        """The answer for a goal."""
        standen = {one.mijlpaal: one for one in afspraak.mijlpaalstanden}
        mijlpalen = []
        for stap in doel.mijlpalen:
            stand = standen.get(stap.code)
            mijlpalen.append(
                PlanmijlpaalUit(
                    code=stap.code,
                    omschrijving=stap.omschrijving,
                    uiterlijk=stap.uiterlijk,
                    behaald_op=stand.behaald_op if stand else None,
                    bron=stand.bron if stand else None,
                )
            )
        return cls(code=doel.code, omschrijving=doel.omschrijving, eigenaar=doel.eigenaar, mijlpalen=mijlpalen)


class TaakafspraakUit(ApiModel):
    """De taak van een overeenkomst met wat ervan kwam."""

    overeenkomst_id: uuid.UUID
    agb_code: str
    taak: str
    doelgroep: str
    gebied: str
    indexwijze: Indexwijze
    personeel_procent: int | None
    bandbreedte: BandbreedteUit | None
    indicatoren: list[IndicatorUit]
    plan: list[PlandoelUit]
    datalevering: str
    exitplan: str

    @classmethod
    def van(cls, afspraak: Taakafspraak) -> Self:
        """The answer for a task."""
        opdracht = afspraak.opdracht
        return cls(
            overeenkomst_id=afspraak.id,
            agb_code=afspraak.agb_code,
            taak=opdracht.taak,
            doelgroep=opdracht.doelgroep,
            gebied=opdracht.gebied,
            indexwijze=opdracht.indexwijze,
            personeel_procent=opdracht.personeel_procent,
            bandbreedte=BandbreedteUit.model_validate(opdracht.bandbreedte) if opdracht.bandbreedte else None,
            indicatoren=[IndicatorUit.van(afspraak, one) for one in opdracht.indicatoren],
            plan=[PlandoelUit.van(afspraak, one) for one in opdracht.plan],
            datalevering=opdracht.datalevering,
            exitplan=opdracht.exitplan,
        )
