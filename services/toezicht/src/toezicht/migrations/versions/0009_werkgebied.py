"""Who is bound to gemeenten sees those: where aanbieders work, and what a signal or a subscription is about.

Where aanbieders work is known from what contracting and declaraties tell from now on; until they told, somebody who is
bound to gemeenten sees less, never more.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0009"
down_revision = "0008"

_GEMEENTE = """
UPDATE signaal SET gemeenten = ARRAY(
  SELECT feit ->> 'waarde' FROM jsonb_array_elements(feiten) feit WHERE feit ->> 'naam' = 'gemeente')
WHERE bron = 'subsidies'
"""


def upgrade() -> None:
    op.create_table(
        "werkgebied",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "agb_code", name=op.f("werkgebied_pk")),
    )
    for table in ("signaal", "overeenkomst", "abonnement"):
        op.add_column(table, sa.Column("gemeenten", ARRAY(sa.Text()), nullable=False, server_default="{}"))
        op.alter_column(table, "gemeenten", server_default=None)
    op.execute(_GEMEENTE)


def downgrade() -> None:
    for table in ("signaal", "overeenkomst", "abonnement"):
        op.drop_column(table, "gemeenten")
    op.drop_table("werkgebied")
