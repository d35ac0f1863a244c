"""What an aanbieder owes beside care, its breaches, and what social return is worth."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "plichtdossier",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("plichtdossier_pk")),
    )
    op.create_index("plichtdossier_soort_agb_code_ix", "plichtdossier", ["soort", "agb_code", "id"])
    op.create_table(
        "sroitabel",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("inhoud", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("sroitabel_pk")),
    )


def downgrade() -> None:
    op.drop_table("sroitabel")
    op.drop_table("plichtdossier")
