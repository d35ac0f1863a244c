"""Where a thing stands is called status; the HTTP status of an attempt makes room for the word"""

from alembic import op

revision = "0003"
down_revision = "0002"

_TABLES = ("signaal", "zaak", "bezorging")


def upgrade() -> None:
    op.alter_column("bezorgpoging", "status", new_column_name="http_status")
    for table in _TABLES:
        op.alter_column(table, "stand", new_column_name="status")


def downgrade() -> None:
    for table in _TABLES:
        op.alter_column(table, "status", new_column_name="stand")
    op.alter_column("bezorgpoging", "http_status", new_column_name="status")
