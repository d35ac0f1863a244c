"""Payables of every kind, the runs in which they are paid, their review, and payments on request."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
_OUD = "betaalopdracht_bestand_nummer_programmalijn_jaar_uniek"
_NIEUW = "betaalopdracht_soort_bron_id_programmalijn_jaar_uniek"
_TABELLEN = (
    "vergoedingboeking",
    "vergoedingstap",
    "vergoeding",
    "termijnbetaling",
    "termijnkorting",
    "betaalcontrole_besluit",
    "betaalcontrole",
    "betaalregel_opdracht",
    "betaalregel",
    "betaalrun",
    "rekening",
)


def upgrade() -> None:
    _opdrachten()
    _rekeningen_en_runs()
    _betalingen()
    _controles()
    _termijnen()
    _vergoedingen()


def downgrade() -> None:
    for tabel in _TABELLEN:
        op.drop_table(tabel)
    # Without these columns only payables that come from messages can exist.
    op.execute("DELETE FROM betaalopdracht WHERE soort <> 'prestaties'")
    op.drop_index("betaalopdracht_gemeente_vervaldatum", table_name="betaalopdracht")
    op.drop_constraint(_NIEUW, "betaalopdracht")
    op.create_unique_constraint(_OUD, "betaalopdracht", ["bestand_nummer", "programmalijn", "jaar"])
    for naam in ("bestand_nummer", "bestand_id"):
        op.alter_column("betaalopdracht", naam, nullable=False)
    for naam in ("soort", "bron_id"):
        op.drop_column("betaalopdracht", naam)


def _opdrachten() -> None:
    op.add_column("betaalopdracht", sa.Column("soort", sa.Text(), nullable=True))
    op.add_column("betaalopdracht", sa.Column("bron_id", sa.Uuid(), nullable=True))
    op.execute("UPDATE betaalopdracht SET soort = 'prestaties', bron_id = bestand_id")
    for naam in ("soort", "bron_id"):
        op.alter_column("betaalopdracht", naam, nullable=False)
    for naam in ("bestand_nummer", "bestand_id"):
        op.alter_column("betaalopdracht", naam, nullable=True)
    op.drop_constraint(_OUD, "betaalopdracht")
    op.create_unique_constraint(_NIEUW, "betaalopdracht", ["soort", "bron_id", "programmalijn", "jaar"])
    op.create_index("betaalopdracht_gemeente_vervaldatum", "betaalopdracht", ["gemeente", "vervaldatum"])


def _rekeningen_en_runs() -> None:
    op.create_table(
        "rekening",
        sa.Column("houdersoort", sa.Text(), nullable=False),
        sa.Column("houder", sa.Text(), nullable=False),
        sa.Column("rekening_id", sa.Uuid(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("tenaamstelling", sa.Text(), nullable=False),
        sa.Column("iban_versleuteld", sa.LargeBinary(), nullable=False),
        sa.Column("iban_kenmerk", sa.LargeBinary(), nullable=False),
        sa.Column("vastgesteld_op", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("houdersoort", "houder", name=op.f("rekening_pk")),
    )
    op.create_table(
        "betaalrun",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nummer", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=True),
        sa.Column("tot_en_met", sa.Date(), nullable=False),
        sa.Column("uitvoerdatum", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("bedrag_cent", sa.BigInteger(), nullable=False),
        sa.Column("rekening_id", sa.Uuid(), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("iban_versleuteld", sa.LargeBinary(), nullable=False),
        sa.Column("overgeslagen", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("voorbereid_door", sa.Text(), nullable=False),
        sa.Column("voorbereid_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("afgehandeld_door", sa.Text(), nullable=True),
        sa.Column("afgehandeld_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reden", sa.Text(), nullable=True),
        sa.Column("bestand", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("hersteld", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("betaalrun_pk")),
        sa.UniqueConstraint("nummer", name=op.f("betaalrun_nummer_uniek")),
    )
    op.create_index(op.f("betaalrun_gemeente"), "betaalrun", ["gemeente"], unique=False)


def _betalingen() -> None:
    op.create_table(
        "betaalregel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("bedrag_cent", sa.BigInteger(), nullable=False),
        sa.Column("rekening_id", sa.Uuid(), nullable=False),
        sa.Column("iban_versleuteld", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("redencode", sa.Text(), nullable=True),
        sa.Column("toelichting", sa.Text(), nullable=True),
        sa.Column("afgehandeld_door", sa.Text(), nullable=True),
        sa.Column("afgehandeld_op", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("betaalregel_pk")),
        sa.UniqueConstraint("run_id", "agb_code", name=op.f("betaalregel_run_id_agb_code_uniek")),
    )
    op.create_index(op.f("betaalregel_agb_code"), "betaalregel", ["agb_code"], unique=False)
    op.create_table(
        "betaalregel_opdracht",
        sa.Column("regel_id", sa.Uuid(), nullable=False),
        sa.Column("opdracht_id", sa.Uuid(), nullable=False),
        sa.Column("telt", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("regel_id", "opdracht_id", name=op.f("betaalregel_opdracht_pk")),
    )
    op.create_index(
        "betaalregel_opdracht_telt",
        "betaalregel_opdracht",
        ["opdracht_id"],
        unique=True,
        postgresql_where=sa.text("telt"),
    )


def _controles() -> None:
    op.create_table(
        "betaalcontrole",
        sa.Column("opdracht_id", sa.Uuid(), nullable=False),
        sa.Column("gekozen", sa.Boolean(), nullable=False),
        sa.Column("redenen", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("regelversie", sa.Integer(), nullable=False),
        sa.Column("bepaald_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("opdracht_id", name=op.f("betaalcontrole_pk")),
    )
    op.create_table(
        "betaalcontrole_besluit",
        sa.Column("volgnummer", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("opdracht_id", sa.Uuid(), nullable=False),
        sa.Column("besluit", sa.Text(), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=True),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("volgnummer", name=op.f("betaalcontrole_besluit_pk")),
    )
    op.create_index(op.f("betaalcontrole_besluit_opdracht_id"), "betaalcontrole_besluit", ["opdracht_id"], unique=False)


def _termijnen() -> None:
    op.create_table(
        "termijnkorting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("overeenkomst_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=True),
        sa.Column("percentage", sa.SmallInteger(), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=True),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("besloten_door", sa.Text(), nullable=False),
        sa.Column("besloten_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("termijnkorting_pk")),
    )
    op.create_index(op.f("termijnkorting_overeenkomst_id"), "termijnkorting", ["overeenkomst_id"], unique=False)
    op.create_table(
        "termijnbetaling",
        sa.Column("overeenkomst_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("termijn", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("volgnummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("opdracht_id", sa.Uuid(), nullable=False),
        sa.Column("bedrag_cent", sa.BigInteger(), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "overeenkomst_id", "gemeente", "jaar", "termijn", "volgnummer", name=op.f("termijnbetaling_pk")
        ),
    )


def _vergoedingen() -> None:
    op.create_table(
        "vergoeding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("wet", sa.Text(), nullable=False),
        sa.Column("programmalijn", sa.Text(), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=False),
        sa.Column("gevraagd_cent", sa.BigInteger(), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("aangevraagd_door", sa.Text(), nullable=False),
        sa.Column("aangevraagd_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("vergoeding_pk")),
    )
    op.create_index(op.f("vergoeding_agb_code"), "vergoeding", ["agb_code"], unique=False)
    op.create_table(
        "vergoedingstap",
        sa.Column("vergoeding_id", sa.Uuid(), nullable=False),
        sa.Column("stap", sa.Text(), nullable=False),
        sa.Column("bedrag_cent", sa.BigInteger(), nullable=False),
        sa.Column("motivering", sa.Text(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("vergoeding_id", "stap", name=op.f("vergoedingstap_pk")),
    )
    op.create_table(
        "vergoedingboeking",
        sa.Column("vergoeding_id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("bedrag_cent", sa.BigInteger(), nullable=False),
        sa.Column("opdracht_id", sa.Uuid(), nullable=True),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("vergoeding_id", "soort", name=op.f("vergoedingboeking_pk")),
    )
