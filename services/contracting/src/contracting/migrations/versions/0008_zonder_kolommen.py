"""What stands in `inhoud` and is not searched, locked or unique has no column of its own any more."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0008"
down_revision = "0007"

TEXTS = "ARRAY(SELECT jsonb_array_elements_text({}))"
BUDGET = "inhoud -> 'taakbudget'"
# Per table the columns that go: name, type, whether they may be empty, and where their value stands in `inhoud`.
COLUMNS: dict[str, list[tuple[str, sa.types.TypeEngine[Any], bool, str]]] = {
    "perceel": [
        ("dienst", sa.Text(), False, "inhoud ->> 'dienst'"),
        ("variant", sa.Text(), False, "inhoud ->> 'variant'"),
        ("procedure", sa.Text(), False, "inhoud ->> 'procedure'"),
        ("programmalijn", sa.Text(), False, "inhoud ->> 'programmalijn'"),
        ("gemeenten", ARRAY(sa.Text()), False, TEXTS.format("inhoud -> 'gemeenten'")),
        ("basiscriteria", JSONB(), False, "inhoud -> 'basiscriteria'"),
        ("maximum_aanbieders", sa.Integer(), True, "(inhoud ->> 'maximum_aanbieders')::int"),
        ("uiterste_aanmelddag", sa.Date(), True, "(inhoud ->> 'uiterste_aanmelddag')::date"),
    ],
    "aanmelding": [
        ("ontvangen_op", sa.Date(), False, "(inhoud ->> 'ontvangen_op')::date"),
        ("ondertekend", sa.Boolean(), False, "(inhoud ->> 'ondertekend')::boolean"),
        ("akkoord_zonder_voorbehoud", sa.Boolean(), False, "(inhoud ->> 'akkoord_zonder_voorbehoud')::boolean"),
        ("bewijsstukken", JSONB(), False, "inhoud -> 'bewijsstukken'"),
        ("trace_id", sa.Text(), False, "inhoud ->> 'trace_id'"),
        ("aanvulling_uiterlijk", sa.Date(), True, "(inhoud ->> 'aanvulling_uiterlijk')::date"),
        ("beoordeling", JSONB(), True, "nullif(inhoud -> 'beoordeling', 'null')"),
    ],
    "overeenkomst": [
        ("wet", sa.Text(), False, "inhoud ->> 'wet'"),
        ("programmalijn", sa.Text(), False, "inhoud ->> 'programmalijn'"),
        ("trace_id", sa.Text(), False, "inhoud ->> 'trace_id'"),
        ("reden_einde", sa.Text(), True, "inhoud ->> 'reden_einde'"),
        ("jaarbudget_cent", sa.BigInteger(), True, f"({BUDGET} ->> 'jaarbudget_cent')::bigint"),
        ("verdeelsleutel", JSONB(), True, f"{BUDGET} -> 'verdeelsleutel'"),
        ("termijnen_per_jaar", sa.Integer(), True, f"({BUDGET} ->> 'termijnen_per_jaar')::int"),
    ],
}


def upgrade() -> None:
    for table, columns in COLUMNS.items():
        for name, *_ in columns:
            op.drop_column(table, name)


def downgrade() -> None:
    for table, columns in COLUMNS.items():
        for name, kind, empty, value in columns:
            op.add_column(table, sa.Column(name, kind, nullable=True))
            op.execute(f"UPDATE {table} SET {name} = {value}")
            if not empty:
                op.alter_column(table, name, nullable=False, existing_type=kind)
