import datetime as dt
import uuid
from typing import Annotated, Self

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Datum, Kvk, Tijdstip, Verhaal

from contracting.application.plichten.handelingen import (
    MeldingVastleggen,
    OnderaannemingVastleggen,
    TekortkomingBesluiten,
)
from contracting.domain.plichten.meldplicht import Meldsoort
from contracting.domain.plichten.onderaanneming import OnderaannemingStatus
from contracting.domain.plichten.tekortkoming import Gevolg, Tekortkoming, TekortkomingStatus

_Artikel = Annotated[str, Field(pattern=r"^[0-9]{1,2}(\.[0-9]{1,2}){1,3}$", examples=["3.9"])]


class MeldingIn(ApiModel):
    """Wat een aanbieder over zichzelf moest melden, en wanneer dat gebeurde."""

    overeenkomst_id: uuid.UUID
    meldsoort: Meldsoort
    gebeurd_op: Tijdstip = Field(description="Wanneer het gebeurde of werd ontdekt.")
    gemeld_op: Tijdstip = Field(description="Wanneer de melding binnenkwam.")

    def opdracht(self) -> MeldingVastleggen:
        """The report, for the use case."""
        return MeldingVastleggen(**self.model_dump())


class MeldplichtUit(ApiModel):
    """Of de melding op tijd was."""

    meldsoort: Meldsoort
    uiterlijk: dt.datetime
    op_tijd: bool
    tekortkoming_id: uuid.UUID | None = Field(description="De tekortkoming als de melding te laat was.")


class TekortkomingIn(ApiModel):
    """Een tekortkoming in de nakoming van een overeenkomst."""

    overeenkomst_id: uuid.UUID
    artikel: _Artikel = Field(description="Artikel van de overeenkomst.")
    bevinding: Verhaal = Field(description="Wat er is gevonden.")


class ZienswijzeIn(ApiModel):
    """Wat de aanbieder ervan zegt."""

    zienswijze: Verhaal


class GevolgIn(ApiModel):
    """Wat er volgt, en waarom."""

    gevolg: Gevolg
    motivering: Verhaal
    openbaar: bool = Field(default=False, description="Of het besluit wordt bekendgemaakt.")

    def opdracht(self) -> TekortkomingBesluiten:
        """The decision, for the use case."""
        return TekortkomingBesluiten(**self.model_dump())


class TekortkomingUit(ApiModel):
    """Een tekortkoming met wat erop volgde."""

    id: uuid.UUID
    overeenkomst_id: uuid.UUID
    agb_code: str
    artikel: str
    bevinding: str
    gemeld_op: dt.date
    status: TekortkomingStatus
    zienswijze_uiterlijk: dt.date
    zienswijze: str | None
    gevolg: Gevolg | None
    motivering: str | None
    openbaar: bool
    besloten_op: dt.date | None

    @classmethod
    def van(cls, tekortkoming: Tekortkoming) -> Self:
        """The answer for a breach."""
        return cls.model_validate(tekortkoming)


class OnderaannemingIn(ApiModel):
    """Wie voor de aanbieder een deel van de overeenkomst uitvoert."""

    overeenkomst_id: uuid.UUID
    kvk_nummer: Kvk
    zzp: bool = Field(
        default=False, description="Een zelfstandige zonder personeel; daarvoor is geen toestemming nodig."
    )
    ingezet_op: Datum | None = Field(default=None, description="Sinds wanneer; leeg als nog niet.")
    onder_onderaannemer: bool = Field(default=False, description="Werkt voor een andere onderaannemer.")

    def opdracht(self) -> OnderaannemingVastleggen:
        """The subcontractor, for the use case."""
        return OnderaannemingVastleggen(**self.model_dump())


class OnderaannemingUit(ApiModel):
    """Een onderaannemer met zijn toestemming."""

    id: uuid.UUID
    overeenkomst_id: uuid.UUID
    agb_code: str
    kvk_nummer: str
    zzp: bool
    ingezet_op: dt.date | None
    status: OnderaannemingStatus
