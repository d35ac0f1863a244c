"""Who carries out a part of an agreement for the aanbieder (Overeenkomst Wmo 3.9)."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.errors import conflict, refused


class OnderaannemingStatus(StrEnum):
    """Whether it is allowed."""

    GEVRAAGD = "gevraagd"
    TOEGESTAAN = "toegestaan"
    ZONDER_TOESTEMMING = "zonder-toestemming"


@dataclass(frozen=True, slots=True, kw_only=True)
class Onderaanneming:
    """A subcontractor, known by its registration; `ingezet_op` is since when it works."""

    id: uuid.UUID
    overeenkomst_id: uuid.UUID
    agb_code: str
    kvk_nummer: str
    zzp: bool
    ingezet_op: dt.date | None
    status: OnderaannemingStatus

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"onderaanneming:{self.id}"

    def sta_toe(self) -> "Onderaanneming":
        """Give the written consent; what worked without it before stays a breach."""
        if self.status is OnderaannemingStatus.TOEGESTAAN:
            raise conflict("al-toegestaan", "Voor deze onderaannemer is al toestemming gegeven.")
        return replace(self, status=OnderaannemingStatus.TOEGESTAAN)


def status_van(*, zzp: bool, ingezet_op: dt.date | None, onder_onderaannemer: bool) -> OnderaannemingStatus:
    """A zzp'er needs no consent; a subcontractor of a subcontractor is refused; working without consent is a breach."""
    if onder_onderaannemer:
        raise refused(
            "onder-onderaanneming",
            "Een onderaannemer mag het werk niet doorgeven aan een volgende (artikel 3.9). Vraag toestemming voor een"
            " onderaannemer van de aanbieder zelf.",
        )
    if zzp:
        return OnderaannemingStatus.TOEGESTAAN
    return OnderaannemingStatus.GEVRAAGD if ingezet_op is None else OnderaannemingStatus.ZONDER_TOESTEMMING
