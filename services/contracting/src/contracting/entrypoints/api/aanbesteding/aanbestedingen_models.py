import datetime as dt
import uuid
from typing import Annotated, Self

from pydantic import AfterValidator, Field
from risb_api.api import ApiModel
from risb_api.fields import Agb, Code, Datum, Naam, NieuweCode, Tekst, Tijdstip, Verhaal
from risb_recht.periode import Periode

from contracting.domain.aanbesteding.aanbesteding import (
    Aanbesteding,
    AanbestedingStatus,
    Afroep,
    Inlichtingvraag,
    Intrekkingsreden,
)
from contracting.domain.aanbesteding.rangorde import Bod, Rangplaats
from contracting.domain.aanbesteding.termijnen import is_korte_termijn
from contracting.domain.toelating.perceel import Procedure
from contracting.entrypoints.api.aanbesteding.vragen_models import PerceelvraagIn, PerceelvraagUit, Productcode
from contracting.entrypoints.api.lijsten import elk_eenmaal


class AfroepIn(ApiModel):
    """Het perceel van de raamovereenkomst waaronder een minicompetitie valt."""

    aanbesteding_id: uuid.UUID = Field(description="Kenmerk van de aanbesteding van de raamovereenkomst.")
    perceel_code: Code = Field(description="Code van het perceel.")


class AanbestedingIn(ApiModel):
    """Een aanbesteding of toelating over een of meer percelen."""

    kenmerk: NieuweCode = Field(description="Kenmerk van de aanbesteding.", examples=["AB-2026-01"])
    titel: Naam
    procedure: Procedure
    cpv: str = Field(pattern=r"^[0-9]{8}-[0-9]$", description="CPV-code van de opdracht.", examples=["85312000-9"])
    percelen: list[PerceelvraagIn] = Field(min_length=1, max_length=50)
    looptijd_van: Datum = Field(description="Eerste dag van de raamovereenkomst.")
    looptijd_tot: Datum = Field(description="Laatste dag, zonder verlengingen.")
    verlenging_maanden: int = Field(default=0, ge=0, le=240, description="Alle verlengingen samen, in maanden.")
    duur_motivering: Tekst | None = Field(
        default=None, description="Waarom de duur met verlengingen boven 48 maanden komt (AW 2.140)."
    )
    sluiting: Tijdstip = Field(description="Moment waarop de inschrijving sluit.", examples=["2026-06-30T10:00:00Z"])
    aankondiging: NieuweCode | None = Field(
        default=None, description="Kenmerk van de aankondiging; nodig vanaf de SAS-drempel.", examples=["TN-123456"]
    )
    afroep_van: AfroepIn | None = Field(
        default=None, description="Raamovereenkomst van deze minicompetitie; alleen haar partijen schrijven in."
    )

    def aanbesteding(self, aanbesteding_id: uuid.UUID) -> Aanbesteding:
        """The draft, for the domain."""
        return Aanbesteding(
            id=aanbesteding_id,
            kenmerk=self.kenmerk,
            titel=self.titel,
            procedure=self.procedure,
            cpv=self.cpv,
            percelen=tuple(one.gevraagd() for one in self.percelen),
            looptijd=Periode(van=self.looptijd_van, tot=self.looptijd_tot),
            verlenging_maanden=self.verlenging_maanden,
            duur_motivering=self.duur_motivering,
            sluiting=self.sluiting,
            aankondiging=self.aankondiging,
            afroep_van=Afroep(**self.afroep_van.model_dump()) if self.afroep_van else None,
        )


class TariefIn(ApiModel):
    """Het tarief voor een product."""

    productcode: Productcode = Field(description="Productcode.", examples=["01A03"])
    tarief_cent: int = Field(ge=1, le=10**11, description="Tarief per eenheid in eurocent.")


Tarieven = Annotated[
    list[TariefIn], Field(min_length=1, max_length=200), AfterValidator(elk_eenmaal("productcode", "productcode"))
]


