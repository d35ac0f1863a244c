"""Tasks of taakgerichte agreements with their settlements, amendments and business cases; parent agreements."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_table(
        "taakdossier",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("bij", ARRAY(sa.Text()), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("taakdossier_pk")),
    )
    op.add_column("termijn", sa.Column("buiten_schema", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("taakdossier_soort_ix", "taakdossier", ["soort", "id"])
    op.create_index("taakdossier_bij_ix", "taakdossier", ["bij"], postgresql_using="gin")


def downgrade() -> None:
    op.drop_column("termijn", "buiten_schema")
    op.drop_table("taakdossier")
