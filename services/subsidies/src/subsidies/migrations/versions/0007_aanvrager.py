"""Whoever applied before is found without reading every application."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_index("ix_aanvraag_aanvrager", "aanvraag", ["aanvrager_hash"])


def downgrade() -> None:
    op.drop_index("ix_aanvraag_aanvrager", table_name="aanvraag")
