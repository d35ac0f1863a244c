"""first tables"""

import sqlalchemy as sa
from alembic import op
from chassis.technical_tables import create_technical_tables_v1, drop_technical_tables_v1
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_technical_tables_v1("pk_{}")
    op.create_table(
        "plafond",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("regeling_code", sa.String(), nullable=False),
        sa.Column("gemeente", sa.String(), nullable=False),
        sa.Column("wijk", sa.String(), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=False),
        sa.Column("bedrag_cent", sa.BigInteger(), nullable=False),
        sa.Column("verleend_cent", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("verleend_cent BETWEEN 0 AND bedrag_cent", name="ck_plafond_niet_overschreden"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plafond")),
        sa.UniqueConstraint("regeling_code", "gemeente", "wijk", "van", "tot", name="uq_plafond_sleutel"),
    )
    op.create_table(
        "regeling",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("inhoud", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("gepubliceerd_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", "versie", name=op.f("pk_regeling")),
    )
    op.create_table(
        "zorgaanbieder",
        sa.Column("agb_code", sa.String(), nullable=False),
        sa.Column("kvk_nummer", sa.String(), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("agb_code", name=op.f("pk_zorgaanbieder")),
    )
    op.create_index("ix_zorgaanbieder_kvk", "zorgaanbieder", ["kvk_nummer"], unique=False)
    op.create_table(
        "zorgcontract",
        sa.Column("overeenkomst_id", sa.String(), nullable=False),
        sa.Column("agb_code", sa.String(), nullable=False),
        sa.Column("perceel_code", sa.String(), nullable=True),
        sa.Column("variant", sa.String(), nullable=True),
        sa.Column("gemeenten", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("van", sa.Date(), nullable=True),
        sa.Column("tot", sa.Date(), nullable=True),
        sa.Column("beeindigd_per", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("overeenkomst_id", name=op.f("pk_zorgcontract")),
    )
    op.create_index("ix_zorgcontract_agb", "zorgcontract", ["agb_code"], unique=False)
    op.create_table(
        "aanvraag",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("aanvrager_sub", sa.String(), nullable=False),
        sa.Column("regeling_code", sa.String(), nullable=False),
        sa.Column("regeling_versie", sa.Integer(), nullable=False),
        sa.Column("gemeente", sa.String(), nullable=False),
        sa.Column("wijk", sa.String(), nullable=True),
        sa.Column("kvk_nummer", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("gevraagd_cent", sa.BigInteger(), nullable=False),
        sa.Column("aanspraak_cent", sa.BigInteger(), nullable=False),
        sa.Column("ontvangen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("volledig_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("beslisdatum", sa.Date(), nullable=False),
        sa.Column("plafond_id", sa.BigInteger(), nullable=True),
        sa.Column("iban_versleuteld", sa.LargeBinary(), nullable=False),
        sa.Column("iban_hash", sa.LargeBinary(), nullable=False),
        sa.Column("bsn_versleuteld", sa.LargeBinary(), nullable=True),
        sa.Column("bsn_hash", sa.LargeBinary(), nullable=True),
        sa.Column("aanvrager_hash", sa.LargeBinary(), nullable=False),
        sa.Column("tekst_hash", sa.LargeBinary(), nullable=True),
        sa.Column("inhoud", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["plafond_id"], ["plafond.id"], name=op.f("fk_aanvraag_plafond_id")),
        sa.ForeignKeyConstraint(
            ["regeling_code", "regeling_versie"],
            ["regeling.code", "regeling.versie"],
            name=op.f("fk_aanvraag_regeling_code"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aanvraag")),
    )
    op.create_index("ix_aanvraag_iban", "aanvraag", ["iban_hash"], unique=False)
    op.create_index("ix_aanvraag_kvk", "aanvraag", ["kvk_nummer"], unique=False)
    op.create_index("ix_aanvraag_plafond", "aanvraag", ["plafond_id", "volledig_op"], unique=False)
    op.create_index("ix_aanvraag_sub", "aanvraag", ["aanvrager_sub"], unique=False)
    op.create_index("ix_aanvraag_tekst", "aanvraag", ["tekst_hash"], unique=False)
    op.create_index("ix_aanvraag_volgorde", "aanvraag", ["ontvangen_op", "id"], unique=False)
    op.create_table(
        "aandachtspunt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("aanvraag_id", sa.Uuid(), nullable=False),
        sa.Column("ontstaan_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("inhoud", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["aanvraag_id"], ["aanvraag.id"], name=op.f("fk_aandachtspunt_aanvraag_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aandachtspunt")),
    )
    op.create_index("ix_aandachtspunt_aanvraag", "aandachtspunt", ["aanvraag_id"], unique=False)
    op.create_table(
        "besluit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("aanvraag_id", sa.Uuid(), nullable=False),
        sa.Column("register_id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.String(), nullable=False),
        sa.Column("verleend_cent", sa.BigInteger(), nullable=False),
        sa.Column("besluitdatum", sa.Date(), nullable=False),
        sa.Column("inhoud", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["aanvraag_id"], ["aanvraag.id"], name=op.f("fk_besluit_aanvraag_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_besluit")),
        sa.UniqueConstraint("aanvraag_id", name="uq_besluit_aanvraag"),
        sa.UniqueConstraint("register_id", name="uq_besluit_register"),
    )
    op.create_index("ix_besluit_register", "besluit", ["besluitdatum", "register_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_besluit_register", table_name="besluit")
    op.drop_table("besluit")
    op.drop_index("ix_aandachtspunt_aanvraag", table_name="aandachtspunt")
    op.drop_table("aandachtspunt")
    op.drop_index("ix_aanvraag_volgorde", table_name="aanvraag")
    op.drop_index("ix_aanvraag_tekst", table_name="aanvraag")
    op.drop_index("ix_aanvraag_sub", table_name="aanvraag")
    op.drop_index("ix_aanvraag_plafond", table_name="aanvraag")
    op.drop_index("ix_aanvraag_kvk", table_name="aanvraag")
    op.drop_index("ix_aanvraag_iban", table_name="aanvraag")
    op.drop_table("aanvraag")
    op.drop_index("ix_zorgcontract_agb", table_name="zorgcontract")
    op.drop_table("zorgcontract")
    op.drop_index("ix_zorgaanbieder_kvk", table_name="zorgaanbieder")
    op.drop_table("zorgaanbieder")
    drop_technical_tables_v1()
    op.drop_table("regeling")
    op.drop_table("plafond")
