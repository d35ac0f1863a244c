"""Whom screening in contracting forbids to pay."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "betaalblokkade",
        sa.Column("kvk_nummer", sa.Text(), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kvk_nummer", name=op.f("betaalblokkade_pk")),
    )


def downgrade() -> None:
    op.drop_table("betaalblokkade")
