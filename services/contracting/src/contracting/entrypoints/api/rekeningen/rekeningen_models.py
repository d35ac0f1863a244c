import datetime as dt
import uuid
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator
from risb_api.api import ApiModel
from risb_api.fields import Iban, Naam, Tekst
from risb_recht import codes
from risb_recht.codes import OnjuisteCodeError

from contracting.domain.rekeningen.rekening import Houdersoort, Naamcontrole, Rekening, RekeningStatus

LENGTES = {Houdersoort.AANBIEDER: 8, Houdersoort.GEMEENTE: 4}


def _houder(tekst: str) -> str:
    try:
        return codes.agb_code(tekst)
    except OnjuisteCodeError:
        return codes.gemeentecode(tekst)


Houdercode = Annotated[str, AfterValidator(_houder), Field(json_schema_extra={"pattern": "^([0-9]{4}|[0-9]{8})$"})]


class RekeningIn(ApiModel):
    """Een voorgestelde rekening."""

    houdersoort: Houdersoort = Field(description="aanbieder (wordt betaald) of gemeente (betaalt).")
    houder: Annotated[Houdercode, Field(description="AGB-code of CBS-code.", examples=["42420001"])]
    iban: Iban
    tenaamstelling: Naam = Field(description="Naam waarop de rekening staat.", examples=["Zorggroep Voorbeeld"])

    @model_validator(mode="after")
    def _code_past_bij_soort(self) -> "RekeningIn":
        if len(self.houder) != LENGTES[self.houdersoort]:
            raise ValueError("Noem bij een aanbieder de AGB-code (8 cijfers) en bij een gemeente de CBS-code (4).")
        return self


class BevestigingIn(ApiModel):
    """Wat de tweede persoon vaststelt, uit het brondocument en bij de bank."""

    iban: Iban
    naamcontrole: Naamcontrole = Field(description="Wat de bank zegt van naam en nummer samen.")
    reden: Tekst | None = Field(default=None, description="Verplicht als de naam niet zeker past.")


class IntrekkingIn(ApiModel):
    """Waarom het voorstel niet doorgaat."""

    reden: Annotated[Tekst, Field(min_length=3, examples=["Niet door de aanbieder zelf aangevraagd."])]


class RekeningUit(ApiModel):
    """Een rekening; het nummer is onleesbaar gemaakt op de laatste vier tekens na."""

    id: uuid.UUID
    houdersoort: Houdersoort
    houder: str
    versie: int = Field(description="Volgnummer van het voorstel bij deze houder.")
    nummer: str = Field(description="De laatste vier tekens van het IBAN.", examples=["...4300"])
    tenaamstelling: str
    status: RekeningStatus = Field(
        description="voorgesteld, bevestigd (in gebruik als het de nieuwste is), ingetrokken."
    )
    voorgesteld_door: str
    voorgesteld_op: dt.date
    naamcontrole: Naamcontrole | None = None
    reden: str | None = None
    afgehandeld_door: str | None = None
    afgehandeld_op: dt.date | None = None
    andere_houders: int = Field(default=0, description="Hoeveel anderen dit nummer ook hebben of hadden.")

    @classmethod
    def van(cls, rekening: Rekening, andere_houders: int = 0) -> "RekeningUit":
        """The resource of an account."""
        velden = {naam: getattr(rekening, naam) for naam in cls.model_fields if hasattr(rekening, naam)}
        return cls(**{**velden, "nummer": f"...{rekening.laatste}", "andere_houders": andere_houders})
