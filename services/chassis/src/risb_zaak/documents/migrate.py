"""Tables of documents, frozen per version: a migration of a service calls these, and they never change."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

_TEXTS_V1 = ("zaak", "soort", "doel", "bewaarklasse", "naam", "mediatype", "sleutel", "scan", "door")


def document_tables_v1() -> None:
    """Make the table `document`; undo it with `op.drop_table("document")`."""
    op.create_table(
        "document",
        sa.Column("id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS_V1),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in ("betrokkene", "sha256")),
        *(sa.Column(name, postgresql.ARRAY(sa.Text()), nullable=False) for name in ("rollen", "personen")),
        sa.Column("bewaren_tot", sa.Date(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("grootte", sa.BigInteger(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.UniqueConstraint("object", name="uq_document_object"),
    )
    op.create_index("ix_document_zaak", "document", ["zaak"])
    op.create_index("ix_document_bewaren_tot", "document", ["bewaren_tot"])
