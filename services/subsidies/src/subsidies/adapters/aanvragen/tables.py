import datetime as dt
import uuid

from sqlalchemy import BigInteger, Column, ForeignKey, ForeignKeyConstraint, Index, LargeBinary
from sqlmodel import Field

from subsidies.adapters.rij import Rij, moment, verzegeld


class AanvraagRij(Rij, table=True):
    """An application; columns are what we search and sort on, the rest is in `inhoud`."""

    __tablename__ = "aanvraag"
    __table_args__ = (
        ForeignKeyConstraint(["regeling_code", "regeling_versie"], ["regeling.code", "regeling.versie"]),
        Index("ix_aanvraag_volgorde", "ontvangen_op", "id"),
        Index("ix_aanvraag_sub", "aanvrager_sub"),
        Index("ix_aanvraag_aanvrager", "aanvrager_hash"),
        Index("ix_aanvraag_kvk", "kvk_nummer"),
        Index("ix_aanvraag_iban", "iban_hash"),
        Index("ix_aanvraag_tekst", "tekst_hash"),
        Index("ix_aanvraag_plafond", "plafond_id", "plaats"),
    )

    id: uuid.UUID = Field(primary_key=True)
    aanvrager_sub: str
    regeling_code: str
    regeling_versie: int
    gemeente: str
    wijk: str | None
    kvk_nummer: str | None
    status: str
    gevraagd_cent: int = Field(sa_type=BigInteger)
    aanspraak_cent: int = Field(sa_type=BigInteger)
    ontvangen_op: dt.datetime = moment()
    volledig_op: dt.datetime | None = moment(leeg=True)
    plaats: dt.datetime | None = moment(leeg=True)
    beslisdatum: dt.date
    plafond_id: int | None = Field(sa_column=Column(BigInteger, ForeignKey("plafond.id")), default=None)
    iban_versleuteld: bytes = Field(sa_type=LargeBinary)
    iban_hash: bytes = Field(sa_type=LargeBinary)
    bsn_versleuteld: bytes | None = Field(sa_type=LargeBinary, default=None)
    bsn_hash: bytes | None = Field(sa_type=LargeBinary, default=None)
    aanvrager_hash: bytes = Field(sa_type=LargeBinary)
    tekst_hash: bytes | None = Field(sa_type=LargeBinary, default=None)
    inhoud: bytes = verzegeld()
