"""Ceilings of agreements, and what judged messages took of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "begrenzing",
        sa.Column("ruimte_id", sa.Uuid(), nullable=False),
        sa.Column("overeenkomst_id", sa.Uuid(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("wet", sa.Text(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=False),
        sa.Column("bedrag_cent", sa.BigInteger(), nullable=False),
        sa.Column("crisisproducten", ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("ruimte_id", name=op.f("begrenzing_pk")),
    )
    op.create_index(op.f("begrenzing_agb_code_wet"), "begrenzing", ["agb_code", "wet"])
    op.create_index(op.f("begrenzing_overeenkomst_id"), "begrenzing", ["overeenkomst_id"])
    op.create_table(
        "ruimtegebruik",
        sa.Column("ruimte_id", sa.Uuid(), nullable=False),
        sa.Column("bestand_nummer", sa.BigInteger(), nullable=False),
        sa.Column("cent", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ruimte_id", "bestand_nummer", name=op.f("ruimtegebruik_pk")),
    )


def downgrade() -> None:
    op.drop_table("ruimtegebruik")
    op.drop_table("begrenzing")