class PuntenIn(ApiModel):
    """De punten voor een criterium."""

    criterium: Code = Field(description="Code van het criterium.")
    honderdsten: int = Field(ge=0, le=10_000, description="Honderdsten van een punt: 7850 is 78,50.")


class ProefbodIn(ApiModel):
    """Een verzonnen bod, om te zien wat de formule doet."""

    naam: str = Field(pattern=r"^[A-Z0-9]{1,10}$", description="Naam van het bod.", examples=["A"])
    tarieven: Tarieven
    punten: Annotated[
        list[PuntenIn], Field(min_length=1, max_length=20), AfterValidator(elk_eenmaal("criterium", "code"))
    ]

    def bod(self) -> Bod:
        """The bid, for the domain."""
        return Bod(
            agb_code=self.naam,
            tarieven={one.productcode: one.tarief_cent for one in self.tarieven},
            punten={one.criterium: one.honderdsten for one in self.punten},
        )


class ProefberekeningIn(ApiModel):
    """Een proefberekening voor een perceel."""

    perceel_code: Code = Field(description="Code van het perceel.")
    boden: Annotated[list[ProefbodIn], Field(min_length=2, max_length=50), AfterValidator(elk_eenmaal("naam", "naam"))]


class ProefstandUit(ApiModel):
    """De plaats van een verzonnen bod; scores in honderdsten van een punt (bij giw van een euro)."""

    rang: int
    naam: str
    prijs: int
    kwaliteit: int
    totaal: int


class ProefberekeningUit(ApiModel):
    """De rangorde die de formule geeft."""

    perceel_code: str
    standen: list[ProefstandUit]

    @classmethod
    def van(cls, perceel_code: str, standen: list[Rangplaats]) -> Self:
        """The answer for a trial calculation."""
        rijen = [
            ProefstandUit(rang=one.rang, naam=one.agb_code, prijs=one.prijs, kwaliteit=one.kwaliteit, totaal=one.totaal)
            for one in standen
        ]
        return cls(perceel_code=perceel_code, standen=rijen)


class VraagIn(ApiModel):
    """Een vraag over een aanbesteding."""

    agb_code: Agb
    vraag: Verhaal = Field(description="De vraag; zij wordt zonder naam beantwoord.")


class VraagUit(ApiModel):
    """Een gestelde vraag; wie haar stelde, staat er niet bij."""

    id: uuid.UUID
    gesteld_op: dt.datetime
    vraag: str

    @classmethod
    def van(cls, vraag: Inlichtingvraag) -> Self:
        """The answer for a question."""
        return cls(id=vraag.id, gesteld_op=vraag.gesteld_op, vraag=vraag.vraag)


class AntwoordIn(ApiModel):
    """Het antwoord op een vraag."""

    vraag_id: uuid.UUID = Field(description="Kenmerk van de vraag.")
    antwoord: Verhaal


class NotaIn(ApiModel):
    """Een nota van inlichtingen."""

    antwoorden: Annotated[list[AntwoordIn], AfterValidator(elk_eenmaal("vraag_id", "vraag"))] = Field(
        default=[], max_length=500
    )
    wijziging: Verhaal | None = Field(
        default=None, description="Wat er verandert; dicht bij de sluiting schuift die daardoor op."
    )


class AntwoordUit(ApiModel):
    """Het antwoord op een vraag."""

    vraag_id: uuid.UUID
    antwoord: str


class NotaUit(ApiModel):
    """Een nota van inlichtingen, met de sluiting ervoor en erna."""

    nummer: int
    datum: dt.date
    antwoorden: list[AntwoordUit]
    wijziging: str | None
    sluiting_was: dt.datetime
    sluiting: dt.datetime


class OpeningIn(ApiModel):
    """Wie er bij de opening is."""

    aanwezig: Naam = Field(description="Functies van wie meekijkt bij de opening.", examples=["jurist en controller"])


