"""A korting of terms is proposed by one person and decided by another; what stands here already was decided."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("termijnkorting", sa.Column("status", sa.Text(), nullable=False, server_default="besloten"))
    op.alter_column("termijnkorting", "status", server_default=None)
    op.add_column("termijnkorting", sa.Column("voorgesteld_door", sa.Text(), nullable=True))
    op.add_column("termijnkorting", sa.Column("voorgesteld_op", sa.DateTime(timezone=True), nullable=True))
    op.alter_column("termijnkorting", "besloten_door", nullable=True)
    op.alter_column("termijnkorting", "besloten_op", nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM termijnkorting WHERE status <> 'besloten'")
    op.alter_column("termijnkorting", "besloten_op", nullable=False)
    op.alter_column("termijnkorting", "besloten_door", nullable=False)
    op.drop_column("termijnkorting", "voorgesteld_op")
    op.drop_column("termijnkorting", "voorgesteld_door")
    op.drop_column("termijnkorting", "status")
