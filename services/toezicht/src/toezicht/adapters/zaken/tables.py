import datetime as dt
import uuid
from typing import Any

from sqlalchemy import BigInteger, Column, Identity, Text
from sqlmodel import Field

from toezicht.adapters.database import Rij, json_column, large, moment, reference, texts


class ZaakRij(Rij, table=True):
    """A case."""

    __tablename__ = "zaak"

    id: uuid.UUID = Field(primary_key=True)
    agb_code: str = Field(sa_type=Text)
    signaal_id: uuid.UUID = Field(unique=True)
    trace_id: str = Field(sa_type=Text)
    stand: str = Field(sa_type=Text)
    trede: int
    klasse: str | None = Field(sa_type=Text)
    voorstel_door: str | None = Field(sa_type=Text)
    uitkomst: str | None = Field(sa_type=Text)
    geopend_op: dt.datetime = moment()
    geopend_door: str = Field(sa_type=Text)


class BevindingRij(Rij, table=True):
    """A finding in a case."""

    __tablename__ = "bevinding"

    id: uuid.UUID = Field(primary_key=True)
    zaak_id: uuid.UUID = reference("zaak.id")
    omschrijving: str = Field(sa_type=Text)
    bewijs: list[str] = texts()
    opzet: bool
    bedrag_cent: int = large()
    door: str = Field(sa_type=Text)
    op: dt.datetime = moment()


class TijdlijnRij(Rij, table=True):
    """What happened in a case, in the order of `volgnummer`."""

    __tablename__ = "zaakregel"

    id: uuid.UUID = Field(primary_key=True)
    volgnummer: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), unique=True))
    zaak_id: uuid.UUID = reference("zaak.id")
    soort: str = Field(sa_type=Text)
    door: str = Field(sa_type=Text)
    op: dt.datetime = moment()
    gegevens: dict[str, Any] = json_column()
