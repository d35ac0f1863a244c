"""A case knows what was decided on aangifte, and a korting how much less is paid"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("zaak", sa.Column("aangiftebesluit", postgresql.JSONB(), nullable=True))
    op.add_column("maatregel", sa.Column("percentage", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("maatregel", "percentage")
    op.drop_column("zaak", "aangiftebesluit")
