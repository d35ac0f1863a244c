"""Every table of declaraties, the technical ones included."""

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
        sa.PrimaryKeyConstraint("agb_code", name=op.f("aanbieder_pk")),
    )
    op.create_table(
        "antwoord",
        sa.Column("bestand_nummer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("identificatie", sa.Text(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bestand_nummer", name=op.f("antwoord_pk")),
    )
    op.create_table(
        "bestand",
        sa.Column("nummer", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("wet", sa.Text(), nullable=False),
        sa.Column("afzender", sa.Text(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("bron", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("grootte", sa.Integer(), nullable=False),
        sa.Column("opslag", sa.Text(), nullable=False),
        sa.Column("ingediend_door", sa.Text(), nullable=False),
        sa.Column("trace_id", sa.Text(), nullable=False),
        sa.Column("ontvangen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("verwerkt_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reden", sa.Text(), nullable=True),
        sa.Column("telt", sa.Boolean(), nullable=False),
        sa.Column("uitkomst", sa.Text(), nullable=True),
        sa.Column("identificatie", sa.Text(), nullable=True),
        sa.Column("dagtekening", sa.Date(), nullable=True),
        sa.Column("declaratienummer", sa.Text(), nullable=True),
        sa.Column("periode", sa.Date(), nullable=True),
        sa.Column("ingediend_cent", sa.BigInteger(), nullable=True),
        sa.Column("toegekend_cent", sa.BigInteger(), nullable=True),
        sa.Column("prestaties", sa.Integer(), nullable=True),
        sa.Column("goedgekeurd", sa.Integer(), nullable=True),
        sa.Column("leesfouten", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("bevindingen", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.PrimaryKeyConstraint("nummer", name=op.f("bestand_pk")),
        sa.UniqueConstraint("afzender", "sha256", name=op.f("bestand_afzender_sha256_uniek")),
        sa.UniqueConstraint("id", name=op.f("bestand_id_uniek")),
    )
    op.create_index(op.f("bestand_agb_code_wet_nummer"), "bestand", ["agb_code", "wet", "nummer"], unique=False)
    op.create_index(op.f("bestand_gemeente_nummer"), "bestand", ["gemeente", "nummer"], unique=False)
    op.create_index(
        "bestand_declaratienummer",
        "bestand",
        ["agb_code", "wet", "declaratienummer"],
        unique=True,
        postgresql_where="telt AND soort = '323'",
    )
    op.create_index(
        "bestand_identificatie",
        "bestand",
        ["afzender", "wet", "soort", "identificatie"],
        unique=True,
        postgresql_where="telt",
    )
    op.create_index("bestand_wachtend", "bestand", ["nummer"], unique=False, postgresql_where="status = 'ontvangen'")
    op.create_table(
        "betaalopdracht",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("volgnummer", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("bestand_nummer", sa.BigInteger(), nullable=False),
        sa.Column("bestand_id", sa.Uuid(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("wet", sa.Text(), nullable=False),
        sa.Column("programmalijn", sa.Text(), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("bedrag_cent", sa.BigInteger(), nullable=False),
        sa.Column("vervaldatum", sa.Date(), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("betaalopdracht_pk")),
        sa.UniqueConstraint(
            "bestand_nummer",
            "programmalijn",
            "jaar",
            name=op.f("betaalopdracht_bestand_nummer_programmalijn_jaar_uniek"),
        ),
        sa.UniqueConstraint("volgnummer", name=op.f("betaalopdracht_volgnummer_uniek")),
    )
    op.create_index(op.f("betaalopdracht_agb_code"), "betaalopdracht", ["agb_code"], unique=False)
    op.create_table(
        "betaaltermijn",
        sa.Column("overeenkomst_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("termijn", sa.Integer(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("programmalijn", sa.Text(), nullable=False),
        sa.Column("vervaldatum", sa.Date(), nullable=False),
        sa.Column("bedrag_cent", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("overeenkomst_id", "gemeente", "jaar", "termijn", name=op.f("betaaltermijn_pk")),
    )
    op.create_table(
        "client",
        sa.Column("pseudoniem", sa.LargeBinary(), nullable=False),
        sa.Column("bsn", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("pseudoniem", name=op.f("client_pk")),
    )
    create_technical_tables_v1()
    op.create_table(
        "grondslag",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("wet", sa.Text(), nullable=False),
        sa.Column("toewijzing_nummer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("kenmerk", sa.Text(), nullable=True),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("vastgelegd_door", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "wet", "toewijzing_nummer", name=op.f("grondslag_pk")),
    )
    op.create_table(
        "maatregel",
        sa.Column("maatregel_id", sa.Uuid(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("gemeenten", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("maatregel_id", name=op.f("maatregel_pk")),
    )
    op.create_index(op.f("maatregel_agb_code"), "maatregel", ["agb_code"], unique=False)
    op.create_table(
        "maatregel_einde",
        sa.Column("maatregel_id", sa.Uuid(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("maatregel_id", name=op.f("maatregel_einde_pk")),
    )
    op.create_table(
        "overeenkomst",
        sa.Column("overeenkomst_id", sa.Uuid(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("wet", sa.Text(), nullable=False),
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("programmalijn", sa.Text(), nullable=False),
        sa.Column("gemeenten", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("productcodes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("ingangsdatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("overeenkomst_id", name=op.f("overeenkomst_pk")),
    )
    op.create_index(op.f("overeenkomst_agb_code_wet"), "overeenkomst", ["agb_code", "wet"], unique=False)
    op.create_table(
        "overeenkomst_einde",
        sa.Column("overeenkomst_id", sa.Uuid(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("overeenkomst_id", name=op.f("overeenkomst_einde_pk")),
    )
    op.create_table(
        "poging",
        sa.Column("bestand_nummer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("aantal", sa.SmallInteger(), nullable=False),
        sa.Column("begonnen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fout", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("bestand_nummer", name=op.f("poging_pk")),
    )
    op.create_table(
        "prestatie",
        sa.Column("bestand_nummer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("regel", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("client", sa.LargeBinary(), nullable=False),
        sa.Column("referentie", sa.Text(), nullable=False),
        sa.Column("vorige", sa.Text(), nullable=True),
        sa.Column("toewijzing", sa.Integer(), nullable=False),
        sa.Column("categorie", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("begin", sa.Date(), nullable=False),
        sa.Column("eind", sa.Date(), nullable=False),
        sa.Column("volume", sa.Integer(), nullable=False),
        sa.Column("volume_maximum", sa.BigInteger(), nullable=False),
        sa.Column("eenheid", sa.Text(), nullable=False),
        sa.Column("tarief", sa.Integer(), nullable=True),
        sa.Column("bedrag", sa.Integer(), nullable=False),
        sa.Column("credit", sa.Boolean(), nullable=False),
        sa.Column("goedgekeurd", sa.Boolean(), nullable=False),
        sa.Column("retourcodes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("bestand_nummer", "regel", name=op.f("prestatie_pk")),
    )
    op.create_table(
        "prijs",
        sa.Column("prijs_id", sa.Uuid(), nullable=False),
        sa.Column("overeenkomst_id", sa.Uuid(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("wet", sa.Text(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("productcode", sa.Text(), nullable=False),
        sa.Column("eenheid", sa.Text(), nullable=False),
        sa.Column("tarief_cent", sa.BigInteger(), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.Column("gemeenten", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("prijs_id", name=op.f("prijs_pk")),
    )
    op.create_index(op.f("prijs_agb_code_wet"), "prijs", ["agb_code", "wet"], unique=False)
    op.create_table(
        "regio_deelname",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("dienst", sa.Text(), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("gemeente", "dienst", "van", name=op.f("regio_deelname_pk")),
    )
    op.create_table(
        "toelating",
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("perceel_code", sa.Text(), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("agb_code", "perceel_code", name=op.f("toelating_pk")),
    )
    op.create_table(
        "toewijzing",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("wet", sa.Text(), nullable=False),
        sa.Column("nummer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("client", sa.LargeBinary(), nullable=False),
        sa.Column("categorie", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("volume", sa.Integer(), nullable=True),
        sa.Column("eenheid", sa.Text(), nullable=True),
        sa.Column("frequentie", sa.Text(), nullable=True),
        sa.Column("budget_cent", sa.BigInteger(), nullable=True),
        sa.Column("ingangsdatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("verwijderd", sa.Boolean(), nullable=False),
        sa.Column("toewijzingsdatum", sa.Date(), nullable=False),
        sa.Column("toewijzingstijd", sa.BigInteger(), nullable=False),
        sa.Column("grondslag", sa.Text(), nullable=True),
        sa.Column("geldig", sa.Boolean(), nullable=False),
        sa.Column("reden_ongeldig", sa.Text(), nullable=True),
        sa.Column("verplichting_cent", sa.BigInteger(), nullable=False),
        sa.Column("programmalijn", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("gemeente", "wet", "nummer", name=op.f("toewijzing_pk")),
    )
    op.create_index(
        op.f("toewijzing_agb_code_wet_gemeente"), "toewijzing", ["agb_code", "wet", "gemeente"], unique=False
    )
    op.create_index(op.f("toewijzing_client"), "toewijzing", ["client"], unique=False)


def downgrade() -> None:
    drop_technical_tables_v1()
    op.drop_index(op.f("toewijzing_client"), table_name="toewijzing")
    op.drop_index(op.f("toewijzing_agb_code_wet_gemeente"), table_name="toewijzing")
    op.drop_table("toewijzing")
    op.drop_table("toelating")
    op.drop_table("regio_deelname")
    op.drop_index(op.f("prijs_agb_code_wet"), table_name="prijs")
    op.drop_table("prijs")
    op.drop_table("prestatie")
    op.drop_table("poging")
    op.drop_table("overeenkomst_einde")
    op.drop_index(op.f("overeenkomst_agb_code_wet"), table_name="overeenkomst")
    op.drop_table("overeenkomst")
    op.drop_table("maatregel_einde")
    op.drop_index(op.f("maatregel_agb_code"), table_name="maatregel")
    op.drop_table("maatregel")
    op.drop_table("grondslag")
    op.drop_table("client")
    op.drop_table("betaaltermijn")
    op.drop_index(op.f("betaalopdracht_agb_code"), table_name="betaalopdracht")
    op.drop_table("betaalopdracht")
    op.drop_index("bestand_identificatie", table_name="bestand")
    op.drop_index("bestand_declaratienummer", table_name="bestand")
    op.drop_index("bestand_wachtend", table_name="bestand", postgresql_where="status = 'ontvangen'")
    op.drop_index(op.f("bestand_gemeente_nummer"), table_name="bestand")
    op.drop_index(op.f("bestand_agb_code_wet_nummer"), table_name="bestand")
    op.drop_table("bestand")
    op.drop_table("antwoord")
    op.drop_table("aanbieder")
