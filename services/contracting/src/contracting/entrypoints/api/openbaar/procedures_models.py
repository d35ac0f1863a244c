import uuid

from pydantic import Field
from risb_api.api import ApiModel

from contracting.domain.aanbesteding.aanbesteding import Aanbesteding
from contracting.domain.openbaar.dossier import ocid_van


class OpenbareProcedureUit(ApiModel):
    """Een aanbesteding of toelating die is gepubliceerd."""

    id: uuid.UUID
    kenmerk: str = Field(description="Kenmerk van de aanbesteding.", examples=["AB-2026-01"])
    ocid: str = Field(description="Kenmerk in de standaard Open Contracting (OCDS).")

    @classmethod
    def van(cls, aanbesteding: Aanbesteding) -> "OpenbareProcedureUit":
        """As it is shown to everybody."""
        return cls(id=aanbesteding.id, kenmerk=aanbesteding.kenmerk, ocid=ocid_van(aanbesteding.id))
