"""Lump sums of taakgerichte overeenkomsten, and payments on request."""

import datetime as dt
import uuid

from risb_kern.privacy import Sealed
from sqlalchemy import Column, Index, Integer, LargeBinary, SmallInteger, Text
from sqlmodel import Field

from declaraties.adapters.rij import Rij, cent, moment

KORTING_REDEN = Sealed("termijnkorting.reden")
TERMIJN_REDEN = Sealed("termijnbetaling.reden")
TOELICHTING = Sealed("vergoeding.toelichting")
MOTIVERING = Sealed("vergoedingstap.motivering")


class TermijnkortingRij(Rij, table=True):
    """To pay less of the terms that fall due in a period, as proposed or decided; 100 percent is a stop."""

    __tablename__ = "termijnkorting"
    __table_args__ = (Index(None, "overeenkomst_id"),)

    id: uuid.UUID = Field(primary_key=True)
    overeenkomst_id: uuid.UUID
    gemeente: str | None = Field(sa_type=Text)
    percentage: int = Field(sa_column=Column(SmallInteger, nullable=False))
    van: dt.date
    tot: dt.date | None
    reden: bytes = Field(sa_type=LargeBinary)
    status: str = Field(sa_type=Text)
    voorgesteld_door: str | None = Field(sa_type=Text)
    voorgesteld_op: dt.datetime | None = Field(sa_column=moment(leeg=True))
    besloten_door: str | None = Field(sa_type=Text)
    besloten_op: dt.datetime | None = Field(sa_column=moment(leeg=True))


class TermijnbetalingRij(Rij, table=True):
    """What became payable of a term: first the term itself, then corrections; together what is now due."""

    __tablename__ = "termijnbetaling"

    overeenkomst_id: uuid.UUID = Field(primary_key=True)
    gemeente: str = Field(sa_type=Text, primary_key=True)
    jaar: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    termijn: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    volgnummer: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    opdracht_id: uuid.UUID
    bedrag_cent: int = Field(sa_column=cent())
    reden: bytes = Field(sa_type=LargeBinary)


class PrestatiekortingRij(Rij, table=True):
    """What a korting took of a payable of a judged message: corrections, together what it takes now."""

    __tablename__ = "prestatiekorting"

    opdracht_id: uuid.UUID = Field(primary_key=True)
    volgnummer: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    correctie_id: uuid.UUID
    bedrag_cent: int = Field(sa_column=cent())


class VergoedingRij(Rij, table=True):
    """A request for a continuity payment or extra cost, with the steps that it went through."""

    __tablename__ = "vergoeding"
    __table_args__ = (Index(None, "agb_code"),)

    id: uuid.UUID = Field(primary_key=True)
    soort: str = Field(sa_type=Text)
    agb_code: str = Field(sa_type=Text)
    gemeente: str = Field(sa_type=Text)
    wet: str = Field(sa_type=Text)
    programmalijn: str = Field(sa_type=Text)
    van: dt.date
    tot: dt.date
    gevraagd_cent: int = Field(sa_column=cent())
    toelichting: bytes = Field(sa_type=LargeBinary)
    status: str = Field(sa_type=Text)
    aangevraagd_door: str = Field(sa_type=Text)
    aangevraagd_op: dt.datetime = Field(sa_column=moment())


class VergoedingstapRij(Rij, table=True):
    """One step of a request: advice, decision or settlement; never changed."""

    __tablename__ = "vergoedingstap"

    vergoeding_id: uuid.UUID = Field(primary_key=True)
    stap: str = Field(sa_type=Text, primary_key=True)
    bedrag_cent: int = Field(sa_column=cent())
    motivering: bytes = Field(sa_type=LargeBinary)
    door: str = Field(sa_type=Text)
    op: dt.datetime = Field(sa_column=moment())


class VergoedingboekingRij(Rij, table=True):
    """The ledger of these payments: what was paid in advance and what was settled later."""

    __tablename__ = "vergoedingboeking"

    vergoeding_id: uuid.UUID = Field(primary_key=True)
    soort: str = Field(sa_type=Text, primary_key=True)
    bedrag_cent: int = Field(sa_column=cent())
    opdracht_id: uuid.UUID | None
    op: dt.datetime = Field(sa_column=moment())


def stap_key(vergoeding_id: uuid.UUID, stap: str) -> str:
    """The key of a step of a request."""
    return f"{vergoeding_id}|{stap}"
