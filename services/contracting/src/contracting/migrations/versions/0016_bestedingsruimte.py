"""What an aanbieder may declare in a year, and what is used of it."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "bestedingsruimte",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("overeenkomst_id", sa.Uuid(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["overeenkomst_id"], ["overeenkomst.id"], name=op.f("bestedingsruimte_overeenkomst_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("bestedingsruimte_pk")),
    )
    op.create_index("bestedingsruimte_agb_code_ix", "bestedingsruimte", ["agb_code"])
    op.create_index(
        "bestedingsruimte_een_per_jaar_uq",
        "bestedingsruimte",
        ["overeenkomst_id", "jaar"],
        unique=True,
        postgresql_where=sa.text("status <> 'vervallen'"),
    )
    op.create_table(
        "ruimtegebruik",
        sa.Column("ruimte_id", sa.Uuid(), nullable=False),
        sa.Column("bron_id", sa.Uuid(), nullable=False),
        sa.Column("cent", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["ruimte_id"], ["bestedingsruimte.id"], name=op.f("ruimtegebruik_ruimte_id_fk")),
        sa.PrimaryKeyConstraint("ruimte_id", "bron_id", name=op.f("ruimtegebruik_pk")),
    )


def downgrade() -> None:
    op.drop_table("ruimtegebruik")
    op.drop_table("bestedingsruimte")
