"""Judged lines and the persons in them, and the ceilings above them."""

import datetime as dt
import uuid

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from declaraties.adapters.rij import Rij, cent


class PrestatieRij(Rij, table=True):
    """A judged line of a message that counts; filled by COPY, never changed. Amounts signed as declared (credit)."""

    __tablename__ = "prestatie"

    bestand_nummer: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    regel: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    client: bytes = Field(sa_type=LargeBinary)
    referentie: str = Field(sa_type=Text)
    vorige: str | None = Field(sa_type=Text)
    toewijzing: int
    categorie: str = Field(sa_type=Text)
    code: str = Field(sa_type=Text)
    begin: dt.date
    eind: dt.date
    volume: int
    volume_maximum: int = Field(sa_column=cent())
    eenheid: str = Field(sa_type=Text)
    tarief: int | None
    bedrag: int
    credit: bool
    goedgekeurd: bool
    retourcodes: str = Field(sa_type=Text)


class GeschiedenisRij(Rij, table=True):
    """What later messages of the aanbieder must know of a judged one, in columns; can be made again from its lines.

    `referenties`, `slots`, `verbruik` and `crediteringen` are the columns of `domain.geschiedenis`, little-endian;
    `eerste` and `laatste` are days since 1970.
    """

    __tablename__ = "geschiedenis"

    agb_code: str = Field(sa_type=Text, primary_key=True)
    wet: str = Field(sa_type=Text, primary_key=True)
    bestand_nummer: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    gemeente: str = Field(sa_type=Text)
    eerste: int
    laatste: int
    referenties: bytes = Field(sa_type=LargeBinary)
    slots: bytes = Field(sa_type=LargeBinary)
    verbruik: bytes = Field(sa_type=LargeBinary)
    crediteringen: bytes = Field(sa_type=LargeBinary)


class BegrenzingRij(Rij, table=True):
    """Projection of contracting: the most that may be declared under an agreement; the newest version."""

    __tablename__ = "begrenzing"
    __table_args__ = (Index(None, "agb_code", "wet"), Index(None, "overeenkomst_id"))

    ruimte_id: uuid.UUID = Field(primary_key=True)
    overeenkomst_id: uuid.UUID
    agb_code: str = Field(sa_type=Text)
    wet: str = Field(sa_type=Text)
    versie: int
    van: dt.date
    tot: dt.date
    bedrag_cent: int = Field(sa_column=cent())
    crisisproducten: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))


class RuimtegebruikRij(Rij, table=True):
    """What one judged message took of a ceiling; never changed."""

    __tablename__ = "ruimtegebruik"

    ruimte_id: uuid.UUID = Field(primary_key=True)
    bestand_nummer: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    cent: int = Field(sa_column=cent())


BEGRENZING = Rij.metadata.tables["begrenzing"]
