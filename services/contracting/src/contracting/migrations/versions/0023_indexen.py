"""Forecasts are read by year, and bids by their tender."""

from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.create_index("raming_jaar_ix", "raming", ["jaar"])
    op.create_index("inschrijving_aanbesteding_id_ix", "inschrijving", ["aanbesteding_id"])


def downgrade() -> None:
    op.drop_index("inschrijving_aanbesteding_id_ix", "inschrijving")
    op.drop_index("raming_jaar_ix", "raming")
