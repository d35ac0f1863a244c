"""What is payable, and the runs in which it is paid."""

import datetime as dt
import uuid

from risb_kern.privacy import Sealed
from sqlalchemy import BigInteger, Boolean, Column, Identity, Index, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from declaraties.adapters.rij import Rij, cent, moment

RUN_REDEN = Sealed("betaalrun.reden")
REGEL_TOELICHTING = Sealed("betaalregel.toelichting")
CONTROLE_TOELICHTING = Sealed("betaalcontrole_besluit.toelichting")


class BetaalopdrachtRij(Rij, table=True):
    """A payable per source, programme line and year; the message only where it comes from one."""

    __tablename__ = "betaalopdracht"
    __table_args__ = (
        UniqueConstraint("soort", "bron_id", "programmalijn", "jaar"),
        UniqueConstraint("volgnummer"),
        Index(None, "gemeente", "vervaldatum"),
    )

    id: uuid.UUID = Field(primary_key=True)
    volgnummer: int = Field(sa_column=Column(BigInteger, Identity(always=True), nullable=False))
    soort: str = Field(sa_type=Text)
    bron_id: uuid.UUID
    bestand_nummer: int | None = Field(sa_type=BigInteger)
    bestand_id: uuid.UUID | None
    agb_code: str = Field(sa_type=Text, index=True)
    gemeente: str = Field(sa_type=Text)
    wet: str = Field(sa_type=Text)
    programmalijn: str = Field(sa_type=Text)
    jaar: int
    bedrag_cent: int = Field(sa_column=cent())
    vervaldatum: dt.date
    gemaakt_op: dt.datetime = Field(sa_column=moment())


class RekeningRij(Rij, table=True):
    """Projection of contracting: the newest account of an aanbieder or gemeente, its number as it came: encrypted."""

    __tablename__ = "rekening"

    houdersoort: str = Field(sa_type=Text, primary_key=True)
    houder: str = Field(sa_type=Text, primary_key=True)
    rekening_id: uuid.UUID
    versie: int
    tenaamstelling: str = Field(sa_type=Text)
    iban_versleuteld: bytes = Field(sa_type=LargeBinary)
    iban_kenmerk: bytes = Field(sa_type=LargeBinary)
    vastgesteld_op: dt.date
    vastgesteld_door: str | None = Field(default=None, sa_type=Text)
    ontvangen_op: dt.datetime = Field(sa_column=moment())


class BetaalrunRij(Rij, table=True):
    """A run of one gemeente; `bestand` is the payment file, encrypted, from the release on."""

    __tablename__ = "betaalrun"
    __table_args__ = (UniqueConstraint("nummer"), Index(None, "gemeente"))

    id: uuid.UUID = Field(primary_key=True)
    nummer: int = Field(sa_column=Column(BigInteger, Identity(always=True), nullable=False))
    gemeente: str = Field(sa_type=Text)
    agb_code: str | None = Field(sa_type=Text)
    tot_en_met: dt.date
    uitvoerdatum: dt.date
    status: str = Field(sa_type=Text)
    bedrag_cent: int = Field(sa_column=cent())
    rekening_id: uuid.UUID
    rekening_versie: int
    naam: str = Field(sa_type=Text)
    iban_versleuteld: bytes = Field(sa_type=LargeBinary)
    overgeslagen: list[dict[str, object]] = Field(sa_column=Column(JSONB, nullable=False))
    voorbereid_door: str = Field(sa_type=Text)
    voorbereid_op: dt.datetime = Field(sa_column=moment())
    afgehandeld_door: str | None = Field(sa_type=Text)
    afgehandeld_op: dt.datetime | None = Field(sa_column=moment(leeg=True))
    reden: bytes | None = Field(sa_type=LargeBinary)
    bestand: bytes | None = Field(sa_type=LargeBinary)
    sha256: str | None = Field(sa_type=Text)
    hersteld: bool = Field(default=False, sa_column=Column(Boolean, nullable=False))


class BetaalregelRij(Rij, table=True):
    """One payment of a run: what an aanbieder gets, and what the bank made of it."""

    __tablename__ = "betaalregel"
    __table_args__ = (UniqueConstraint("run_id", "agb_code"),)

    id: uuid.UUID = Field(primary_key=True)
    run_id: uuid.UUID
    agb_code: str = Field(sa_type=Text, index=True)
    naam: str = Field(sa_type=Text)
    bedrag_cent: int = Field(sa_column=cent())
    rekening_id: uuid.UUID = Field(index=True)
    rekening_versie: int
    iban_versleuteld: bytes = Field(sa_type=LargeBinary)
    status: str = Field(sa_type=Text)
    redencode: str | None = Field(sa_type=Text)
    toelichting: bytes | None = Field(sa_type=LargeBinary)
    afgehandeld_door: str | None = Field(sa_type=Text)
    afgehandeld_op: dt.datetime | None = Field(sa_column=moment(leeg=True))


class BetaalregelOpdrachtRij(Rij, table=True):
    """Which payables a payment settles. The unique index is the last word on paying once: one that counts each."""

    __tablename__ = "betaalregel_opdracht"
    __table_args__ = (
        Index("betaalregel_opdracht_telt", "opdracht_id", unique=True, postgresql_where=text("telt")),
        Index("betaalregel_opdracht_los", "opdracht_id", postgresql_where=text("NOT telt")),
    )

    regel_id: uuid.UUID = Field(primary_key=True)
    opdracht_id: uuid.UUID = Field(primary_key=True)
    telt: bool = Field(sa_column=Column(Boolean, nullable=False))


class BetaalcontroleRij(Rij, table=True):
    """Whether a payable was chosen for review, by which version of the rules and why.

    Decided once for an account and a number of refusals.
    """

    __tablename__ = "betaalcontrole"

    opdracht_id: uuid.UUID = Field(primary_key=True)
    gekozen: bool
    redenen: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    regelversie: int
    bepaald_op: dt.datetime = Field(sa_column=moment())
    rekening_id: uuid.UUID | None
    weigeringen: int


class BetaalcontroleBesluitRij(Rij, table=True):
    """What a reviewer decided; the newest counts, none is ever changed."""

    __tablename__ = "betaalcontrole_besluit"

    volgnummer: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    opdracht_id: uuid.UUID = Field(index=True)
    besluit: str = Field(sa_type=Text)
    toelichting: bytes | None = Field(sa_type=LargeBinary)
    door: str = Field(sa_type=Text)
    op: dt.datetime = Field(sa_column=moment())
    rekening_id: uuid.UUID | None
    weigeringen: int


class BetaalblokkadeRij(Rij, table=True):
    """Projection of contracting: whether an organisation may be paid after its screening."""

    __tablename__ = "betaalblokkade"

    kvk_nummer: str = Field(sa_type=Text, primary_key=True)
    volgnummer: int
    reden: str = Field(sa_type=Text)


def controle_key(opdracht_id: uuid.UUID, op: dt.datetime) -> str:
    """What tells decisions on a payable apart before the database numbers them."""
    return f"{opdracht_id}|{op.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%f}"
