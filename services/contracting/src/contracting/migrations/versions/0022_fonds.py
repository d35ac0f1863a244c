"""The revolverend fonds, and reports to the council."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "fondsboeking",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("inhoud", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("fondsboeking_pk")),
        sa.UniqueConstraint("nummer", name=op.f("fondsboeking_nummer_uq")),
    )
    op.create_table(
        "betaalbaarheidsverslag",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("inhoud", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("betaalbaarheidsverslag_pk")),
    )


def downgrade() -> None:
    op.drop_table("betaalbaarheidsverslag")
    op.drop_table("fondsboeking")
