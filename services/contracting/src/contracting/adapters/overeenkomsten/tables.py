import datetime as dt
import uuid
from typing import Any

from sqlalchemy import Index

from contracting.adapters.database import Rij, codes_column, id_column, inhoud_column, text_column


class OvereenkomstRij(Rij, table=True):
    """An agreement without its prices; `einddatum` is the last day that now holds."""

    __tablename__ = "overeenkomst"
    __table_args__ = (Index("overeenkomst_agb_code_ix", "agb_code"),)
    id: uuid.UUID = id_column()
    agb_code: str = text_column(naar="aanbieder.agb_code")
    perceel_code: str = text_column(naar="perceel.code")
    variant: str = text_column()
    gemeenten: list[str] = codes_column()
    ingangsdatum: dt.date
    einddatum: dt.date | None = None
    inhoud: dict[str, Any] = inhoud_column()
