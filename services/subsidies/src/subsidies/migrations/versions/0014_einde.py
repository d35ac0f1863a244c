"""An early end of a care contract can be withdrawn: the newest statement about it counts."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("zorgcontract", sa.Column("volgnummer_einde", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("zorgcontract", "volgnummer_einde")
