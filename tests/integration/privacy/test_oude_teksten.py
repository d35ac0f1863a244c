"""What people wrote before texts were encrypted is encrypted by the migration, without a burgerservicenummer in it."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from alembic import command
from chassis.migrate import config_for
from devstack.postgres import Postgres
from psycopg.types.json import Jsonb
from risb_kern.privacy import Privacy, Sealed

from tests.builders.diensten import settings_for

pytestmark = pytest.mark.integratie
NIEUW = {"contracting": "0015", "declaraties": "0015", "subsidies": "0011", "toezicht": "0014"}
ID = uuid.UUID(int=1)
MOMENT = "2026-03-05T10:00:00.000123+01:00"
GESCHREVEN = "Mevrouw Voorbeeld, 999990019, belde."
BEWAARD = "Mevrouw Voorbeeld, *********, belde."
# Eight digits that pass the 11-proef with a zero in front: a number of a kind that is no text.
KVK = "12345672"


@dataclass(frozen=True, slots=True, kw_only=True)
class Oud:
    """A row of before, without the columns that may hold nothing here, and what its texts must have become."""

    dienst: str
    versie: str
    tabel: str
    rij: Mapping[str, object]
    na: Mapping[str, str]
    sleutel: str = str(ID)


def inhoud(**teksten: object) -> dict[str, object]:
    return {"kvk_nummer": KVK, "diep": [{"code": KVK, **teksten}]}


JSON_NA = {"inhoud": json.dumps(inhoud(toelichting=BEWAARD))}
OUD = [
    Oud(dienst="subsidies", versie="0010", tabel=tabel, rij={"id": ID, "inhoud": inhoud(toelichting=GESCHREVEN)}, na=JSON_NA)
    for tabel in ("aanvraag", "aandachtspunt", "besluit")
] + [
    Oud(dienst="contracting", versie="0014", tabel="aanmelding",
        rij={"id": ID, "inhoud": inhoud(toelichting=GESCHREVEN)}, na=JSON_NA),
    Oud(dienst="contracting", versie="0014", tabel="overeenkomst",
        rij={"id": ID, "inhoud": inhoud(reden_einde=GESCHREVEN)}, na={"inhoud": json.dumps(inhoud(reden_einde=BEWAARD))}),
    Oud(dienst="contracting", versie="0014", tabel="maatregel",
        rij={"id": ID, "grond": GESCHREVEN, "reden_einde": "Hersteld"}, na={"grond": BEWAARD, "reden_einde": "Hersteld"}),
    Oud(dienst="contracting", versie="0014", tabel="rekening", rij={"id": ID, "reden": GESCHREVEN}, na={"reden": BEWAARD}),
    Oud(dienst="toezicht", versie="0013", tabel="zaak",
        rij={"id": ID, "motiveringen": [{"id": KVK, "tekst": GESCHREVEN}]},
        na={"motiveringen": json.dumps([{"id": KVK, "tekst": BEWAARD}])}),
    Oud(dienst="toezicht", versie="0013", tabel="bevinding",
        rij={"id": ID, "omschrijving": GESCHREVEN, "bewijs": ["Map 1", GESCHREVEN]},
        na={"omschrijving": BEWAARD, "bewijs": json.dumps(["Map 1", BEWAARD])}),
    Oud(dienst="toezicht", versie="0013", tabel="maatregel",
        rij={"id": ID, "grond": GESCHREVEN, "einde_reden": GESCHREVEN}, na={"grond": BEWAARD, "einde_reden": BEWAARD}),
    Oud(dienst="toezicht", versie="0013", tabel="beoordeling", rij={"id": ID, "reden": GESCHREVEN}, na={"reden": BEWAARD}),
    Oud(dienst="declaraties", versie="0014", tabel="betaalrun", rij={"id": ID, "reden": GESCHREVEN}, na={"reden": BEWAARD}),
    Oud(dienst="declaraties", versie="0014", tabel="betaalregel",
        rij={"id": ID, "toelichting": GESCHREVEN}, na={"toelichting": BEWAARD}),
    Oud(dienst="declaraties", versie="0014", tabel="betaalcontrole_besluit",
        rij={"opdracht_id": ID, "op": MOMENT, "toelichting": GESCHREVEN}, na={"toelichting": BEWAARD},
        sleutel=f"{ID}|2026-03-05T09:00:00.000123"),
    Oud(dienst="declaraties", versie="0014", tabel="termijnkorting", rij={"id": ID, "reden": GESCHREVEN}, na={"reden": BEWAARD}),
    Oud(dienst="declaraties", versie="0014", tabel="termijnbetaling",
        rij={"opdracht_id": ID, "reden": GESCHREVEN}, na={"reden": BEWAARD}),
    Oud(dienst="declaraties", versie="0014", tabel="vergoeding",
        rij={"id": ID, "toelichting": GESCHREVEN}, na={"toelichting": BEWAARD}),
    Oud(dienst="declaraties", versie="0014", tabel="vergoedingstap",
        rij={"vergoeding_id": ID, "stap": "advies", "motivering": GESCHREVEN}, na={"motivering": BEWAARD},
        sleutel=f"{ID}|advies"),
]  # fmt: skip


def zet(db: psycopg.Connection, oud: Oud) -> None:
    """The row alone: what else a row must have is another matter."""
    db.execute(f"CREATE TABLE weg AS SELECT * FROM {oud.tabel}; DROP TABLE {oud.tabel} CASCADE")
    db.execute(f"ALTER TABLE weg RENAME TO {oud.tabel}; ALTER TABLE {oud.tabel} OWNER TO {oud.dienst}")
    waarden = [Jsonb(one) if isinstance(one, dict) or naam == "motiveringen" else one for naam, one in oud.rij.items()]
    plaatsen = ", ".join(["%s"] * len(waarden))
    db.execute(f"INSERT INTO {oud.tabel} ({', '.join(oud.rij)}) VALUES ({plaatsen})", waarden)


@pytest.mark.parametrize("dienst", sorted(NIEUW))
def test_old_texts_are_encrypted_for_their_row_and_numbers_of_people_are_gone(
    postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dienst: str
) -> None:
    naam, van = f"teksten_{dienst}", [one for one in OUD if one.dienst == dienst]
    postgres.databases.create_role(dienst)
    url = postgres.create_database(naam, owner=dienst)
    settings = settings_for(dienst, url, tmp_path)
    command.upgrade(config_for(dienst, url), van[0].versie)
    with psycopg.connect(postgres.url(naam), autocommit=True) as db:
        for oud in van:
            zet(db, oud)
    with pytest.raises(RuntimeError, match="GEGEVENSSLEUTEL"):
        command.upgrade(config_for(dienst, url), NIEUW[dienst])

    monkeypatch.setenv(f"{dienst.upper()}_GEGEVENSSLEUTEL", settings.gegevenssleutel.get_secret_value())
    command.upgrade(config_for(dienst, url), NIEUW[dienst])

    privacy = Privacy(settings.key)
    with psycopg.connect(postgres.url(naam)) as db:
        for oud in van:
            for kolom, verwacht in oud.na.items():
                rij = db.execute(f"SELECT {kolom} FROM {oud.tabel}").fetchone()
                assert rij is not None
                gelezen = Sealed(f"{oud.tabel}.{kolom}").open(privacy, oud.sleutel, rij[0])
                is_json = verwacht[0] in "[{"
                assert (json.loads(gelezen) if is_json else gelezen) == (json.loads(verwacht) if is_json else verwacht)
                assert b"Voorbeeld" not in rij[0]
    postgres.databases.drop(naam)
