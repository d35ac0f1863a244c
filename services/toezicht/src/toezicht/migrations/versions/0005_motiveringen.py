"""The words that go with acts in a case stand with the case, where they can be erased; the timeline refers to them"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("zaak", sa.Column("motiveringen", postgresql.JSONB(), server_default="[]", nullable=False))
    op.alter_column("zaak", "motiveringen", server_default=None)


def downgrade() -> None:
    op.drop_column("zaak", "motiveringen")
