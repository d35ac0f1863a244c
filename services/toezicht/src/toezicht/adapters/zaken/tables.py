import datetime as dt
import uuid
from typing import Any

from sqlalchemy import Text
from sqlmodel import Field

from toezicht.adapters.database import Rij, json_column, large, moment, reference, sealed


class ZaakRij(Rij, table=True):
    """A case."""

    __tablename__ = "zaak"

    id: uuid.UUID = Field(primary_key=True)
    agb_code: str = Field(sa_type=Text)
    signaal_id: uuid.UUID = Field(unique=True)
    trace_id: str = Field(sa_type=Text)
    status: str = Field(sa_type=Text)
    trede: int
    klasse: str | None = Field(sa_type=Text)
    voorstel_door: str | None = Field(sa_type=Text)
    uitkomst: str | None = Field(sa_type=Text)
    geopend_op: dt.datetime = moment()
    geopend_door: str = Field(sa_type=Text)
    motiveringen: bytes = sealed()
    aangiftebesluit: dict[str, Any] | None = json_column(nullable=True)
    voorstel_klasse: str | None = Field(sa_type=Text)
    was_fraude: bool


class BevindingRij(Rij, table=True):
    """A finding in a case."""

    __tablename__ = "bevinding"

    id: uuid.UUID = Field(primary_key=True)
    zaak_id: uuid.UUID = reference("zaak.id")
    omschrijving: bytes = sealed()
    bewijs: bytes = sealed()
    opzet: bool
    bedrag_cent: int = large()
    door: str = Field(sa_type=Text)
    op: dt.datetime = moment()
