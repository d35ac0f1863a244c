"""An early end of an agreement can be withdrawn: the newest statement about it counts, and may name no end."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("overeenkomst_einde", sa.Column("volgnummer", sa.Integer(), nullable=False, server_default="1"))
    op.alter_column("overeenkomst_einde", "volgnummer", server_default=None)
    op.alter_column("overeenkomst_einde", "einddatum", nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM overeenkomst_einde WHERE einddatum IS NULL")
    op.alter_column("overeenkomst_einde", "einddatum", nullable=False)
    op.drop_column("overeenkomst_einde", "volgnummer")
