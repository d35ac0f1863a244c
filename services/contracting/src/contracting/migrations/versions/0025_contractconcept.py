"""Contracts that are not in force yet."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "contractconcept",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("contractconcept_pk")),
        sa.ForeignKeyConstraint(["agb_code"], ["aanbieder.agb_code"], name=op.f("contractconcept_agb_code_fk")),
    )
    op.create_index("contractconcept_agb_code_ix", "contractconcept", ["agb_code", "id"])


def downgrade() -> None:
    op.drop_table("contractconcept")
