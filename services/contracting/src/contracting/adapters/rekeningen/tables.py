import datetime as dt
import uuid

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from contracting.adapters.database import Rij, id_column, sealed_column, text_column


class RekeningRij(Rij, table=True):
    """A proposed or confirmed account; the number encrypted, with a keyed hash to compare."""

    __tablename__ = "rekening"
    __table_args__ = (
        UniqueConstraint("houdersoort", "houder", "versie"),
        Index(
            "rekening_een_voorstel_uq",
            "houdersoort",
            "houder",
            unique=True,
            postgresql_where=text("status = 'voorgesteld'"),
        ),
    )
    id: uuid.UUID = id_column()
    houdersoort: str = text_column()
    houder: str = text_column()
    versie: int
    tenaamstelling: str = text_column()
    nummer: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    kenmerk: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    laatste: str = text_column()
    voorgesteld_door: str = text_column()
    voorgesteld_op: dt.date
    status: str = text_column()
    naamcontrole: str | None = text_column(leeg=True)
    reden: bytes | None = sealed_column(leeg=True)
    afgehandeld_door: str | None = text_column(leeg=True)
    afgehandeld_op: dt.date | None = None
