"""A published scheme can be withdrawn from a day on."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("regeling", sa.Column("ingetrokken_van", sa.Date(), nullable=True))
    op.add_column("regeling", sa.Column("intrekkingsreden", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("regeling", "intrekkingsreden")
    op.drop_column("regeling", "ingetrokken_van")