class VerbaalregelUit(ApiModel):
    """Een inschrijving zoals zij er bij de opening lag."""

    perceel_code: str
    agb_code: str
    ontvangen_op: dt.datetime
    status: str
    vingerafdruk: str = Field(description="SHA-256 van de verzegelde inhoud.")


class ProcesVerbaalUit(ApiModel):
    """Het proces-verbaal van een opening, met elke inschrijving."""

    geopend_op: dt.datetime
    geopend_door: str
    aanwezig: str
    inschrijvingen: list[VerbaalregelUit]


class IntrekkingIn(ApiModel):
    """Een intrekking van de aanbesteding of van een perceel."""

    perceel_code: Code | None = Field(default=None, description="Perceel; leeg is de hele aanbesteding.")
    reden: Intrekkingsreden
    toelichting: Tekst


class IntrekkingUit(ApiModel):
    """Een intrekking, met de laatste dag om naar de rechter te gaan."""

    perceel_code: str | None
    reden: Intrekkingsreden
    toelichting: str
    datum: dt.date
    bezwaar_tot: dt.date


class AanbestedingUit(ApiModel):
    """Een aanbesteding met haar status."""

    id: uuid.UUID
    kenmerk: str
    titel: str
    procedure: Procedure
    cpv: str
    percelen: list[PerceelvraagUit]
    looptijd_van: dt.date
    looptijd_tot: dt.date
    verlenging_maanden: int
    duur_motivering: str | None
    sluiting: dt.datetime
    aankondiging: str | None
    afroep_van: AfroepIn | None
    afroepen: list[uuid.UUID] = Field(description="Minicompetities onder deze raamovereenkomst.")
    status: AanbestedingStatus
    raming_cent: int
    sas_plichtig: bool | None = Field(description="Of een aankondiging nodig was; leeg voor de publicatie.")
    gepubliceerd_op: dt.date | None
    vlaggen: list[str] = Field(description="Rode vlaggen: R003 is een korte aanbiedingstermijn.")
    vragen: list[VraagUit]
    notas: list[NotaUit]
    processen_verbaal: list[ProcesVerbaalUit]
    intrekkingen: list[IntrekkingUit]

    @classmethod
    def van(cls, one: Aanbesteding) -> Self:
        """The answer for a tender."""
        dag = one.gepubliceerd_op
        return cls(
            id=one.id,
            kenmerk=one.kenmerk,
            titel=one.titel,
            procedure=one.procedure,
            cpv=one.cpv,
            percelen=[PerceelvraagUit.van(vraag) for vraag in one.percelen],
            looptijd_van=one.looptijd.van,
            looptijd_tot=one.looptijd.laatste,
            verlenging_maanden=one.verlenging_maanden,
            duur_motivering=one.duur_motivering,
            sluiting=one.sluiting,
            aankondiging=one.aankondiging,
            afroep_van=AfroepIn.model_validate(one.afroep_van) if one.afroep_van else None,
            afroepen=list(one.afroepen),
            status=one.status,
            raming_cent=one.raming_cent,
            sas_plichtig=one.is_sas_plichtig(dag) if dag else None,
            gepubliceerd_op=dag,
            vlaggen=["R003"] if dag and is_korte_termijn(dag, one.sluitingsdag) else [],
            vragen=[VraagUit.van(vraag) for vraag in one.vragen],
            notas=_notas(one),
            processen_verbaal=[ProcesVerbaalUit.model_validate(verbaal) for verbaal in one.processen_verbaal],
            intrekkingen=[IntrekkingUit.model_validate(intrekking) for intrekking in one.intrekkingen],
        )


def _notas(aanbesteding: Aanbesteding) -> list[NotaUit]:
    return [
        NotaUit(
            nummer=nota.nummer,
            datum=nota.datum,
            antwoorden=[AntwoordUit(vraag_id=one, antwoord=tekst) for one, tekst in nota.antwoorden.items()],
            wijziging=nota.wijziging,
            sluiting_was=nota.sluiting_was,
            sluiting=nota.sluiting,
        )
        for nota in aanbesteding.notas
    ]
