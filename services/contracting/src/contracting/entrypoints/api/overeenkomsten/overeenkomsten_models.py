import datetime as dt
import uuid
from typing import Annotated, Self

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import GROOTSTE_BEDRAG, Agb, Cent, Code, Datum, Gemeenten, Tekst
from risb_recht.wet import Wet

from contracting.application.overeenkomsten.handelingen import OvereenkomstSluiten
from contracting.domain.overeenkomsten.beeindiging import Beeindiging, Beeindigingsgrond
from contracting.domain.overeenkomsten.gronden import Gebruik, Gebruiksnorm, Levering, Maatstaf
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.overeenkomsten.schade import Opheffing
from contracting.domain.overeenkomsten.verlenging import Verlengrecht, Verlengsoort
from contracting.domain.overeenkomsten.wijziging import Wijzigingsgrond, Wijzigingsreden
from contracting.domain.toelating.perceel import Variant
from contracting.entrypoints.api.overeenkomsten.prijzen_models import PrijsIn, PrijsUit
from contracting.entrypoints.api.overeenkomsten.taakbudget_models import BudgetversieUit, TaakbudgetIn, TaakbudgetUit


class VerlengrechtIn(ApiModel):
    """Hoe vaak en hoe lang de overeenkomst kan worden verlengd, en wanneer de aanbieder dat uiterlijk weet."""

    aantal: int = Field(strict=True, ge=1, le=20, description="Hoe vaak zij kan worden verlengd.", examples=[2])
    maanden: int = Field(strict=True, ge=1, le=120, description="Maanden per verlenging.", examples=[12])
    aanzegtermijn_maanden: int = Field(
        default=6, strict=True, ge=0, le=60, description="Maanden voor het einde waarop de aanbieder het bericht heeft."
    )

    def verlengrecht(self) -> Verlengrecht:
        """The right to extend, for the use case."""
        return Verlengrecht(**self.model_dump())


class GebruiksnormIn(ApiModel):
    """Het minste gebruik in de eerste twaalf maanden."""

    maatstaf: Maatstaf
    minimum: int = Field(strict=True, ge=1, le=GROOTSTE_BEDRAG, description="In eurocent, clienten of trajecten.")

    def gebruiksnorm(self) -> Gebruiksnorm:
        """The norm, for the use case."""
        return Gebruiksnorm(**self.model_dump())


class OvereenkomstIn(ApiModel):
    """Een overeenkomst met een toegelaten aanbieder: met prijzen (p*q) of met een taakbudget."""

    agb_code: Agb
    perceel_code: Code = Field(description="Code van het perceel.", examples=["WMO-BEGELEIDING"])
    gemeenten: Gemeenten
    ingangsdatum: Datum = Field(description="Eerste dag.")
    einddatum: Datum | None = Field(default=None, description="Laatste dag; leeg is onbepaald (alleen p*q).")
    opzegtermijn_maanden: Annotated[int, Field(strict=True, ge=0, le=60)] | None = Field(
        default=None, description="Opzegtermijn in maanden; leeg is zes maanden.", examples=[6]
    )
    verlengrecht: VerlengrechtIn | None = None
    waarde_cent: Cent | None = Field(
        default=None, description="Geraamde waarde over de looptijd; bij een taakbudget telt anders het budget."
    )
    gebruiksnorm: GebruiksnormIn | None = None
    prijzen: list[PrijsIn] = Field(default=[], max_length=500)
    taakbudget: TaakbudgetIn | None = None
    moeder_id: uuid.UUID | None = Field(
        default=None, description="Moederovereenkomst waaruit wordt afgeroepen; een landelijke geeft de prijzen zelf."
    )

    def opdracht(self) -> OvereenkomstSluiten:
        """What was agreed, for the use case."""
        return OvereenkomstSluiten(
            agb_code=self.agb_code,
            perceel_code=self.perceel_code,
            gemeenten=tuple(self.gemeenten),
            ingangsdatum=self.ingangsdatum,
            einddatum=self.einddatum,
            opzegtermijn_maanden=self.opzegtermijn_maanden,
            verlengrecht=self.verlengrecht.verlengrecht() if self.verlengrecht else None,
            waarde_cent=self.waarde_cent,
            gebruiksnorm=self.gebruiksnorm.gebruiksnorm() if self.gebruiksnorm else None,
            prijzen=tuple(one.opgave() for one in self.prijzen),
            taakbudget=self.taakbudget.taakbudget() if self.taakbudget else None,
            moeder_id=self.moeder_id,
        )


