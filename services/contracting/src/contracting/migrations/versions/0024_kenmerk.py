"""A draft of a tender that was withdrawn gives its reference back."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
UNIEK = "aanbesteding_kenmerk_uq"


def upgrade() -> None:
    op.drop_index(UNIEK, table_name="aanbesteding")
    op.create_index(UNIEK, "aanbesteding", ["kenmerk"], unique=True, postgresql_where=sa.text("status <> 'vervallen'"))


def downgrade() -> None:
    op.drop_index(UNIEK, table_name="aanbesteding")
    op.create_index(UNIEK, "aanbesteding", ["kenmerk"], unique=True)
