import datetime as dt
import uuid

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Agb, Kvk, Verhaal

from contracting.domain.screening.bibob import Bibobbron, Bibobgevolg, BibobStatus, Gevaar


class BibobonderzoekIn(ApiModel):
    """Naar wie het Bibob-formulier gaat."""

    agb_code: Agb
    onderaannemer_kvk: Kvk | None = Field(default=None, description="De onderaannemer, als het over hem gaat.")


class BibobadviesIn(ApiModel):
    """Een eigen conclusie, of het advies van het Landelijk Bureau Bibob."""

    bron: Bibobbron
    gevaar: Gevaar
    motivering: Verhaal


class BibobzienswijzeIn(ApiModel):
    """Wat de aanbieder van de conclusie zegt."""

    zienswijze: Verhaal


class BibobbesluitIn(ApiModel):
    """Wat er volgt, en waarom."""

    gevolg: Bibobgevolg
    motivering: Verhaal


class BibobadviesUit(ApiModel):
    """Een conclusie."""

    bron: Bibobbron
    gevaar: Gevaar
    motivering: str
    op: dt.date


class BibobonderzoekUit(ApiModel):
    """Een Bibob-onderzoek met zijn termijnen (R5)."""

    id: uuid.UUID
    agb_code: str
    onderaannemer_kvk: str | None
    status: BibobStatus
    verzonden_op: dt.date
    formulier_uiterlijk: dt.date = Field(description="Laatste dag voor het formulier: 14 kalenderdagen.")
    ontvangen_op: dt.date | None
    op_tijd: bool | None
    advies: BibobadviesUit | None
    zienswijze_uiterlijk: dt.date | None = Field(description="Tot en met deze dag kan de aanbieder antwoorden.")
    zienswijze: str | None
    gevolg: Bibobgevolg | None
    motivering: str | None
    besloten_op: dt.date | None
