import datetime as dt
import uuid

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from subsidies.adapters.rij import Rij, verzegeld


class BesluitRij(Rij, table=True):
    """A decision; one per application."""

    __tablename__ = "besluit"
    __table_args__ = (
        UniqueConstraint("aanvraag_id", name="uq_besluit_aanvraag"),
        UniqueConstraint("register_id", name="uq_besluit_register"),
        Index("ix_besluit_register", "besluitdatum", "register_id"),
    )

    id: uuid.UUID = Field(primary_key=True)
    aanvraag_id: uuid.UUID = Field(foreign_key="aanvraag.id")
    register_id: uuid.UUID
    soort: str
    verleend_cent: int = Field(sa_type=BigInteger)
    besluitdatum: dt.date
    inhoud: bytes = verzegeld()
