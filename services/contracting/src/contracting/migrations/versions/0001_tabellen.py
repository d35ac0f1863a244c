"""Every table of contracting, the technical ones included."""

import sqlalchemy as sa
from alembic import op
from chassis.technical_tables import create_technical_tables_v1, drop_technical_tables_v1
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "aanbieder",
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("kvk_nummer", sa.Text(), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("capaciteit_uren_per_maand", sa.Integer(), nullable=False),
        sa.Column("geregistreerd_op", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("agb_code", name=op.f("aanbieder_pk")),
    )
    op.create_table(
        "boekregel",
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("kenmerk", sa.Text(), nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("programmalijn", sa.Text(), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("verplicht_cent", sa.BigInteger(), nullable=False),
        sa.Column("betaald_cent", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("soort", "kenmerk", "gemeente", "programmalijn", "jaar", name=op.f("boekregel_pk")),
    )
    op.create_index("boekregel_jaar_gemeente_ix", "boekregel", ["jaar", "gemeente"], unique=False)
    op.create_table(
        "boekstuk",
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("kenmerk", sa.Text(), nullable=False),
        sa.Column("rang", sa.Text(collation="C"), nullable=False),
        sa.PrimaryKeyConstraint("soort", "kenmerk", name=op.f("boekstuk_pk")),
    )
    op.create_table(
        "budget",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("programmalijn", sa.Text(), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bedrag_cent", sa.BigInteger(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "programmalijn", "jaar", name=op.f("budget_pk")),
    )
    create_technical_tables_v1()
    op.create_table(
        "maatregel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=True),
        sa.Column("gemeenten", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("van", sa.Date(), nullable=True),
        sa.Column("tot", sa.Date(), nullable=True),
        sa.Column("grond", sa.Text(), nullable=True),
        sa.Column("opgelegd_tijd", sa.DateTime(timezone=True), nullable=True),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("reden_einde", sa.Text(), nullable=True),
        sa.Column("beeindigd_tijd", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("maatregel_pk")),
    )
    op.create_index("maatregel_agb_code_ix", "maatregel", ["agb_code"], unique=False)
    op.create_table(
        "perceel",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("wet", sa.Text(), nullable=False),
        sa.Column("dienst", sa.Text(), nullable=False),
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("programmalijn", sa.Text(), nullable=False),
        sa.Column("gemeenten", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("basiscriteria", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("maximum_aanbieders", sa.Integer(), nullable=True),
        sa.Column("uiterste_aanmelddag", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("perceel_pk")),
    )
    op.create_table(
        "regio_deelname",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("dienst", sa.Text(), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("gemeente", "dienst", "van", name=op.f("regio_deelname_pk")),
    )
    op.create_table(
        "aanmelding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("perceel_code", sa.Text(), nullable=False),
        sa.Column("ontvangen_op", sa.Date(), nullable=False),
        sa.Column("ondertekend", sa.Boolean(), nullable=False),
        sa.Column("akkoord_zonder_voorbehoud", sa.Boolean(), nullable=False),
        sa.Column("bewijsstukken", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("trace_id", sa.Text(), nullable=False),
        sa.Column("staat", sa.Text(), nullable=False),
        sa.Column("aanvulling_uiterlijk", sa.Date(), nullable=True),
        sa.Column("beoordeling", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.ForeignKeyConstraint(["agb_code"], ["aanbieder.agb_code"], name=op.f("aanmelding_agb_code_fk")),
        sa.ForeignKeyConstraint(["perceel_code"], ["perceel.code"], name=op.f("aanmelding_perceel_code_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("aanmelding_pk")),
    )
    op.create_index(
        "aanmelding_een_open_uq",
        "aanmelding",
        ["agb_code", "perceel_code"],
        unique=True,
        postgresql_where=sa.text("staat IN ('ontvangen', 'aanvulling-gevraagd')"),
    )
    op.create_index("aanmelding_perceel_code_ix", "aanmelding", ["perceel_code"], unique=False)
    op.create_table(
        "overeenkomst",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("perceel_code", sa.Text(), nullable=False),
        sa.Column("wet", sa.Text(), nullable=False),
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("programmalijn", sa.Text(), nullable=False),
        sa.Column("gemeenten", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("ingangsdatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("jaarbudget_cent", sa.BigInteger(), nullable=True),
        sa.Column("verdeelsleutel", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("termijnen_per_jaar", sa.Integer(), nullable=True),
        sa.Column("trace_id", sa.Text(), nullable=False),
        sa.Column("reden_einde", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["agb_code"], ["aanbieder.agb_code"], name=op.f("overeenkomst_agb_code_fk")),
        sa.ForeignKeyConstraint(["perceel_code"], ["perceel.code"], name=op.f("overeenkomst_perceel_code_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("overeenkomst_pk")),
    )
    op.create_index("overeenkomst_agb_code_ix", "overeenkomst", ["agb_code"], unique=False)
    op.create_table(
        "prijs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("overeenkomst_id", sa.Uuid(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("productcategorie", sa.Text(), nullable=False),
        sa.Column("productcode", sa.Text(), nullable=False),
        sa.Column("eenheid", sa.Text(), nullable=False),
        sa.Column("tarief_cent", sa.BigInteger(), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.Column("gemeenten", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["overeenkomst_id"], ["overeenkomst.id"], name=op.f("prijs_overeenkomst_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("prijs_pk")),
        sa.UniqueConstraint(
            "overeenkomst_id", "productcategorie", "productcode", "versie", name="prijs_versie_per_product_uq"
        ),
    )
    op.create_table(
        "termijn",
        sa.Column("overeenkomst_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("periode_van", sa.Date(), nullable=False),
        sa.Column("vervaldatum", sa.Date(), nullable=False),
        sa.Column("bedrag_cent", sa.BigInteger(), nullable=False),
        sa.Column("vervallen", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["overeenkomst_id"], ["overeenkomst.id"], name=op.f("termijn_overeenkomst_id_fk")),
        sa.PrimaryKeyConstraint("overeenkomst_id", "gemeente", "jaar", "nummer", name=op.f("termijn_pk")),
    )


def downgrade() -> None:
    op.drop_table("termijn")
    op.drop_table("prijs")
    op.drop_index("overeenkomst_agb_code_ix", table_name="overeenkomst")
    op.drop_table("overeenkomst")
    op.drop_index("aanmelding_perceel_code_ix", table_name="aanmelding")
    op.drop_index(
        "aanmelding_een_open_uq",
        table_name="aanmelding",
        postgresql_where=sa.text("staat IN ('ontvangen', 'aanvulling-gevraagd')"),
    )
    op.drop_table("aanmelding")
    drop_technical_tables_v1()
    op.drop_table("regio_deelname")
    op.drop_table("perceel")
    op.drop_index("maatregel_agb_code_ix", table_name="maatregel")
    op.drop_table("maatregel")
    op.drop_table("budget")
    op.drop_table("boekstuk")
    op.drop_index("boekregel_jaar_gemeente_ix", table_name="boekregel")
    op.drop_table("boekregel")
    op.drop_table("aanbieder")
