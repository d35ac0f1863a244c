"""The lottery between applications that were complete at once: what was drawn from, and what came out."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "loting",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column(
            "plafond_id", sa.BigInteger(), sa.ForeignKey("plafond.id", name="fk_loting_plafond_id"), nullable=False
        ),
        sa.Column("plaats", sa.DateTime(timezone=True), nullable=False),
        sa.Column("klaargezet_door", sa.String(), nullable=False),
        sa.Column("klaargezet_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zaad", sa.String(), nullable=True),
        sa.Column("getuige", sa.String(), nullable=True),
        sa.Column("getrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(zaad IS NULL) = (getuige IS NULL) AND (zaad IS NULL) = (getrokken_op IS NULL)",
            name="ck_loting_getrokken",
        ),
        sa.CheckConstraint("getuige <> klaargezet_door", name="ck_loting_getuige"),
    )
    op.create_index("ix_loting_plaats", "loting", ["plafond_id", "plaats"])
    op.create_index(
        "uq_loting_klaar", "loting", ["plafond_id", "plaats"], unique=True, postgresql_where=sa.text("zaad IS NULL")
    )
    op.create_table(
        "lot",
        sa.Column(
            "loting_id",
            sa.Uuid(),
            sa.ForeignKey("loting.id", name="fk_lot_loting_id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("aanvraag_id", sa.Uuid(), sa.ForeignKey("aanvraag.id", name="fk_lot_aanvraag_id"), primary_key=True),
        sa.Column("aanspraak_cent", sa.BigInteger(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=True),
        sa.UniqueConstraint("loting_id", "nummer", name="uq_lot_nummer"),
    )
    op.create_index("ix_lot_aanvraag", "lot", ["aanvraag_id"])


def downgrade() -> None:
    op.drop_table("lot")
    op.drop_table("loting")
