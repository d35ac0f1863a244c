"""A korting says how much less is paid, and what it took of judged messages is kept"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("maatregel", sa.Column("percentage", sa.Integer(), nullable=True))
    op.create_table(
        "prestatiekorting",
        sa.Column("opdracht_id", sa.Uuid(), nullable=False),
        sa.Column("volgnummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("correctie_id", sa.Uuid(), nullable=False),
        sa.Column("bedrag_cent", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("opdracht_id", "volgnummer", name=op.f("prestatiekorting_pk")),
    )


def downgrade() -> None:
    op.drop_table("prestatiekorting")
    op.drop_column("maatregel", "percentage")
