"""Where a thing stands is called status (docs/adr/0022)."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _rename("staat", "status")


def downgrade() -> None:
    _rename("status", "staat")


def _rename(old: str, new: str) -> None:
    """PostgreSQL lets the conditions of the partial indexes follow the column."""
    for table in ("aanmelding", "rekening"):
        op.alter_column(table, old, new_column_name=new, existing_type=sa.Text())
