import datetime as dt
import uuid
from typing import Self

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Cent, Datum, Tekst
from risb_recht.wet import Wet

from contracting.application.bestedingsruimte.handelingen import RuimteAankondigen
from contracting.domain.bestedingsruimte.bestedingsruimte import (
    Bestedingsruimte,
    Overschrijdingsmelding,
    RuimteStatus,
)
from contracting.entrypoints.api.overeenkomsten.prijzen_models import Productcode


class BestedingsruimteIn(ApiModel):
    """Het voornemen om te begrenzen wat een aanbieder in een jaar onder een overeenkomst kan declareren."""

    overeenkomst_id: uuid.UUID = Field(description="Kenmerk van de overeenkomst.")
    ingangsdatum: Datum = Field(description="Eerste dag; de ruimte eindigt op 31 december van dat jaar.")
    jaarbedrag_cent: Cent = Field(gt=0, description="Bedrag voor een heel jaar; later in het jaar telt naar dagen.")
    crisisproducten: list[Productcode] = Field(
        default=[], max_length=100, description="Producten die crisishulp zijn; die wordt altijd betaald."
    )
    grondslag: Tekst = Field(
        description="Artikel van de overeenkomst dat in een bestedingsruimte voorziet.", examples=["Artikel 1.4 en 1.5"]
    )

    def opdracht(self) -> RuimteAankondigen:
        """The intention, for the use case."""
        return RuimteAankondigen(
            overeenkomst_id=self.overeenkomst_id,
            ingangsdatum=self.ingangsdatum,
            jaarbedrag_cent=self.jaarbedrag_cent,
            crisisproducten=tuple(sorted(set(self.crisisproducten))),
            grondslag=self.grondslag,
        )


class VaststellingIn(ApiModel):
    """Het besluit na de zienswijze van de aanbieder."""

    jaarbedrag_cent: Cent = Field(gt=0, description="Bedrag voor een heel jaar.")


class OverschrijdingIn(ApiModel):
    """Een schriftelijke melding dat de ruimte bijna op is of op raakt."""

    verwacht_cent: Cent = Field(description="Wat lopende toewijzingen dit jaar naar verwachting nog vragen.")


class GesprekIn(ApiModel):
    """Het gesprek na een melding."""

    besproken_op: Datum = Field(description="Dag van het gesprek.")


class HerzieningIn(ApiModel):
    """Het besluit na het gesprek: hetzelfde bedrag, of een hoger."""

    bedrag_cent: Cent = Field(gt=0, description="Bedrag van de hele ruimte, tot en met 31 december.")


class MeldingUit(ApiModel):
    """Een melding met haar termijnen."""

    gemeld_op: dt.date
    verwacht_cent: int
    gesprek_uiterlijk: dt.date
    besproken_op: dt.date | None
    besluit_uiterlijk: dt.date | None = Field(description="Veertien dagen na het gesprek; leeg tot het gesprek.")
    besloten_op: dt.date | None


class BestedingsruimteUit(ApiModel):
    """Een bestedingsruimte met haar termijnen en wat ervan gebruikt is."""

    id: uuid.UUID
    overeenkomst_id: uuid.UUID
    agb_code: str
    wet: Wet
    perceel_code: str
    jaar: int
    ingangsdatum: dt.date
    einddatum: dt.date
    status: RuimteStatus
    bedrag_cent: int = Field(description="Bedrag van de ruimte, naar dagen tot en met 31 december.")
    waarschuwing_cent: int = Field(description="Vanaf dit gebruik volgt de waarschuwing (70 procent).")
    gebruikt_cent: int = Field(description="Wat is toegekend, min wat is teruggenomen.")
    versie: int = Field(description="Volgnummer van het vastgestelde bedrag; 0 als er nog geen besluit is.")
    crisisproducten: list[str]
    grondslag: str
    aangekondigd_op: dt.date
    besluit_uiterlijk: dt.date
    plan_uiterlijk: dt.date
    plan_op: dt.date | None
    melding: MeldingUit | None

    @classmethod
    def van(cls, ruimte: Bestedingsruimte, gebruikt_cent: int) -> Self:
        """The answer for a ceiling."""
        zelfde = ("id", "overeenkomst_id", "agb_code", "wet", "perceel_code", "jaar", "ingangsdatum", "einddatum")
        meer = ("status", "bedrag_cent", "waarschuwing_cent", "versie", "grondslag", "aangekondigd_op", "plan_op")
        return cls(
            **{naam: getattr(ruimte, naam) for naam in (*zelfde, *meer)},
            gebruikt_cent=gebruikt_cent,
            crisisproducten=list(ruimte.crisisproducten),
            besluit_uiterlijk=ruimte.termijnen.besluit,
            plan_uiterlijk=ruimte.termijnen.plan,
            melding=None if ruimte.melding is None else _melding(ruimte.melding),
        )


def _melding(melding: Overschrijdingsmelding) -> MeldingUit:
    return MeldingUit.model_validate(melding)
