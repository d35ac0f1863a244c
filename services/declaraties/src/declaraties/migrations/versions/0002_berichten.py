"""Messages beside 301 and 323: who they are about, start and stop, retour, envelope."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
_NUMMERS = sa.Sequence("bericht_uit_nummer")


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(_NUMMERS))
    op.create_table(
        "betrokkene",
        sa.Column("bestand_nummer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("client", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("bestand_nummer", name=op.f("betrokkene_pk")),
    )
    op.create_table(
        "levering",
        sa.Column("bestand_nummer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("positie", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("wet", sa.Text(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("client", sa.LargeBinary(), nullable=False),
        sa.Column("toewijzing", sa.BigInteger(), nullable=True),
        sa.Column("categorie", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("reden", sa.Text(), nullable=True),
        sa.Column("status_aanlevering", sa.Text(), nullable=False),
        sa.Column("ontvangen_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bestand_nummer", "positie", name=op.f("levering_pk")),
    )
    op.create_index(
        op.f("levering_agb_code_wet_gemeente_toewijzing"), "levering", ["agb_code", "wet", "gemeente", "toewijzing"]
    )
    op.create_index(op.f("levering_gemeente_wet_toewijzing"), "levering", ["gemeente", "wet", "toewijzing"])
    op.create_table(
        "retour",
        sa.Column("bestand_nummer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("heen_nummer", sa.BigInteger(), nullable=False),
        sa.Column("retourcodes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("bestand_nummer", name=op.f("retour_pk")),
        sa.UniqueConstraint("heen_nummer", name=op.f("retour_heen_nummer_uniek")),
    )
    op.create_table(
        "envelop",
        sa.Column("zender", sa.Text(), nullable=False),
        sa.Column("referentienummer", sa.Uuid(), nullable=False),
        sa.Column("bestand_nummer", sa.BigInteger(), nullable=False),
        sa.Column("ontvangen_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("zender", "referentienummer", name=op.f("envelop_pk")),
    )
    op.create_index(op.f("envelop_bestand_nummer"), "envelop", ["bestand_nummer"])


def downgrade() -> None:
    for table in ("envelop", "retour", "levering", "betrokkene"):
        op.drop_table(table)
    op.execute(sa.schema.DropSequence(_NUMMERS))
