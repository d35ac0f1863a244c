import datetime as dt
import uuid

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Text
from sqlmodel import Field

from toezicht.adapters.database import Rij, moment, reference, texts


class AbonnementRij(Rij, table=True):
    """A subscription by webhook; the secret is encrypted."""

    __tablename__ = "abonnement"

    id: uuid.UUID = Field(primary_key=True)
    eigenaar: str = Field(sa_type=Text)
    url: str = Field(sa_type=Text)
    soorten: list[str] = texts()
    regels: list[str] = texts()
    geheim: bytes = Field(sa_type=LargeBinary)
    gemeenten: list[str] = texts()
    aangemaakt_op: dt.datetime = moment()
    beeindigd_op: dt.datetime | None = moment(nullable=True)
    storingen: int = 0
    rust_tot: dt.datetime | None = moment(nullable=True)


class BezorgingRij(Rij, table=True):
    """An anomaly for a subscriber; made with the signal, taken by the process `webhook`."""

    __tablename__ = "bezorging"
    __table_args__ = (
        Index("bezorging_wachtrij_ix", "volgende_poging_op", postgresql_where="status = 'wacht'"),
        Index(
            "bezorging_afnemer_ix",
            "abonnement_id",
            "volgende_poging_op",
            "positie",
            postgresql_where="status = 'wacht'",
        ),
    )

    id: uuid.UUID = Field(primary_key=True)
    abonnement_id: uuid.UUID = reference("abonnement.id")
    positie: int = Field(sa_column=Column(ForeignKey("anomaliebericht.positie"), nullable=False))
    status: str = Field(sa_type=Text)
    pogingen: int
    volgende_poging_op: dt.datetime = moment()


class BezorgpogingRij(Rij, table=True):
    """One attempt to deliver."""

    __tablename__ = "bezorgpoging"

    id: uuid.UUID = Field(primary_key=True)
    bezorging_id: uuid.UUID = reference("bezorging.id")
    nummer: int
    op: dt.datetime = moment()
    gelukt: bool
    http_status: int | None
    fout: str | None = Field(sa_type=Text)
    duur_ms: int
