"""Tenders with their percelen, and sealed bids."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "aanbesteding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kenmerk", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("aanbesteding_pk")),
    )
    op.create_index("aanbesteding_kenmerk_uq", "aanbesteding", ["kenmerk"], unique=True)
    op.create_table(
        "aanbesteding_perceel",
        sa.Column("aanbesteding_id", sa.Uuid(), nullable=False),
        sa.Column("perceel_code", sa.Text(), nullable=False),
        sa.Column("loopt", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("aanbesteding_id", "perceel_code", name=op.f("aanbesteding_perceel_pk")),
        sa.ForeignKeyConstraint(
            ["aanbesteding_id"], ["aanbesteding.id"], name=op.f("aanbesteding_perceel_aanbesteding_id_fk")
        ),
    )
    op.create_index(
        "aanbesteding_perceel_een_tegelijk_uq",
        "aanbesteding_perceel",
        ["perceel_code"],
        unique=True,
        postgresql_where=sa.text("loopt"),
    )
    op.create_table(
        "inschrijving",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("aanbesteding_id", sa.Uuid(), nullable=False),
        sa.Column("perceel_code", sa.Text(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("ontvangen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("verzegeld", sa.LargeBinary(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("inschrijving_pk")),
        sa.ForeignKeyConstraint(["aanbesteding_id"], ["aanbesteding.id"], name=op.f("inschrijving_aanbesteding_id_fk")),
        sa.ForeignKeyConstraint(["agb_code"], ["aanbieder.agb_code"], name=op.f("inschrijving_agb_code_fk")),
    )
    op.create_index(
        "inschrijving_een_telt_uq",
        "inschrijving",
        ["aanbesteding_id", "perceel_code", "agb_code"],
        unique=True,
        postgresql_where=sa.text("status NOT IN ('te-laat', 'vervangen')"),
    )


def downgrade() -> None:
    op.drop_table("inschrijving")
    op.drop_table("aanbesteding_perceel")
    op.drop_table("aanbesteding")
