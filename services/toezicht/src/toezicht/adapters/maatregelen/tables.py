import datetime as dt
import uuid

from sqlalchemy import Date, Text
from sqlmodel import Field

from toezicht.adapters.database import Rij, moment, reference, sealed, texts


class MaatregelRij(Rij, table=True):
    """A measure."""

    __tablename__ = "maatregel"

    id: uuid.UUID = Field(primary_key=True)
    zaak_id: uuid.UUID = reference("zaak.id")
    agb_code: str = Field(sa_type=Text)
    soort: str = Field(sa_type=Text)
    gemeenten: list[str] = texts()
    van: dt.date = Field(sa_type=Date)
    tot: dt.date | None = Field(sa_type=Date)
    grond: bytes = sealed()
    trace_id: str = Field(sa_type=Text)
    opgelegd_op: dt.datetime = moment()
    opgelegd_door: str = Field(sa_type=Text)
    einddatum: dt.date | None = Field(sa_type=Date)
    einde_reden: bytes | None = sealed(nullable=True)
    percentage: int | None


class RegiodeelnameRij(Rij, table=True):
    """Projection of contracting: which gemeenten take or took part in the region."""

    __tablename__ = "regiodeelname"

    gemeente: str = Field(primary_key=True, sa_type=Text)
