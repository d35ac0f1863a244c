"""What agreements cover, so that no two of one aanbieder cover the same; a product paid by amount has no tariff.

Where agreements overlap already, the first one covers the days and nothing is thrown away; docs/diensten/contracting.md
says how to find the others.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import DATERANGE

revision = "0009"
down_revision = "0008"

_WAT = "agb_code || '|' || wet || '|' || gemeente || '|' || wat"
_EEN_TEGELIJK = f"tekstbereik({_WAT}, {_WAT}, '[]') WITH &&, dagen WITH &&"
# Per agreement, product and gemeente the days of its prices in as few stretches as possible.
_PRODUCTEN = """
INSERT INTO dekking (overeenkomst_id, agb_code, wet, wat, gemeente, dagen)
SELECT o.id, o.agb_code, o.wet, o.wat, o.gemeente, unnest(o.dagen) FROM (
  SELECT o.id, o.agb_code, o.inhoud ->> 'wet' AS wet, 'product ' || p.productcode AS wat, g AS gemeente,
    o.ingangsdatum,
    range_agg(daterange(p.geldig_van, p.geldig_tot, '[]') * daterange(o.ingangsdatum, o.einddatum, '[]')) AS dagen
  FROM overeenkomst o JOIN prijs p ON p.overeenkomst_id = o.id CROSS JOIN unnest(p.gemeenten) g
  WHERE o.einddatum IS NULL OR o.einddatum >= o.ingangsdatum
  GROUP BY o.id, p.productcode, g) o
ORDER BY o.ingangsdatum, o.id ON CONFLICT DO NOTHING
"""
_PERCELEN = """
INSERT INTO dekking (overeenkomst_id, agb_code, wet, wat, gemeente, dagen)
SELECT o.id, o.agb_code, o.inhoud ->> 'wet', 'perceel ' || o.perceel_code, g,
  daterange(o.ingangsdatum, o.einddatum, '[]')
FROM overeenkomst o CROSS JOIN unnest(o.gemeenten) g
WHERE o.inhoud -> 'taakbudget' <> 'null' AND o.einddatum >= o.ingangsdatum
ORDER BY o.ingangsdatum, o.id ON CONFLICT DO NOTHING
"""


def upgrade() -> None:
    op.alter_column("prijs", "tarief_cent", nullable=True, existing_type=sa.BigInteger())
    op.create_table(
        "dekking",
        sa.Column("overeenkomst_id", sa.Uuid(), nullable=False),
        sa.Column("wat", sa.Text(), nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("dagen", DATERANGE(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("wet", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["overeenkomst_id"], ["overeenkomst.id"], name=op.f("dekking_overeenkomst_id_fk")),
        sa.PrimaryKeyConstraint("overeenkomst_id", "wat", "gemeente", "dagen", name=op.f("dekking_pk")),
    )
    # A range of one text stands for that text, so that no extension is needed to compare it in the same index.
    op.execute('CREATE TYPE tekstbereik AS RANGE (subtype = text, collation = "C")')
    op.execute(f"ALTER TABLE dekking ADD CONSTRAINT dekking_een_tegelijk_ex EXCLUDE USING gist ({_EEN_TEGELIJK})")
    op.execute(_PRODUCTEN)
    op.execute(_PERCELEN)


def downgrade() -> None:
    op.drop_table("dekking")
    op.execute("UPDATE prijs SET tarief_cent = 0 WHERE tarief_cent IS NULL")
    op.alter_column("prijs", "tarief_cent", nullable=False, existing_type=sa.BigInteger())
    op.execute("DROP TYPE tekstbereik")
