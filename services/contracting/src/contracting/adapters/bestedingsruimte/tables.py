import uuid

from sqlalchemy import Column, ForeignKey, Index, Uuid, text
from sqlmodel import Field

from contracting.adapters.database import Rij, cent_column, id_column, sealed_column, text_column


class BestedingsruimteRij(Rij, table=True):
    """A ceiling; one per agreement and year, but for those that lapsed."""

    __tablename__ = "bestedingsruimte"
    __table_args__ = (
        Index(
            "bestedingsruimte_een_per_jaar_uq",
            "overeenkomst_id",
            "jaar",
            unique=True,
            postgresql_where=text("status <> 'vervallen'"),
        ),
        Index("bestedingsruimte_agb_code_ix", "agb_code"),
    )
    id: uuid.UUID = id_column()
    overeenkomst_id: uuid.UUID = Field(sa_column=Column(Uuid, ForeignKey("overeenkomst.id"), nullable=False))
    agb_code: str = text_column()
    jaar: int
    status: str = text_column()
    inhoud: bytes = sealed_column()


class RuimtegebruikRij(Rij, table=True):
    """What one message took of a ceiling; never changed."""

    __tablename__ = "ruimtegebruik"
    ruimte_id: uuid.UUID = Field(sa_column=Column(Uuid, ForeignKey("bestedingsruimte.id"), primary_key=True))
    bron_id: uuid.UUID = id_column()
    cent: int = cent_column()
