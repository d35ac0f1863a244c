"""Every column that can hold words stands in docs/gedeeld/teksten.md with a choice, and is stored as that says."""

from collections.abc import Callable

import psycopg
import pytest

from tests.builders.diensten import DIENSTEN

from .kolommen import KEUZES, VERSLEUTELD, Kolom, gekozen

pytestmark = pytest.mark.integratie
_KOLOMMEN = """
    SELECT c.table_name, c.column_name, c.udt_name FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE table_schema = 'public' AND t.table_type = 'BASE TABLE' AND table_name <> 'alembic_version'
    AND c.udt_name IN ('text', 'varchar', 'bpchar', 'json', 'jsonb', 'bytea', 'xml', '_text', '_varchar', '_jsonb')
"""


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_every_column_that_can_hold_words_stands_in_the_table_with_a_choice(
    database_url: Callable[[str], str], dienst: str
) -> None:
    with psycopg.connect(database_url(dienst)) as db:
        soorten = {Kolom(dienst, table, name): kind for table, name, kind in db.execute(_KOLOMMEN).fetchall()}
    keuzes = gekozen(dienst)
    assert sorted(soorten.keys() - keuzes.keys()) == [], "zet deze kolommen in docs/gedeeld/teksten.md"
    assert sorted(keuzes.keys() - soorten.keys()) == [], "deze kolommen zijn er niet"
    assert set(keuzes.values()) <= KEUZES
    assert [one for one, keuze in keuzes.items() if keuze == VERSLEUTELD and soorten[one] != "bytea"] == []
