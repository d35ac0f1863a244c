"""Tables of documents, frozen per version: a migration of a service calls these, and they never change."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


def document_tables_v1() -> None:
    """Make the table `document`; undo it with `op.drop_table("document")`."""
    op.create_table(
        "document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("zaak", sa.Text(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("doel", sa.Text(), nullable=False),
        sa.Column("bewaarklasse", sa.Text(), nullable=False),
        sa.Column("bewaren_tot", sa.Date(), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("mediatype", sa.Text(), nullable=False),
        sa.Column("rollen", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("personen", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("betrokkene", sa.LargeBinary(), nullable=False),
        sa.Column("sleutel", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("grootte", sa.BigInteger(), nullable=False),
        sa.Column("scan", sa.Text(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.UniqueConstraint("object", name="uq_document_object"),
    )
    op.create_index("ix_document_zaak", "document", ["zaak"])
    op.create_index("ix_document_bewaren_tot", "document", ["bewaren_tot"])
