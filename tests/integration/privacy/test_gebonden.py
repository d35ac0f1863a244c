"""What was encrypted before bindings were is bound by the migrations, and opens as it did (point of the release)."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
import structlog
from alembic import command
from chassis.migrate import config_for
from chassis.settings import PaymentSettings
from devstack.postgres import Postgres
from psycopg.types.json import Jsonb
from pydantic import SecretStr
from risb_kern.privacy import Privacy, account_binding
from risb_kern.texts import vergelijkvorm
from risb_recht.codes import iban

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


ANDERE_VORMEN = [
    "NL92.BNGH.0990.0007.77", "nl92 bngh 0990 0007 77", " NL92-BNGH-0990\u20110007\u00a077 ",
    "\uff2e\uff2c92BNGH0990000777", "be68 5390 0754 7034", "NL92BNGH0990000777",
]  # fmt: skip
GEEN_IBAN = ["NL93BNGH0990000777", "onbekend", "", "NL92BNGH099000077", "NL92BNGH09900007\u0667\u0667"]
GEVONDEN = {
    "contracting": ("rekening", "kenmerk", ""),
    "declaraties": ("rekening", "iban_kenmerk", ""),
    "subsidies": ("aanvraag", "iban_hash", "iban:"),
}


def oud(privacy: Privacy, waarde: str = WAARDE) -> bytes:
    nonce = bytes(12)
    return nonce + privacy._cipher.encrypt(nonce, waarde.encode(), None)


def sleutel(settings: Any, kolom: str) -> Privacy:
    is_rekening = kolom in {"nummer", "iban_versleuteld"} and hasattr(settings, "payment_key")
    return Privacy(settings.payment_key if is_rekening else settings.key)


@dataclass(frozen=True, slots=True)
class Oud:
    """A database as the version before this release left it."""

    dienst: str
    url: str
    eigenaar: str
    settings: Any

    def schrijf(self, rijen: Mapping[str, Mapping[str, Any]], nummer: str = WAARDE) -> None:
        """Store the rows, with that account number and secret where they say 'oud'."""
        with psycopg.connect(self.eigenaar, autocommit=True) as db:
            db.execute("SET session_replication_role = replica")
            for tabel, rij in rijen.items():
                _schrijf(db, tabel, rij, self.settings, nummer)

    def migreer(self) -> None:
        """Bring it to what the code of today expects."""
        command.upgrade(config_for(self.dienst, self.url), "head")

    def lees(self, vraag: str) -> list[Any]:
        """Rows of a query."""
        with psycopg.connect(self.eigenaar) as db:
            return db.execute(vraag.encode()).fetchall()


@pytest.fixture
def oude_database(
    postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], Oud]]:
    """A database of a service from before the bindings, with the keys of the service in the environment."""
    gemaakt: list[str] = []

    def maak(dienst: str) -> Oud:
        naam = f"gebonden_{dienst}"
        postgres.databases.create_role(dienst)
        url = postgres.create_database(naam, owner=dienst)
        gemaakt.append(naam)
        settings = settings_for(dienst, url, tmp_path)
        for veld, waarde in settings.model_dump(exclude_none=True).items():
            kaal = waarde.get_secret_value() if isinstance(waarde, SecretStr) else waarde
            if veld in PaymentSettings.model_fields and isinstance(kaal, str | int | Path):
                monkeypatch.setenv(f"{dienst}_{veld}".upper(), str(kaal))
        command.upgrade(config_for(dienst, url), OUD[dienst])
        return Oud(dienst, url, postgres.url(naam), settings)

    yield maak
    for naam in gemaakt:
        postgres.databases.drop(naam)


OudeDatabase = Callable[[str], Oud]


@pytest.mark.parametrize("dienst", sorted(OUD))
def test_stored_values_are_bound_by_the_migration_and_open_as_before(oude_database: OudeDatabase, dienst: str) -> None:
    database = oude_database(dienst)
    database.schrijf(RIJEN[dienst])
    database.migreer()
    for (van, tabel, kolom), binding in GEBONDEN.items():
        if van == dienst:
            [(waarde,)] = database.lees(f"SELECT {kolom} FROM {tabel}")
            assert sleutel(database.settings, kolom).decrypt(bytes(waarde), binding) == WAARDE, (tabel, kolom)


def met_nummers(dienst: str, nummers: Sequence[str], database: Oud) -> dict[str, tuple[str, bytes]]:
    """Rows with these account numbers, migrated: per number that was, what stands there now and its hash."""
    tabel, gevonden, _ = GEVONDEN[dienst]
    kolom = "nummer" if dienst == "contracting" else "iban_versleuteld"
    sleutels = {"contracting": "id", "declaraties": "rekening_id", "subsidies": "id"}
    for plaats, nummer in enumerate(nummers, start=1):
        eigen = {sleutels[dienst]: str(uuid.UUID(int=plaats)), "houder": f"{plaats:08d}"}
        if dienst == "subsidies":
            del eigen["houder"]
        database.schrijf({tabel: {**RIJEN[dienst][tabel], **eigen}}, nummer)
    database.migreer()
    eigen_kolommen = "'', '', 0" if dienst == "subsidies" else "houdersoort, houder, versie"
    rijen = database.lees(f"SELECT {sleutels[dienst]}, {kolom}, {gevonden}, {eigen_kolommen} FROM {tabel}")
    kluis, nu = sleutel(database.settings, kolom), {}
    for kenmerk, waarde, hash_, soort, houder, versie in rijen:
        binding = account_binding(soort, houder, versie) if houder else f"aanvraag|iban|{kenmerk}"
        nu[nummers[kenmerk.int - 1]] = (kluis.decrypt(bytes(waarde), binding), bytes(hash_))
    return nu


@pytest.mark.parametrize("dienst", sorted(GEVONDEN))
def test_an_account_number_in_another_form_gets_its_one_form_and_is_found_by_it(
    oude_database: OudeDatabase, dienst: str
) -> None:
    database = oude_database(dienst)
    kluis = sleutel(database.settings, "nummer" if dienst == "contracting" else "iban_versleuteld")
    for nummer, (nu, hash_) in met_nummers(dienst, ANDERE_VORMEN, database).items():
        assert nu == iban(nummer.strip())
        assert hash_ == kluis.search_hash(f"{GEVONDEN[dienst][2]}{nu}")


@pytest.mark.parametrize("dienst", sorted(GEVONDEN))
def test_what_is_no_account_number_stays_and_is_in_the_log_without_the_number(
    oude_database: OudeDatabase, dienst: str
) -> None:
    with structlog.testing.capture_logs() as logs:
        gevonden = met_nummers(dienst, GEEN_IBAN, oude_database(dienst))
    assert {nummer: nu for nummer, (nu, _) in gevonden.items()} == {one: one for one in GEEN_IBAN}
    genoemd = [one for one in logs if one["event"] == "not_mended" and one["error"] == "no IBAN"]
    assert {one["key"] for one in genoemd} == {str(uuid.UUID(int=n)) for n in range(1, len(GEEN_IBAN) + 1)}
    assert not [one for one in GEEN_IBAN if one and one in str(logs)]


LANG = "Een wandelgroep voor bewoners van alle leeftijden in de wijk, elke week met \ufb01etsen en ko\ufb03e."


def test_a_plan_from_before_is_found_by_its_new_form(oude_database: OudeDatabase) -> None:
    database = oude_database("subsidies")
    inhoud = Jsonb({"opgave": {"doel": LANG}})
    database.schrijf({"aanvraag": {**RIJEN["subsidies"]["aanvraag"], "inhoud": inhoud, "tekst_hash": b"oud"}})
    database.migreer()
    [(gevonden,)] = database.lees("SELECT tekst_hash FROM aanvraag")
    verwacht = sleutel(database.settings, "tekst_hash").search_hash(f"tekst:{vergelijkvorm(LANG)}")
    assert bytes(gevonden) == verwacht


def test_without_the_key_the_plans_are_not_left_as_they_were(
    oude_database: OudeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = oude_database("subsidies")
    command.upgrade(config_for("subsidies", database.url), "0005")
    inhoud = Jsonb({"opgave": {"doel": LANG}})
    database.schrijf({"aanvraag": {**RIJEN["subsidies"]["aanvraag"], "inhoud": inhoud, "tekst_hash": b"oud"}})
    monkeypatch.delenv("SUBSIDIES_GEGEVENSSLEUTEL")
    with pytest.raises(RuntimeError, match="SUBSIDIES_GEGEVENSSLEUTEL"):
        database.migreer()


def _schrijf(db: "psycopg.Connection[Any]", tabel: str, rij: Mapping[str, Any], settings: Any, nummer: str) -> None:
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
    echt = {naam: oud(sleutel(settings, naam), nummer) if waarde == "oud" else waarde for naam, waarde in rij.items()}
    alles = {**rest, **echt}
    namen, plaatsen = ", ".join(alles), ", ".join(["%s"] * len(alles))
    db.execute(f"INSERT INTO {tabel} ({namen}) VALUES ({plaatsen})".encode(), list(alles.values()))


def _waarde(soort: str, vul: Mapping[str, Any]) -> Any:
    if soort.startswith("timestamp"):
        return "2026-01-01 10:00:00+00"
    if soort == "uuid":
        return EEN
    return b"x" if soort == "bytea" else vul.get(soort, 1)
