import datetime as dt
import uuid

from sqlalchemy import Column, ForeignKey, Index, Text, Uuid
from sqlalchemy.dialects.postgresql import DATERANGE, Range
from sqlmodel import Field

from contracting.adapters.database import Rij, codes_column, id_column, sealed_column, text_column


class OvereenkomstRij(Rij, table=True):
    """An agreement without its prices; `einddatum` is the last day that now holds."""

    __tablename__ = "overeenkomst"
    __table_args__ = (
        Index("overeenkomst_agb_code_ix", "agb_code"),
        Index("overeenkomst_perceel_code_ix", "perceel_code"),
    )
    id: uuid.UUID = id_column()
    agb_code: str = text_column(naar="aanbieder.agb_code")
    perceel_code: str = text_column(naar="perceel.code")
    variant: str = text_column()
    gemeenten: list[str] = codes_column()
    ingangsdatum: dt.date
    einddatum: dt.date | None = None
    inhoud: bytes = sealed_column()


class DekkingRij(Rij, table=True):
    """What an agreement covers for a gemeente.

    The migration gives it the constraint `dekking_een_tegelijk_ex`: nothing is covered twice for one aanbieder.
    """

    __tablename__ = "dekking"
    overeenkomst_id: uuid.UUID = Field(sa_column=Column(Uuid, ForeignKey("overeenkomst.id"), primary_key=True))
    wat: str = Field(sa_column=Column(Text, primary_key=True))
    gemeente: str = Field(sa_column=Column(Text, primary_key=True))
    dagen: Range[dt.date] = Field(sa_column=Column(DATERANGE, primary_key=True))
    agb_code: str = text_column()
    wet: str = text_column()
