"""The place in the order is kept by itself: an answer that nobody judged yet has one too."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("aanvraag", sa.Column("plaats", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE aanvraag SET plaats = volledig_op")
    op.drop_index("ix_aanvraag_plafond", table_name="aanvraag")
    op.create_index("ix_aanvraag_plafond", "aanvraag", ["plafond_id", "plaats"])


def downgrade() -> None:
    op.drop_index("ix_aanvraag_plafond", table_name="aanvraag")
    op.create_index("ix_aanvraag_plafond", "aanvraag", ["plafond_id", "volledig_op"])
    op.drop_column("aanvraag", "plaats")
