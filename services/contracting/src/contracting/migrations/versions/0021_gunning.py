"""Awards of percelen, kort gedingen and complaints."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "gunning",
        sa.Column("aanbesteding_id", sa.Uuid(), nullable=False),
        sa.Column("perceel_code", sa.Text(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("aanbesteding_id", "perceel_code", name=op.f("gunning_pk")),
        sa.ForeignKeyConstraint(["aanbesteding_id"], ["aanbesteding.id"], name=op.f("gunning_aanbesteding_id_fk")),
    )
    op.create_table(
        "kortgeding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("perceel_code", sa.Text(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("kortgeding_pk")),
        sa.ForeignKeyConstraint(["perceel_code"], ["perceel.code"], name=op.f("kortgeding_perceel_code_fk")),
    )
    op.create_index("kortgeding_perceel_code_ix", "kortgeding", ["perceel_code"])
    op.create_table(
        "klacht",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("aanbesteding_id", sa.Uuid(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("klacht_pk")),
        sa.ForeignKeyConstraint(["aanbesteding_id"], ["aanbesteding.id"], name=op.f("klacht_aanbesteding_id_fk")),
    )


def downgrade() -> None:
    op.drop_table("klacht")
    op.drop_table("kortgeding")
    op.drop_table("gunning")
