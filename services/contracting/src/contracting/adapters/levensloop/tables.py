import uuid

from sqlalchemy import Index

from contracting.adapters.database import id_column, sealed_column, text_column
from contracting.adapters.dossiers import Dossierrij


class ContractconceptRij(Dossierrij, table=True):
    """A contract that is not in force."""

    __tablename__ = "contractconcept"
    __table_args__ = (Index("contractconcept_agb_code_ix", "agb_code", "id"),)
    id: uuid.UUID = id_column()
    agb_code: str = text_column(naar="aanbieder.agb_code")
    status: str = text_column()
    inhoud: bytes = sealed_column()
