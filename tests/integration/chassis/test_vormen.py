"""What was stored before codes and texts had one form gets that form; what has none stays and is told."""

from collections.abc import Callable

import psycopg
import pytest
import structlog
from alembic import command
from chassis.migrate import config_for

pytestmark = pytest.mark.integratie
FULL = "\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18"
NFD = "Cafe\u0301\u202e de\u200b Zon "
BEFORE = {"contracting": "0012", "declaraties": "0011", "subsidies": "0005", "toezicht": "0010"}
INSERTS = {
    "contracting": "INSERT INTO aanbieder (agb_code, kvk_nummer, naam, capaciteit_uren_per_maand, geregistreerd_op)"
    " VALUES (%s, %s, %s, 1, '2026-01-01')",
    "declaraties": "INSERT INTO aanbieder (agb_code, kvk_nummer, naam) VALUES (%s, %s, %s)",
    "toezicht": "INSERT INTO aanbieder (agb_code, kvk_nummer, naam, datum, capaciteit_uren_per_maand, tijd)"
    " VALUES (%s, %s, %s, '2026-01-01', 1, now())",
}


@pytest.mark.parametrize("dienst", INSERTS)
def test_names_and_codes_of_before_get_the_form_of_now(database_url: Callable[[str], str], dienst: str) -> None:
    url = database_url("leeg")
    command.upgrade(config_for(dienst, url), BEFORE[dienst])
    with psycopg.connect(url) as connection:
        for row in (
            ("42420001", FULL, NFD),
            ("42420002", "12345678", "\u200b"),
            ("42420003", "12345678", "Gewoon B.V."),
        ):
            connection.execute(INSERTS[dienst].encode(), row)

    with structlog.testing.capture_logs() as logs:
        command.upgrade(config_for(dienst, url), "head")

    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT kvk_nummer, naam FROM aanbieder ORDER BY agb_code").fetchall()
    assert found == [("12345678", "Caf\u00e9 de Zon"), ("12345678", "\u200b"), ("12345678", "Gewoon B.V.")]
    told = [one for one in logs if one["event"] == "not_mended"]
    assert [(one["table"], one["column"], one["key"]) for one in told] == [("aanbieder", "naam", "42420002")]


def test_a_provider_of_before_is_found_by_its_kvk_number(database_url: Callable[[str], str]) -> None:
    url = database_url("leeg")
    command.upgrade(config_for("subsidies", url), BEFORE["subsidies"])
    with psycopg.connect(url) as connection:
        insert = "INSERT INTO zorgaanbieder (agb_code, kvk_nummer, datum) VALUES (%s, %s, '2026-01-01')"
        connection.execute(insert, ("42420001", FULL))
        connection.execute(insert, ("42420002", "\u0661\u0662"))

    with structlog.testing.capture_logs() as logs:
        command.upgrade(config_for("subsidies", url), "head")

    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT kvk_nummer FROM zorgaanbieder ORDER BY agb_code").fetchall()
    assert found == [("12345678",), ("\u0661\u0662",)]
    assert [one["key"] for one in logs if one["event"] == "not_mended"] == ["42420002"]
