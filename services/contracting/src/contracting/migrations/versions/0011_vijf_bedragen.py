"""What is payable, released and refused stand apart in the ledger; nothing of before is known to be paid."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.alter_column("boekregel", "betaald_cent", new_column_name="betaalbaar_cent")
    for naam in ("vrijgegeven_cent", "geweigerd_cent"):
        op.add_column("boekregel", sa.Column(naam, sa.BigInteger(), nullable=False, server_default="0"))
        op.alter_column("boekregel", naam, server_default=None)
    op.add_column("boekregel", sa.Column("post", sa.Text(), nullable=False, server_default="zorg"))
    op.alter_column("boekregel", "post", server_default=None)
    op.execute("UPDATE boekregel SET post = soort || ':' || kenmerk WHERE soort IN ('termijn', 'subsidie')")
    # A granted subsidy was booked as paid; no payment of it was ever told.
    op.execute("UPDATE boekregel SET betaalbaar_cent = 0 WHERE soort = 'subsidie'")
    # Payables are kept as they were booked, and give way when they are read once more from the topic, with what they
    # are about (runbook afnemer-achterstand).
    op.execute("UPDATE boekstuk SET rang = '' WHERE soort = 'betaalopdracht'")
    op.execute("DELETE FROM inbox WHERE type = 'nl.declaraties.betaalopdracht-gemaakt.v1'")


def downgrade() -> None:
    op.execute("UPDATE boekregel SET betaalbaar_cent = verplicht_cent WHERE soort = 'subsidie'")
    op.execute("DELETE FROM boekregel WHERE soort IN ('betaling', 'weigering')")
    op.execute("DELETE FROM boekstuk WHERE soort IN ('betaling', 'weigering')")
    for naam in ("post", "geweigerd_cent", "vrijgegeven_cent"):
        op.drop_column("boekregel", naam)
    op.alter_column("boekregel", "betaalbaar_cent", new_column_name="betaald_cent")
