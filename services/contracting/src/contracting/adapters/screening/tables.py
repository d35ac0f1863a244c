import datetime as dt
import uuid

from sqlalchemy import Column, Date
from sqlmodel import Field

from contracting.adapters.database import Rij, id_column, key_column, sealed_column, text_column
from contracting.adapters.dossiers import Dossierrij


class ScreeningRij(Rij, table=True):
    """What is known of who is behind an organisation; encrypted."""

    __tablename__ = "screening"
    kvk_nummer: str = key_column()
    inhoud: bytes = sealed_column()


class SanctielijstRij(Rij, table=True):
    """A version of a sanctions list."""

    __tablename__ = "sanctielijst"
    bron: str = key_column()
    versie: dt.date = Field(sa_column=Column(Date, primary_key=True))
    inhoud: bytes = sealed_column()


class BibobonderzoekRij(Dossierrij, table=True):
    """A Bibob inquiry; encrypted."""

    __tablename__ = "bibobonderzoek"
    id: uuid.UUID = id_column()
    agb_code: str = text_column(naar="aanbieder.agb_code")
    inhoud: bytes = sealed_column()
