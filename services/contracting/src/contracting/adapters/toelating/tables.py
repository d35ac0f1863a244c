import datetime as dt
import uuid
from typing import Any

from sqlalchemy import Index, text

from contracting.adapters.database import Rij, id_column, inhoud_column, key_column, sealed_column, text_column


class AanbiederRij(Rij, table=True):
    """An aanbieder."""

    __tablename__ = "aanbieder"
    agb_code: str = key_column()
    kvk_nummer: str = text_column()
    naam: str = text_column()
    capaciteit_uren_per_maand: int
    geregistreerd_op: dt.date


class PerceelRij(Rij, table=True):
    """A perceel."""

    __tablename__ = "perceel"
    code: str = key_column()
    wet: str = text_column()
    inhoud: dict[str, Any] = inhoud_column()


class AanmeldingRij(Rij, table=True):
    """An application with its evidence and outcome; one open application per aanbieder and perceel."""

    __tablename__ = "aanmelding"
    __table_args__ = (
        Index(
            "aanmelding_een_open_uq",
            "agb_code",
            "perceel_code",
            unique=True,
            postgresql_where=text("status IN ('ontvangen', 'aanvulling-gevraagd')"),
        ),
        Index("aanmelding_perceel_code_ix", "perceel_code"),
    )
    id: uuid.UUID = id_column()
    agb_code: str = text_column(naar="aanbieder.agb_code")
    perceel_code: str = text_column(naar="perceel.code")
    status: str = text_column()
    inhoud: bytes = sealed_column()
