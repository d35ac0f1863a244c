import datetime as dt
import uuid

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, UniqueConstraint, text
from sqlmodel import Field

from subsidies.adapters.rij import Rij, moment, verzegeld


class BesluitRij(Rij, table=True):
    """A decision; one per application."""

    __tablename__ = "besluit"
    __table_args__ = (
        UniqueConstraint("aanvraag_id", name="uq_besluit_aanvraag"),
        UniqueConstraint("register_id", name="uq_besluit_register"),
        Index("ix_besluit_register", "besluitdatum", "register_id"),
    )

    id: uuid.UUID = Field(primary_key=True)
    aanvraag_id: uuid.UUID = Field(foreign_key="aanvraag.id")
    register_id: uuid.UUID
    soort: str
    verleend_cent: int = Field(sa_type=BigInteger)
    besluitdatum: dt.date
    inhoud: bytes = verzegeld()


class LotingRij(Rij, table=True):
    """A lottery at one place in the order of a plafond; one at a time is still to be drawn, by somebody else."""

    __tablename__ = "loting"
    __table_args__ = (
        CheckConstraint(
            "(zaad IS NULL) = (getuige IS NULL) AND (zaad IS NULL) = (getrokken_op IS NULL)",
            name="ck_loting_getrokken",
        ),
        CheckConstraint("getuige <> klaargezet_door", name="ck_loting_getuige"),
        Index("ix_loting_plaats", "plafond_id", "plaats"),
        Index("uq_loting_klaar", "plafond_id", "plaats", unique=True, postgresql_where=text("zaad IS NULL")),
    )

    id: uuid.UUID = Field(primary_key=True)
    plafond_id: int = Field(sa_column=Column(BigInteger, ForeignKey("plafond.id"), nullable=False))
    plaats: dt.datetime = moment()
    klaargezet_door: str
    klaargezet_op: dt.datetime = moment()
    zaad: str | None = None
    getuige: str | None = None
    getrokken_op: dt.datetime | None = moment(leeg=True)


class LotRij(Rij, table=True):
    """An application in a lottery; without a number until it is drawn."""

    __tablename__ = "lot"
    __table_args__ = (
        UniqueConstraint("loting_id", "nummer", name="uq_lot_nummer"),
        Index("ix_lot_aanvraag", "aanvraag_id"),
    )

    loting_id: uuid.UUID = Field(
        sa_column=Column(ForeignKey("loting.id", ondelete="CASCADE"), primary_key=True), default=None
    )
    aanvraag_id: uuid.UUID = Field(sa_column=Column(ForeignKey("aanvraag.id"), primary_key=True), default=None)
    aanspraak_cent: int = Field(sa_type=BigInteger)
    nummer: int | None = None
