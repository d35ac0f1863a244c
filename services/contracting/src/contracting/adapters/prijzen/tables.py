import datetime as dt
import uuid

from sqlalchemy import BigInteger, Column, ForeignKey, UniqueConstraint, Uuid
from sqlmodel import Field

from contracting.adapters.database import Rij, codes_column, id_column, sealed_column, text_column


class PrijsRij(Rij, table=True):
    """One price version; never updated."""

    __tablename__ = "prijs"
    __table_args__ = (
        UniqueConstraint(
            "overeenkomst_id", "productcategorie", "productcode", "versie", name="prijs_versie_per_product_uq"
        ),
    )
    id: uuid.UUID = id_column()
    overeenkomst_id: uuid.UUID = Field(sa_column=Column(Uuid, ForeignKey("overeenkomst.id"), nullable=False))
    versie: int
    productcategorie: str = text_column()
    productcode: str = text_column()
    eenheid: str = text_column()
    tarief_cent: int | None = Field(default=None, sa_column=Column(BigInteger))
    geldig_van: dt.date
    geldig_tot: dt.date | None = None
    gemeenten: list[str] = codes_column()
    herkomst: bytes | None = sealed_column(leeg=True)
