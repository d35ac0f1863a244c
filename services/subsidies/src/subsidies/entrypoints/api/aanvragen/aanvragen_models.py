"""Bodies of applications."""

import datetime as dt
import uuid
from typing import Self

from pydantic import Field, model_validator
from risb_api.api import ApiModel
from risb_api.fields import Bsn, Gemeente

from subsidies.domain.aanvragen.aanvraag import Aanvraag, AanvraagStatus
from subsidies.domain.aanvragen.intake import TEKST
from subsidies.domain.regelingen.opgave import SoortAanvrager
from subsidies.entrypoints.api.aanvragen.opgave_models import OpgaveIn, OpgaveUit
from subsidies.entrypoints.api.fields import RegelingCode, Rekening, WijkUit


class AanvraagIn(OpgaveIn):
    """Een aanvraag. Een fout in de voorwaarden houdt uw aanvraag niet tegen; u ziet dan wel een code."""

    regeling_code: RegelingCode = Field(description="Regeling waarvoor u aanvraagt.")
    regeling_versie: int | None = Field(default=None, ge=1, le=9999, description="De versie die u heeft gelezen.")
    iban: Rekening = Field(description="Rekening voor de subsidie; wij slaan die versleuteld op.")
    bsn: Bsn | None = Field(default=None, description="BSN, alleen voor inwoners; versleuteld opgeslagen.")

    @model_validator(mode="after")
    def _bsn_belongs_to_a_resident(self) -> Self:
        if self.bsn is not None and self.soort is not SoortAanvrager.NATUURLIJK_PERSOON:
            raise ValueError("Een BSN vragen wij alleen van een inwoner; laat het weg.")
        return self


class IntakeUit(ApiModel):
    """Een punt waarop de aanvraag niet bij de regeling past."""

    code: str = Field(description="Vaste code.", examples=["VENSTER_GESLOTEN"])
    melding: str = Field(description="Uitleg.")


class AanvullingUit(ApiModel):
    """Een vraag om ontbrekende gegevens; tot het antwoord staat de beslistermijn stil."""

    nummer: int = Field(description="Volgnummer.", examples=[1])
    gevraagd: list[str] = Field(description="Wat wij missen.")
    gevraagd_op: dt.date = Field(description="Dag van de vraag.")
    uiterlijk: dt.date = Field(description="Laatste dag om te antwoorden.")
    beantwoord_op: dt.date | None = Field(description="Dag van het antwoord.")
    toelichting: str | None = Field(description="Het antwoord.")
    toereikend: bool | None = Field(description="Of de aanvraag daarmee compleet is; leeg is nog niet beoordeeld.")
    motivering: str | None = Field(description="Waarom wel of niet.")


class ZienswijzeUit(ApiModel):
    """De vraag om een reactie voordat wij weigeren."""

    voornemen: str = Field(description="Wat wij van plan zijn, en waarom.")
    gevraagd_op: dt.date = Field(description="Dag van de vraag.")
    uiterlijk: dt.date = Field(description="Laatste dag om te reageren.")
    beantwoord_op: dt.date | None = Field(description="Dag van de reactie.")
    reactie: str | None = Field(description="De reactie; leeg is: geen reactie.")


class VerdagingUit(ApiModel):
    """Het bericht aan de aanvrager dat het besluit later komt."""

    verdaagd_op: dt.date = Field(description="Dag van het bericht.")
    van: dt.date = Field(description="Beslisdatum zoals die was.")
    tot: dt.date = Field(description="Laatste dag die het bericht noemt.")
    reden: str = Field(description="Waarom het later wordt.")


class AanvraagregelUit(ApiModel):
    """Een aanvraag in de lijst, zonder namen van inwoners."""

    id: uuid.UUID = Field(description="Kenmerk van de aanvraag.")
    regeling_code: RegelingCode
    gemeente: Gemeente
    wijk: WijkUit = None
    soort: SoortAanvrager = Field(description="Soort aanvrager.")
    gevraagd_cent: int = Field(description="Gevraagd in eurocent.")
    status: AanvraagStatus = Field(description="Status van de aanvraag.")
    ontvangen_op: dt.datetime = Field(description="Moment van ontvangst.")
    beslisdatum: dt.date = Field(description="Laatste dag om te beslissen.")


class AanvraagUit(ApiModel):
    """Een aanvraag met alles wat erbij hoort tot aan het besluit."""

    id: uuid.UUID = Field(description="Kenmerk van de aanvraag.")
    versie: int = Field(description="Telt op bij elke wijziging; ook in de ETag.")
    regeling_code: RegelingCode
    regeling_versie: int = Field(description="Versie die op deze aanvraag van toepassing is.")
    status: AanvraagStatus = Field(description="Status van de aanvraag.")
    ontvangen_op: dt.datetime = Field(description="Moment van ontvangst.")
    volledig_op: dt.datetime | None = Field(description="Moment waarop de aanvraag compleet was.")
    beslisdatum: dt.date = Field(description="Laatste dag om te beslissen.")
    screening_op: dt.datetime | None = Field(description="Moment waarop de screening klaar was.")
    opgave: OpgaveUit = Field(description="Wat de aanvrager vertelde.")
    iban: str = Field(description="Rekeningnummer, alleen land en laatste vier tekens leesbaar.")
    intake: list[IntakeUit] = Field(description="Punten waarop de aanvraag niet past; leeg is geen.")
    aanvullingen: list[AanvullingUit] = Field(description="Vragen om aanvulling.")
    zienswijze: ZienswijzeUit | None = Field(description="De gevraagde zienswijze.")
    verdaging: VerdagingUit | None = Field(description="Het bericht dat het besluit later komt.")
    correlatie_id: str = Field(description="Zoekt de hele keten van deze aanvraag bij elkaar.")

    @classmethod
    def of(cls, aanvraag: Aanvraag, beslisdatum: dt.date, iban: str) -> Self:
        """The body of an application; `iban` in full, shown masked."""
        zienswijze, verdaging = aanvraag.zienswijze, aanvraag.verdaging
        return cls(
            id=aanvraag.id,
            versie=aanvraag.versie,
            regeling_code=aanvraag.regeling_code,
            regeling_versie=aanvraag.regeling_versie,
            status=aanvraag.status,
            ontvangen_op=aanvraag.ontvangen_op,
            volledig_op=aanvraag.volledig_op,
            beslisdatum=beslisdatum,
            screening_op=aanvraag.screening_op,
            opgave=OpgaveUit.model_validate(aanvraag.opgave),
            iban=f"{iban[:2]}{'*' * (len(iban) - 6)}{iban[-4:]}",
            intake=[IntakeUit(code=code.value, melding=TEKST[code]) for code in aanvraag.intake],
            aanvullingen=[AanvullingUit.model_validate(one) for one in aanvraag.aanvullingen],
            zienswijze=ZienswijzeUit.model_validate(zienswijze) if zienswijze else None,
            verdaging=VerdagingUit.model_validate(verdaging) if verdaging else None,
            correlatie_id=aanvraag.correlatie_id,
        )
