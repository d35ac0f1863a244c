import datetime as dt
import uuid

from sqlalchemy import Index
from sqlmodel import Field

from subsidies.adapters.rij import Rij, moment, verzegeld


class AandachtspuntRij(Rij, table=True):
    """A point to look at; its id follows from the finding."""

    __tablename__ = "aandachtspunt"
    __table_args__ = (Index("ix_aandachtspunt_aanvraag", "aanvraag_id"),)

    id: uuid.UUID = Field(primary_key=True)
    aanvraag_id: uuid.UUID = Field(foreign_key="aanvraag.id")
    ontstaan_op: dt.datetime = moment()
    inhoud: bytes = verzegeld()
