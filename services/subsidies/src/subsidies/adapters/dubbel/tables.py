import datetime as dt

from sqlalchemy import Column, Index, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from subsidies.adapters.rij import Rij


class AanbiederRij(Rij, table=True):
    """Projection: which organisation stands behind an AGB code."""

    __tablename__ = "zorgaanbieder"
    __table_args__ = (Index("ix_zorgaanbieder_kvk", "kvk_nummer"),)

    agb_code: str = Field(primary_key=True)
    kvk_nummer: str
    datum: dt.date


class ZorgcontractRij(Rij, table=True):
    """Projection of a contract; what `OvereenkomstGesloten` brings is empty while only the end is known."""

    __tablename__ = "zorgcontract"
    __table_args__ = (Index("ix_zorgcontract_agb", "agb_code"),)

    overeenkomst_id: str = Field(primary_key=True)
    agb_code: str
    perceel_code: str | None = None
    variant: str | None = None
    gemeenten: list[str] | None = Field(sa_column=Column(ARRAY(Text)), default=None)
    van: dt.date | None = None
    tot: dt.date | None = None
    beeindigd_per: dt.date | None = None
    volgnummer_einde: int | None = None
