import datetime as dt

from sqlalchemy import Column, Date
from sqlmodel import Field

from contracting.adapters.database import Rij, key_column


class DeelnameRij(Rij, table=True):
    """Participation of a gemeente in a service line."""

    __tablename__ = "regio_deelname"
    gemeente: str = key_column()
    dienst: str = key_column()
    van: dt.date = Field(sa_column=Column(Date, primary_key=True))
    tot: dt.date | None = None
