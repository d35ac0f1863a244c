import datetime as dt
import uuid

from risb_kern.privacy import Sealed
from sqlalchemy import Index

from contracting.adapters.database import Rij, codes_column, id_column, moment_column, sealed_column, text_column

GROND = Sealed("maatregel.grond")
REDEN_EINDE = Sealed("maatregel.reden_einde")


class MaatregelRij(Rij, table=True):
    """A measure as told by toezicht; either half may come first."""

    __tablename__ = "maatregel"
    __table_args__ = (Index("maatregel_agb_code_ix", "agb_code"),)
    id: uuid.UUID = id_column()
    agb_code: str = text_column()
    soort: str | None = text_column(leeg=True)
    gemeenten: list[str] | None = codes_column(leeg=True)
    van: dt.date | None = None
    tot: dt.date | None = None
    grond: bytes | None = sealed_column(leeg=True)
    opgelegd_tijd: dt.datetime | None = moment_column()
    einddatum: dt.date | None = None
    reden_einde: bytes | None = sealed_column(leeg=True)
    beeindigd_tijd: dt.datetime | None = moment_column()
