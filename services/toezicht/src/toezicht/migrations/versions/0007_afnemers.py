"""A subscriber that fails is known as such, and each has its own queue"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("abonnement", sa.Column("storingen", sa.Integer(), server_default="0", nullable=False))
    op.alter_column("abonnement", "storingen", server_default=None)
    op.add_column("abonnement", sa.Column("rust_tot", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "bezorging_afnemer_ix",
        "bezorging",
        ["abonnement_id", "volgende_poging_op", "positie"],
        postgresql_where=sa.text("status = 'wacht'"),
    )


def downgrade() -> None:
    op.drop_index("bezorging_afnemer_ix", table_name="bezorging")
    op.drop_column("abonnement", "rust_tot")
    op.drop_column("abonnement", "storingen")
