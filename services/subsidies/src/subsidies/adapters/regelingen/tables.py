import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Identity, UniqueConstraint
from sqlmodel import Field

from subsidies.adapters.rij import Rij, inhoud, moment


class RegelingRij(Rij, table=True):
    """One published scheme version, as a whole in `inhoud`."""

    __tablename__ = "regeling"

    code: str = Field(primary_key=True)
    versie: int = Field(primary_key=True)
    inhoud: dict[str, Any] = inhoud()
    gepubliceerd_op: dt.datetime = moment()
    ingetrokken_van: dt.date | None = None
    intrekkingsreden: str | None = None


class PlafondRij(Rij, table=True):
    """The ledger of one plafond; the check is the last guard against granting too much."""

    __tablename__ = "plafond"
    __table_args__ = (
        UniqueConstraint("regeling_code", "gemeente", "wijk", "van", "tot", name="uq_plafond_sleutel"),
        CheckConstraint("verleend_cent BETWEEN 0 AND bedrag_cent", name="ck_plafond_niet_overschreden"),
    )

    id: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True), default=None)
    regeling_code: str
    gemeente: str
    wijk: str
    van: dt.date
    tot: dt.date
    bedrag_cent: int = Field(sa_type=BigInteger)
    verleend_cent: int = Field(sa_type=BigInteger)
