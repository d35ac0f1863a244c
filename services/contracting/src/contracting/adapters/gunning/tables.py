import uuid

from sqlalchemy import Column, ForeignKey, Uuid
from sqlmodel import Field

from contracting.adapters.database import Rij, key_column, sealed_column


class GunningRij(Rij, table=True):
    """The award of a perceel; its scores and reasons are encrypted."""

    __tablename__ = "gunning"
    aanbesteding_id: uuid.UUID = Field(sa_column=Column(Uuid, ForeignKey("aanbesteding.id"), primary_key=True))
    perceel_code: str = key_column()
    inhoud: bytes = sealed_column()
