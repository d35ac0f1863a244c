"""How cost is divided over gemeenten, and what a year will cost."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "verdeelregel",
        sa.Column("dienst", sa.Text(), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("inhoud", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("dienst", "jaar", name=op.f("verdeelregel_pk")),
    )
    op.create_table(
        "kostenverdeling",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dienst", sa.Text(), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("inhoud", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("kostenverdeling_pk")),
    )
    op.create_index("kostenverdeling_dienst_jaar_ix", "kostenverdeling", ["dienst", "jaar"])
    op.create_table(
        "raming",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("programmalijn", sa.Text(), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("opgesteld_op", sa.Date(), nullable=False),
        sa.Column("afgerekend", sa.Boolean(), nullable=False),
        sa.Column("inhoud", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("raming_pk")),
    )
    op.create_index("raming_gemeente_programmalijn_ix", "raming", ["gemeente", "programmalijn"])


def downgrade() -> None:
    for table in ("raming", "kostenverdeling", "verdeelregel"):
        op.drop_table(table)
