import uuid

from sqlalchemy import Column, ForeignKey, Index, Uuid
from sqlmodel import Field

from contracting.adapters.database import id_column, sealed_column, text_column
from contracting.adapters.dossiers import Dossierrij


class KortgedingRij(Dossierrij, table=True):
    """A kort geding about a perceel."""

    __tablename__ = "kortgeding"
    __table_args__ = (Index("kortgeding_perceel_code_ix", "perceel_code"),)
    id: uuid.UUID = id_column()
    perceel_code: str = text_column(naar="perceel.code")
    inhoud: bytes = sealed_column()


class KlachtRij(Dossierrij, table=True):
    """A complaint about a tender; what people write in it is encrypted."""

    __tablename__ = "klacht"
    id: uuid.UUID = id_column()
    aanbesteding_id: uuid.UUID = Field(sa_column=Column(Uuid, ForeignKey("aanbesteding.id"), nullable=False))
    inhoud: bytes = sealed_column()
