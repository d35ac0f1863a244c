"""Payables of every kind."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
_OUD = "betaalopdracht_bestand_nummer_programmalijn_jaar_uniek"
_NIEUW = "betaalopdracht_soort_bron_id_programmalijn_jaar_uniek"


def upgrade() -> None:
    op.add_column("betaalopdracht", sa.Column("soort", sa.Text(), nullable=True))
    op.add_column("betaalopdracht", sa.Column("bron_id", sa.Uuid(), nullable=True))
    op.execute("UPDATE betaalopdracht SET soort = 'prestaties', bron_id = bestand_id")
    for naam in ("soort", "bron_id"):
        op.alter_column("betaalopdracht", naam, nullable=False)
    for naam in ("bestand_nummer", "bestand_id"):
        op.alter_column("betaalopdracht", naam, nullable=True)
    op.drop_constraint(_OUD, "betaalopdracht")
    op.create_unique_constraint(_NIEUW, "betaalopdracht", ["soort", "bron_id", "programmalijn", "jaar"])


def downgrade() -> None:
    # Without these columns only payables that come from messages can exist.
    op.execute("DELETE FROM betaalopdracht WHERE soort <> 'prestaties'")
    op.drop_constraint(_NIEUW, "betaalopdracht")
    op.create_unique_constraint(_OUD, "betaalopdracht", ["bestand_nummer", "programmalijn", "jaar"])
    for naam in ("bestand_nummer", "bestand_id"):
        op.alter_column("betaalopdracht", naam, nullable=False)
    for naam in ("soort", "bron_id"):
        op.drop_column("betaalopdracht", naam)
