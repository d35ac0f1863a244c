"""What is payable, released and refused stand apart in the ledger; nothing of before is known to be paid.

Payables stay as they were booked, and meet their obligation: a term is known by its id, which declaraties makes of the
term; care is taken to be of the month before it was made payable.
"""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

# How declaraties names the payables of a term: the first one, and then its corrections.
TERMS = uuid.UUID("0d3c9f5e-5d39-5f0c-9b52-5f2f5a3c7d16")
CORRECTIONS = 100
PAYABLES = "SELECT kenmerk FROM boekstuk WHERE soort = 'betaalopdracht'"
OF_TERM = "UPDATE boekregel SET post = :post WHERE soort = 'betaalopdracht' AND kenmerk = :kenmerk"
OF_CARE = """UPDATE boekregel r SET tot = date_trunc('month', left(s.rang, 10)::date)::date - 1 FROM boekstuk s
WHERE r.soort = 'betaalopdracht' AND r.post = 'zorg' AND s.soort = r.soort AND s.kenmerk = r.kenmerk AND s.rang <> ''"""


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
    _find_terms()
    op.execute(OF_CARE)


def _find_terms() -> None:
    connection = op.get_bind()
    payables = {kenmerk for (kenmerk,) in connection.execute(sa.text(PAYABLES))}
    for (term,) in connection.execute(sa.text("SELECT kenmerk FROM boekstuk WHERE soort = 'termijn'")).all():
        for number in range(1, CORRECTIONS + 1):
            source = uuid.uuid5(TERMS, f"{term.replace(':', '|')}|{number}")
            kenmerk = str(uuid.uuid5(TERMS, f"opdracht|{source}"))
            if kenmerk in payables:
                connection.execute(sa.text(OF_TERM), {"post": f"termijn:{term}", "kenmerk": kenmerk})


def downgrade() -> None:
    op.execute("UPDATE boekregel SET betaalbaar_cent = verplicht_cent WHERE soort = 'subsidie'")
    op.execute("DELETE FROM boekregel WHERE soort IN ('betaling', 'weigering')")
    op.execute("DELETE FROM boekstuk WHERE soort IN ('betaling', 'weigering')")
    for naam in ("post", "geweigerd_cent", "vrijgegeven_cent"):
        op.drop_column("boekregel", naam)
    op.alter_column("boekregel", "betaalbaar_cent", new_column_name="betaald_cent")