class GebruikIn(ApiModel):
    """Wat er is gebruikt in de eerste twaalf maanden, en wat een opzegging tegenhoudt."""

    gerealiseerd: int = Field(strict=True, ge=0, le=GROOTSTE_BEDRAG, description="In de maatstaf van de norm.")
    tevredenheid_tienden: int | None = Field(
        default=None, strict=True, ge=10, le=100, description="Tevredenheid van clienten; 85 is een 8,5."
    )
    methode_goedgekeurd: bool = Field(default=True, description="Of de meting van tevredenheid is goedgekeurd.")
    schaarste: bool = False
    uniek_aanbod: bool = False


class LeveringIn(ApiModel):
    """Wanneer er voor het laatst is geleverd en gedeclareerd; leeg is nooit."""

    laatste_levering: Datum | None = None
    laatste_declaratie: Datum | None = None


class BeeindigingIn(ApiModel):
    """Het einde van een overeenkomst, eerder dan gesloten."""

    einddatum: Datum = Field(description="Laatste dag: vandaag of later, en bij opzegging na de opzegtermijn.")
    grond: Beeindigingsgrond = Field(description="Waarom de overeenkomst eerder eindigt.")
    reden: Tekst = Field(description="Reden met artikel.", examples=["Opzegging (artikel 1.3.4)"])
    gebruik: GebruikIn | None = Field(default=None, description="Verplicht bij te-weinig-gebruik.")
    levering: LeveringIn | None = Field(default=None, description="Verplicht bij geen-levering.")
    overmacht_van: Datum | None = Field(default=None, description="Eerste dag; verplicht bij overmacht.")

    def beeindiging(self) -> Beeindiging:
        """The end, for the use case."""
        return Beeindiging(
            grond=self.grond,
            reden=self.reden,
            einddatum=self.einddatum,
            gebruik=Gebruik(**self.gebruik.model_dump()) if self.gebruik else None,
            levering=Levering(**self.levering.model_dump()) if self.levering else None,
            overmacht_van=self.overmacht_van,
        )


class BeeindigingUit(ApiModel):
    """Waarom en per wanneer een overeenkomst eerder eindigt."""

    grond: Beeindigingsgrond
    reden: str
    einddatum: dt.date
    tot_dan: dt.date | None = Field(description="Laatste dag die was gesloten; leeg is onbepaald.")

    @classmethod
    def van(cls, beeindiging: Beeindiging) -> Self:
        """The answer for an early end."""
        return cls(
            grond=beeindiging.grond,
            reden=beeindiging.reden,
            einddatum=beeindiging.einddatum,
            tot_dan=beeindiging.tot_dan,
        )


class VerlengingUit(ApiModel):
    """Een verlenging of overbrugging."""

    soort: Verlengsoort
    tot_dan: dt.date = Field(description="Laatste dag die daarvoor gold.")
    einddatum: dt.date
    besloten_op: dt.date
    ontvangen_op: dt.date | None
    grond: Wijzigingsgrond | None


class WijzigingUit(ApiModel):
    """Een wijziging van de overeenkomst."""

    reden: Wijzigingsreden
    grond: Wijzigingsgrond
    toelichting: str
    bedrag_cent: int
    ingangsdatum: dt.date
    besloten_op: dt.date


