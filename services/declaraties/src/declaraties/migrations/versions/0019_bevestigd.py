"""Who confirmed an account does not release a payment to it, and an old statement about a term changes nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("rekening", sa.Column("vastgesteld_door", sa.Text(), nullable=True))
    op.add_column("betaaltermijn", sa.Column("volgnummer", sa.Integer(), nullable=False, server_default="0"))
    op.alter_column("betaaltermijn", "volgnummer", server_default=None)


def downgrade() -> None:
    op.drop_column("betaaltermijn", "volgnummer")
    op.drop_column("rekening", "vastgesteld_door")
