"""History of toewijzingen, responsible gemeenten, and settlement after the answer."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "toewijzing_versie",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("wet", sa.Text(), nullable=False),
        sa.Column("nummer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("toewijzingsdatum", sa.Date(), nullable=False),
        sa.Column("toewijzingstijd", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ingangsdatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("verwijderd", sa.Boolean(), nullable=False),
        sa.Column("bekend_sinds", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint(
            "gemeente", "wet", "nummer", "toewijzingsdatum", "toewijzingstijd", name=op.f("toewijzing_versie_pk")
        ),
    )
    op.create_table(
        "woonplaats",
        sa.Column("volgnummer", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client", sa.LargeBinary(), nullable=False),
        sa.Column("wet", sa.Text(), nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("vanaf", sa.Date(), nullable=False),
        sa.Column("vastgelegd_door", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("volgnummer", name=op.f("woonplaats_pk")),
        sa.UniqueConstraint("id", name=op.f("woonplaats_id_uniek")),
    )
    op.create_index(op.f("woonplaats_client"), "woonplaats", ["client"])
    _verrekening()


def _verrekening() -> None:
    op.create_table(
        "verrekentaak",
        sa.Column("volgnummer", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("wet", sa.Text(), nullable=False),
        sa.Column("aanleiding", sa.Text(), nullable=False),
        sa.Column("productcode", sa.Text(), nullable=True),
        sa.Column("gemeente", sa.Text(), nullable=True),
        sa.Column("toewijzing", sa.BigInteger(), nullable=True),
        sa.Column("client", sa.LargeBinary(), nullable=True),
        sa.Column("bestand_nummer", sa.BigInteger(), nullable=True),
        sa.Column("vanaf", sa.Date(), nullable=True),
        sa.Column("trace_id", sa.Text(), nullable=False),
        sa.Column("aangevraagd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tot_bestand", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("tot_regel", sa.BigInteger(), server_default="-1", nullable=False),
        sa.Column("bekeken", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("klaar_op", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("volgnummer", name=op.f("verrekentaak_pk")),
    )
    op.create_index("verrekentaak_open", "verrekentaak", ["volgnummer"], postgresql_where="klaar_op IS NULL")
    op.create_table(
        "verrekening",
        sa.Column("volgnummer", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("aanleiding", sa.Text(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("wet", sa.Text(), nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("naar_gemeente", sa.Text(), nullable=True),
        sa.Column("programmalijn", sa.Text(), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("bedrag_cent", sa.BigInteger(), nullable=False),
        sa.Column("regels", sa.Integer(), nullable=False),
        sa.Column("berekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("volgnummer", name=op.f("verrekening_pk")),
        sa.UniqueConstraint("id", name=op.f("verrekening_id_uniek")),
    )
    op.create_index(op.f("verrekening_agb_code_wet"), "verrekening", ["agb_code", "wet"])
    op.create_table(
        "verrekeningregel",
        sa.Column("bestand_nummer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("regel", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("naar_gemeente", sa.Text(), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("verrekening", sa.BigInteger(), nullable=False),
        sa.Column("bedrag_cent", sa.BigInteger(), nullable=False),
        sa.Column("stand_cent", sa.BigInteger(), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "bestand_nummer", "regel", "post", "naar_gemeente", "versie", name=op.f("verrekeningregel_pk")
        ),
    )
    op.create_index(op.f("verrekeningregel_verrekening"), "verrekeningregel", ["verrekening"])


def downgrade() -> None:
    op.drop_table("verrekeningregel")
    op.drop_table("verrekening")
    op.drop_table("verrekentaak")
    op.drop_table("woonplaats")
    op.drop_table("toewijzing_versie")
