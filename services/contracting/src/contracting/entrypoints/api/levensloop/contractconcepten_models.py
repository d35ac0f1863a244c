import datetime as dt
import uuid
from typing import Self

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Verhaal

from contracting.domain.levensloop.concept import ConceptStatus, Contractconcept


class OndertekeningIn(ApiModel):
    """De handtekening van de aanbieder."""

    opmerkingen: Verhaal | None = Field(
        default=None, description="Wat de aanbieder erbij schreef of doorhaalde; dan is het geen handtekening."
    )


class ContractconceptUit(ApiModel):
    """Een contract dat nog niet in werking is."""

    id: uuid.UUID
    status: ConceptStatus
    agb_code: str
    perceel_code: str
    gemeenten: list[str]
    ingangsdatum: dt.date
    einddatum: dt.date | None
    aangeboden_op: dt.date | None
    tekenen_uiterlijk: dt.date | None = Field(description="Laatste dag om te tekenen.")
    opmerkingen: str | None
    getekend_op: dt.date | None
    overeenkomst_id: uuid.UUID | None = Field(description="De overeenkomst die ervan is gekomen.")

    @classmethod
    def van(cls, concept: Contractconcept) -> Self:
        """The answer for a contract."""
        return cls(
            id=concept.id,
            status=concept.status,
            agb_code=concept.agb_code,
            perceel_code=concept.afspraak.perceel_code,
            gemeenten=list(concept.afspraak.gemeenten),
            ingangsdatum=concept.afspraak.ingangsdatum,
            einddatum=concept.afspraak.einddatum,
            aangeboden_op=concept.aangeboden_op,
            tekenen_uiterlijk=concept.tekenen_uiterlijk,
            opmerkingen=concept.opmerkingen,
            getekend_op=concept.getekend_op,
            overeenkomst_id=concept.overeenkomst_id,
        )
