"""The days on which an obligation lies, for the forecast."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("boekregel", sa.Column("van", sa.Date(), nullable=True))
    op.add_column("boekregel", sa.Column("tot", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("boekregel", "tot")
    op.drop_column("boekregel", "van")
