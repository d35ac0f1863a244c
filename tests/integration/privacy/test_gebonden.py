"""What was encrypted before bindings were is bound by the migrations, and opens as it did (point of the release)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic import command
from chassis.migrate import config_for
from chassis.settings import PaymentSettings
from devstack.postgres import Postgres
from pydantic import SecretStr
from risb_kern.privacy import Privacy, account_binding

from tests.builders.diensten import settings_for

pytestmark = pytest.mark.integratie
WAARDE = "NL91ABNA0417164300"
EEN = "11111111-1111-4111-8111-111111111111"
OUD = {"contracting": "0011", "declaraties": "0010", "subsidies": "0004", "toezicht": "0009"}
RIJEN: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "contracting": {
        "rekening": {"id": EEN, "houdersoort": "aanbieder", "houder": "42420001", "versie": 3, "nummer": "oud"}
    },
    "declaraties": {
        "rekening": {
            "houdersoort": "gemeente",
            "houder": "0307",
            "rekening_id": EEN,
            "versie": 4,
            "iban_versleuteld": "oud",
        },
        "betaalrun": {"id": EEN, "gemeente": "0307", "rekening_id": EEN, "iban_versleuteld": "oud", "bestand": "oud"},
        "antwoord": {"bestand_nummer": 12, "inhoud": "oud"},
        "client": {"pseudoniem": b"p" * 16, "bsn": "oud"},
    },
    "subsidies": {"aanvraag": {"id": EEN, "iban_versleuteld": "oud", "bsn_versleuteld": "oud"}},
    "toezicht": {"abonnement": {"id": EEN, "url": "https://toezicht.example.nl/", "geheim": "oud"}},
}
GEBONDEN = {
    ("contracting", "rekening", "nummer"): account_binding("aanbieder", "42420001", 3),
    ("declaraties", "rekening", "iban_versleuteld"): account_binding("gemeente", "0307", 4),
    ("declaraties", "betaalrun", "iban_versleuteld"): account_binding("gemeente", "0307", 4),
    ("declaraties", "betaalrun", "bestand"): f"betaalbestand|{EEN}",
    ("declaraties", "antwoord", "inhoud"): "antwoord|12",
    ("declaraties", "client", "bsn"): f"client|{(b'p' * 16).hex()}",
    ("subsidies", "aanvraag", "iban_versleuteld"): f"aanvraag|iban|{EEN}",
    ("subsidies", "aanvraag", "bsn_versleuteld"): f"aanvraag|bsn|{EEN}",
    ("toezicht", "abonnement", "geheim"): "abonnement|https://toezicht.example.nl/",
}


def oud(privacy: Privacy) -> bytes:
    nonce = bytes(12)
    return nonce + privacy._cipher.encrypt(nonce, WAARDE.encode(), None)


def sleutel(settings: Any, kolom: str) -> Privacy:
    is_rekening = kolom in {"nummer", "iban_versleuteld"} and hasattr(settings, "payment_key")
    return Privacy(settings.payment_key if is_rekening else settings.key)


@pytest.mark.parametrize("dienst", sorted(OUD))
def test_stored_values_are_bound_by_the_migration_and_open_as_before(
    postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dienst: str
) -> None:
    naam = f"gebonden_{dienst}"
    postgres.databases.create_role(dienst)
    url = postgres.create_database(naam, owner=dienst)
    settings = settings_for(dienst, url, tmp_path)
    for veld, waarde in settings.model_dump(exclude_none=True).items():
        kaal = waarde.get_secret_value() if isinstance(waarde, SecretStr) else waarde
        if veld in PaymentSettings.model_fields and isinstance(kaal, str | int | Path):
            monkeypatch.setenv(f"{dienst}_{veld}".upper(), str(kaal))
    command.upgrade(config_for(dienst, url), OUD[dienst])
    with psycopg.connect(postgres.url(naam), autocommit=True) as db:
        db.execute("SET session_replication_role = replica")
        for tabel, rij in RIJEN[dienst].items():
            _schrijf(db, tabel, rij, settings)

    command.upgrade(config_for(dienst, url), "head")

    with psycopg.connect(postgres.url(naam)) as db:
        for (van, tabel, kolom), binding in GEBONDEN.items():
            if van == dienst:
                (waarde,) = db.execute(f"SELECT {kolom} FROM {tabel}".encode()).fetchone() or (b"",)
                assert sleutel(settings, kolom).decrypt(bytes(waarde), binding) == WAARDE, (tabel, kolom)
    postgres.databases.drop(naam)


def _schrijf(db: "psycopg.Connection[Any]", tabel: str, rij: Mapping[str, Any], settings: Any) -> None:
    """The row, with something in every other column that may not be empty, and on its own."""
    verwijzingen = db.execute(
        "SELECT quote_ident(conname) FROM pg_constraint WHERE contype = 'f' AND conrelid = CAST(%s AS regclass)",
        [tabel],
    ).fetchall()
    for (verwijzing,) in verwijzingen:
        db.execute(f"ALTER TABLE {tabel} DROP CONSTRAINT {verwijzing}".encode())
    vul = {"text": "x", "integer": 1, "bigint": 1, "boolean": False, "date": "2026-01-01", "jsonb": "{}", "ARRAY": "{}"}
    kolommen = db.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s AND is_nullable = 'NO'"
        " AND column_default IS NULL AND is_identity = 'NO'",
        [tabel],
    ).fetchall()
    rest = {naam: _waarde(soort, vul) for naam, soort in kolommen if naam not in rij}
    echt = {naam: oud(sleutel(settings, naam)) if waarde == "oud" else waarde for naam, waarde in rij.items()}
    alles = {**rest, **echt}
    namen, plaatsen = ", ".join(alles), ", ".join(["%s"] * len(alles))
    db.execute(f"INSERT INTO {tabel} ({namen}) VALUES ({plaatsen})".encode(), list(alles.values()))


def _waarde(soort: str, vul: Mapping[str, Any]) -> Any:
    if soort.startswith("timestamp"):
        return "2026-01-01 10:00:00+00"
    if soort == "uuid":
        return EEN
    return b"x" if soort == "bytea" else vul.get(soort, 1)
