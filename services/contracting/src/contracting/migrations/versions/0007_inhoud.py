"""Percelen, applications and agreements as the domain writes them: filled from the columns that go in 0008."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"

PERCEEL = """
jsonb_build_object('code', code, 'wet', wet, 'dienst', dienst, 'variant', variant, 'procedure', procedure,
  'programmalijn', programmalijn, 'gemeenten', to_jsonb(gemeenten), 'basiscriteria', basiscriteria,
  'maximum_aanbieders', maximum_aanbieders, 'uiterste_aanmelddag', uiterste_aanmelddag)
"""
AANMELDING = """
jsonb_build_object('id', id, 'agb_code', agb_code, 'perceel_code', perceel_code, 'ontvangen_op', ontvangen_op,
  'ondertekend', ondertekend, 'akkoord_zonder_voorbehoud', akkoord_zonder_voorbehoud,
  'bewijsstukken', bewijsstukken, 'trace_id', trace_id, 'status', status,
  'aanvulling_uiterlijk', aanvulling_uiterlijk, 'beoordeling', beoordeling)
"""
OVEREENKOMST = """
jsonb_build_object('id', id, 'agb_code', agb_code, 'perceel_code', perceel_code, 'wet', wet, 'variant', variant,
  'programmalijn', programmalijn, 'gemeenten', to_jsonb(gemeenten), 'ingangsdatum', ingangsdatum,
  'einddatum', einddatum, 'trace_id', trace_id, 'reden_einde', reden_einde,
  'taakbudget', CASE WHEN jaarbudget_cent IS NULL THEN NULL ELSE jsonb_build_object('jaarbudget_cent', jaarbudget_cent,
    'verdeelsleutel', verdeelsleutel, 'termijnen_per_jaar', termijnen_per_jaar) END)
"""
INHOUD = {"perceel": PERCEEL, "aanmelding": AANMELDING, "overeenkomst": OVEREENKOMST}


def upgrade() -> None:
    for table, inhoud in INHOUD.items():
        op.add_column(table, sa.Column("inhoud", postgresql.JSONB(), nullable=True))
        op.execute(f"UPDATE {table} SET inhoud = {inhoud}")
        op.alter_column(table, "inhoud", nullable=False, existing_type=postgresql.JSONB())


def downgrade() -> None:
    for table in INHOUD:
        op.drop_column(table, "inhoud")
