"""What this service keeps of the facts of contracting and toezicht."""

import datetime as dt
import uuid

from sqlalchemy import Column, Index, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from declaraties.adapters.rij import Rij, cent


class AanbiederRij(Rij, table=True):
    """Projection of contracting: who the aanbieders are."""

    __tablename__ = "aanbieder"

    agb_code: str = Field(sa_type=Text, primary_key=True)
    kvk_nummer: str = Field(sa_type=Text)
    naam: str = Field(sa_type=Text)


class ToelatingRij(Rij, table=True):
    """Projection of contracting: to which percelen an aanbieder is admitted."""

    __tablename__ = "toelating"

    agb_code: str = Field(sa_type=Text, primary_key=True)
    perceel_code: str = Field(sa_type=Text, primary_key=True)
    datum: dt.date


class OvereenkomstRij(Rij, table=True):
    """Projection of contracting: agreements without their prices."""

    __tablename__ = "overeenkomst"
    __table_args__ = (Index(None, "agb_code", "wet"),)

    overeenkomst_id: uuid.UUID = Field(primary_key=True)
    agb_code: str = Field(sa_type=Text)
    wet: str = Field(sa_type=Text)
    variant: str = Field(sa_type=Text)
    programmalijn: str = Field(sa_type=Text)
    gemeenten: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    productcodes: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    ingangsdatum: dt.date
    einddatum: dt.date | None


class OvereenkomstEindeRij(Rij, table=True):
    """Projection of contracting: agreements that end early; apart, so that it may arrive first."""

    __tablename__ = "overeenkomst_einde"

    overeenkomst_id: uuid.UUID = Field(primary_key=True)
    einddatum: dt.date | None
    volgnummer: int


class PrijsRij(Rij, table=True):
    """Projection of contracting: price versions, never overwritten."""

    __tablename__ = "prijs"
    __table_args__ = (Index(None, "agb_code", "wet"),)

    prijs_id: uuid.UUID = Field(primary_key=True)
    overeenkomst_id: uuid.UUID
    agb_code: str = Field(sa_type=Text)
    wet: str = Field(sa_type=Text)
    versie: int
    productcategorie: str | None = Field(default=None, sa_type=Text)
    productcode: str = Field(sa_type=Text)
    eenheid: str = Field(sa_type=Text)
    tarief_cent: int = Field(sa_column=cent())
    geldig_van: dt.date
    geldig_tot: dt.date | None
    gemeenten: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))


class BetaaltermijnRij(Rij, table=True):
    """Projection of contracting: terms of taakgerichte budgets, kept until lump sums are paid from here."""

    __tablename__ = "betaaltermijn"

    overeenkomst_id: uuid.UUID = Field(primary_key=True)
    gemeente: str = Field(sa_type=Text, primary_key=True)
    jaar: int = Field(primary_key=True)
    termijn: int = Field(primary_key=True)
    agb_code: str = Field(sa_type=Text)
    programmalijn: str = Field(sa_type=Text)
    vervaldatum: dt.date
    bedrag_cent: int = Field(sa_column=cent())
    volgnummer: int = 0


class RegioDeelnameRij(Rij, table=True):
    """Projection of contracting: which gemeente takes which service, and when."""

    __tablename__ = "regio_deelname"

    gemeente: str = Field(sa_type=Text, primary_key=True)
    dienst: str = Field(sa_type=Text, primary_key=True)
    van: dt.date = Field(primary_key=True)
    tot: dt.date | None


class MaatregelRij(Rij, table=True):
    """Projection of toezicht: measures against aanbieders."""

    __tablename__ = "maatregel"
    __table_args__ = (Index(None, "agb_code"),)

    maatregel_id: uuid.UUID = Field(primary_key=True)
    agb_code: str = Field(sa_type=Text)
    soort: str = Field(sa_type=Text)
    gemeenten: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    van: dt.date
    tot: dt.date | None
    percentage: int | None


class MaatregelEindeRij(Rij, table=True):
    """Projection of toezicht: measures that have ended; apart, so that it may arrive first."""

    __tablename__ = "maatregel_einde"

    maatregel_id: uuid.UUID = Field(primary_key=True)
    einddatum: dt.date


AANBIEDER = Rij.metadata.tables["aanbieder"]
TOELATING = Rij.metadata.tables["toelating"]
OVEREENKOMST = Rij.metadata.tables["overeenkomst"]
OVEREENKOMST_EINDE = Rij.metadata.tables["overeenkomst_einde"]
PRIJS = Rij.metadata.tables["prijs"]
BETAALTERMIJN = Rij.metadata.tables["betaaltermijn"]
REGIO_DEELNAME = Rij.metadata.tables["regio_deelname"]
MAATREGEL = Rij.metadata.tables["maatregel"]
MAATREGEL_EINDE = Rij.metadata.tables["maatregel_einde"]
