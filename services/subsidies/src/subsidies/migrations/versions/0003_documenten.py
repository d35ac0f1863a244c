"""Documents of every case."""

from alembic import op
from risb_zaak.documents.migrate import document_tables_v1

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    document_tables_v1()


def downgrade() -> None:
    op.drop_table("document")
