"""The tables as migrations of the services create them.

Frozen: these functions are part of past migrations. They import nothing of this package and never change; a change of
the tables is a new function (`..._v2`) and a new migration in every service.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

_REFUSE_V1 = """
CREATE FUNCTION tijdlijn_alleen_toevoegen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'aan % wordt alleen toegevoegd', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$
"""


def zaak_tables_v1() -> None:
    """Timeline, its heads and anchors, and the agenda."""
    op.create_table(
        "tijdlijn",
        sa.Column("zaak", sa.Text(), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gegevens", JSONB(), nullable=False),
        sa.Column("vorige_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("zaak", "nr", name=op.f("tijdlijn_pk")),
    )
    op.create_table(
        "tijdlijn_kop",
        sa.Column("zaak", sa.Text(), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("verankerd", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("zaak", name=op.f("tijdlijn_kop_pk")),
    )
    op.create_index("tijdlijn_kop_los", "tijdlijn_kop", ["zaak"], postgresql_where=sa.text("nr > verankerd"))
    op.create_table(
        "tijdlijn_anker",
        sa.Column("nr", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("koppen", JSONB(), nullable=False),
        sa.Column("vorige_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("nr", name=op.f("tijdlijn_anker_pk")),
    )
    op.execute(_REFUSE_V1)
    for table in ("tijdlijn", "tijdlijn_anker"):
        op.execute(
            f"CREATE TRIGGER {table}_alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION tijdlijn_alleen_toevoegen()"
        )
    op.create_table(
        "agenda",
        sa.Column("zaak", sa.Text(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gegevens", JSONB(), nullable=False),
        sa.Column("pogingen", sa.Integer(), nullable=False),
        sa.Column("fout", sa.Text(), nullable=True),
        sa.Column("wacht_tot", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("zaak", "soort", name=op.f("agenda_pk")),
    )
    op.create_index("agenda_volgorde", "agenda", ["op", "zaak", "soort"])


def drop_zaak_tables_v1() -> None:
    """The way back."""
    for table in ("agenda", "tijdlijn_anker", "tijdlijn_kop", "tijdlijn"):
        op.drop_table(table)
    op.execute("DROP FUNCTION tijdlijn_alleen_toevoegen()")
