"""A choice for review and its decision are about an account and refusals too, not about a payable alone."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
_TABLES = ("betaalcontrole", "betaalcontrole_besluit")


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(table, sa.Column("rekening_id", sa.Uuid(), nullable=True))
        op.add_column(table, sa.Column("weigeringen", sa.Integer(), nullable=False, server_default="0"))
        op.alter_column(table, "weigeringen", server_default=None)
    op.create_index("betaalregel_rekening_id", "betaalregel", ["rekening_id"])
    op.create_index(
        "betaalregel_opdracht_los", "betaalregel_opdracht", ["opdracht_id"], postgresql_where=sa.text("NOT telt")
    )


def downgrade() -> None:
    op.drop_index("betaalregel_opdracht_los", "betaalregel_opdracht")
    op.drop_index("betaalregel_rekening_id", "betaalregel")
    for table in _TABLES:
        op.drop_column(table, "weigeringen")
        op.drop_column(table, "rekening_id")
