"""Bank accounts with change control."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "rekening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("houdersoort", sa.Text(), nullable=False),
        sa.Column("houder", sa.Text(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("tenaamstelling", sa.Text(), nullable=False),
        sa.Column("nummer", sa.LargeBinary(), nullable=False),
        sa.Column("kenmerk", sa.LargeBinary(), nullable=False),
        sa.Column("laatste", sa.Text(), nullable=False),
        sa.Column("voorgesteld_door", sa.Text(), nullable=False),
        sa.Column("voorgesteld_op", sa.Date(), nullable=False),
        sa.Column("staat", sa.Text(), nullable=False),
        sa.Column("naamcontrole", sa.Text(), nullable=True),
        sa.Column("reden", sa.Text(), nullable=True),
        sa.Column("afgehandeld_door", sa.Text(), nullable=True),
        sa.Column("afgehandeld_op", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("rekening_pk")),
        sa.UniqueConstraint("houdersoort", "houder", "versie", name=op.f("rekening_houdersoort_houder_versie_uq")),
    )
    op.create_index(
        "rekening_een_voorstel_uq",
        "rekening",
        ["houdersoort", "houder"],
        unique=True,
        postgresql_where=sa.text("staat = 'voorgesteld'"),
    )


def downgrade() -> None:
    op.drop_index("rekening_een_voorstel_uq", table_name="rekening")
    op.drop_table("rekening")