class SchadeUit(ApiModel):
    """Een schade en wat daarvan kan worden verhaald."""

    gebeurd_op: dt.date
    bedrag_cent: int
    opheffing: Opheffing | None
    micro: bool = Field(description="Of de aanbieder toen micro was.")
    verhaalbaar_cent: int


class OvereenkomstUit(ApiModel):
    """Een overeenkomst met haar prijsversies of taakbudget."""

    id: uuid.UUID
    agb_code: str
    perceel_code: str
    wet: Wet
    variant: Variant
    programmalijn: str
    gemeenten: list[str]
    ingangsdatum: dt.date
    einddatum: dt.date | None
    reden_einde: str | None
    beeindiging: BeeindigingUit | None
    volgnummer_einde: int
    opzegtermijn_maanden: int | None
    verlengrecht: VerlengrechtIn | None
    verlengingen: list[VerlengingUit]
    waarde_cent: int | None = Field(description="Oorspronkelijke waarde over de looptijd; leeg als zij niet bekend is.")
    wijzigingen: list[WijzigingUit]
    cumulatief_cent: int = Field(description="Wat alle wijzigingen samen meer kosten.")
    vlaggen: list[str] = Field(description="P01: de wijzigingen zijn samen meer dan een vijfde van de waarde.")
    gebruiksnorm: GebruiksnormIn | None
    schades: list[SchadeUit]
    standaardversie: str | None = Field(description="Versie van de contractstandaard die is overgenomen.")
    prijzen: list[PrijsUit]
    taakbudget: TaakbudgetUit | None
    budgetversies: list[BudgetversieUit]
    moeder_id: uuid.UUID | None
    correlatie_id: str

    @classmethod
    def van(cls, overeenkomst: Overeenkomst) -> Self:
        """The answer for an agreement."""
        return cls(
            id=overeenkomst.id,
            agb_code=overeenkomst.agb_code,
            perceel_code=overeenkomst.perceel_code,
            wet=overeenkomst.wet,
            variant=overeenkomst.variant,
            programmalijn=overeenkomst.programmalijn,
            gemeenten=list(overeenkomst.gemeenten),
            ingangsdatum=overeenkomst.ingangsdatum,
            einddatum=overeenkomst.einddatum,
            reden_einde=overeenkomst.reden_einde,
            beeindiging=BeeindigingUit.van(overeenkomst.beeindiging) if overeenkomst.beeindiging else None,
            volgnummer_einde=overeenkomst.volgnummer_einde,
            opzegtermijn_maanden=overeenkomst.opzegtermijn_maanden,
            verlengrecht=VerlengrechtIn.model_validate(overeenkomst.verlengrecht)
            if overeenkomst.verlengrecht
            else None,
            verlengingen=[VerlengingUit.model_validate(one) for one in overeenkomst.verlengingen],
            waarde_cent=overeenkomst.waarde_cent,
            wijzigingen=[WijzigingUit.model_validate(one) for one in overeenkomst.wijzigingen],
            cumulatief_cent=overeenkomst.cumulatief_cent,
            vlaggen=["P01"] if overeenkomst.groeide_te_veel else [],
            gebruiksnorm=GebruiksnormIn.model_validate(overeenkomst.gebruiksnorm)
            if overeenkomst.gebruiksnorm
            else None,
            schades=[SchadeUit.model_validate(one) for one in overeenkomst.schades],
            standaardversie=overeenkomst.standaardversie,
            prijzen=[PrijsUit.van(one) for one in overeenkomst.prijzen],
            taakbudget=TaakbudgetUit.van(overeenkomst.taakbudget) if overeenkomst.taakbudget else None,
            budgetversies=[BudgetversieUit.model_validate(one) for one in overeenkomst.budgetversies],
            moeder_id=overeenkomst.moeder_id,
            correlatie_id=overeenkomst.trace_id,
        )
