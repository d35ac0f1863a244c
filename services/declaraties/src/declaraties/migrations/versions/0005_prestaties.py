"""Judged lines at speed: what later messages must know, in columns."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_KOLOMMEN = ("referenties", "slots", "verbruik", "crediteringen")


def upgrade() -> None:
    op.create_table(
        "geschiedenis",
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("wet", sa.Text(), nullable=False),
        sa.Column("bestand_nummer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("eerste", sa.Integer(), nullable=False),
        sa.Column("laatste", sa.Integer(), nullable=False),
        *(sa.Column(naam, sa.LargeBinary(), nullable=False) for naam in _KOLOMMEN),
        sa.PrimaryKeyConstraint("agb_code", "wet", "bestand_nummer", name=op.f("geschiedenis_pk")),
    )
    for naam in _KOLOMMEN:
        # keys look like noise: trying to compress them costs more than it gives
        op.execute(f"ALTER TABLE geschiedenis ALTER COLUMN {naam} SET STORAGE EXTERNAL")


def downgrade() -> None:
    op.drop_table("geschiedenis")
