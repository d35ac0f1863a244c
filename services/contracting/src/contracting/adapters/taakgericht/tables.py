import datetime as dt
import uuid

from sqlalchemy import Column, ForeignKey, Uuid
from sqlmodel import Field

from contracting.adapters.database import Rij, cent_column, key_column


class TermijnRij(Rij, table=True):
    """One payment term of one gemeente."""

    __tablename__ = "termijn"
    overeenkomst_id: uuid.UUID = Field(sa_column=Column(Uuid, ForeignKey("overeenkomst.id"), primary_key=True))
    gemeente: str = key_column()
    jaar: int = Field(primary_key=True)
    nummer: int = Field(primary_key=True)
    periode_van: dt.date
    vervaldatum: dt.date
    bedrag_cent: int = cent_column()
    vervallen: bool = False
