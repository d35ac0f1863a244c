"""An answer that was kept before answers were encrypted is still given to who repeats the request."""

import hashlib
from pathlib import Path

import psycopg
import pytest
from alembic import command
from chassis.migrate import config_for
from devstack.postgres import Postgres
from risb_kern.privacy import Privacy

from tests.builders.diensten import settings_for

pytestmark = pytest.mark.integratie
OUD = {"contracting": "0013", "declaraties": "0013", "subsidies": "0009", "toezicht": "0012"}
ANTWOORD = b'{"naam":"Mevrouw Voorbeeld"}'
VERZOEK = hashlib.sha256(b"het verzoek")


@pytest.mark.parametrize("dienst", sorted(OUD))
def test_kept_answers_are_encrypted_by_the_migration_and_found_again(
    postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dienst: str
) -> None:
    naam = f"antwoorden_{dienst}"
    postgres.databases.create_role(dienst)
    url = postgres.create_database(naam, owner=dienst)
    settings = settings_for(dienst, url, tmp_path)
    command.upgrade(config_for(dienst, url), OUD[dienst])
    with psycopg.connect(postgres.url(naam), autocommit=True) as db:
        insert = "INSERT INTO idempotentie VALUES ('iemand', 'een sleutel', %s, 201, %s, now())"
        db.execute(insert, [VERZOEK.digest(), ANTWOORD])
    with pytest.raises(RuntimeError, match="GEGEVENSSLEUTEL"):
        command.upgrade(config_for(dienst, url), "head")

    monkeypatch.setenv(f"{dienst.upper()}_GEGEVENSSLEUTEL", settings.gegevenssleutel.get_secret_value())
    command.upgrade(config_for(dienst, url), "head")

    privacy = Privacy(settings.key)
    sleutel = privacy.search_hash("sleutel|een sleutel").hex()
    with psycopg.connect(postgres.url(naam)) as db:
        rij = db.execute("SELECT sleutel, verzoek, antwoord FROM idempotentie").fetchone()
    assert rij is not None
    assert (rij[0], rij[1]) == (sleutel, privacy.search_hash(f"verzoek|{VERZOEK.hexdigest()}"))
    assert privacy.decrypt_file(rij[2], f"antwoord|{sleutel}|iemand") == b"[]\n" + ANTWOORD
    postgres.databases.drop(naam)
