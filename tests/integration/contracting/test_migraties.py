import base64
import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from alembic import command
from chassis.db import engine_for
from chassis.migrate import config_for
from contracting.adapters.uow import SqlUow
from declaraties.application.betalen.opdrachten.termijnen_betaalbaar_maken import _opdracht
from declaraties.application.betalen.ports import Termijnstand
from declaraties.domain.betalen.betaaltermijn import Budgettermijn
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb
from risb_kern.clock import FixedClock
from risb_kern.lists import Bereik, Blad
from risb_kern.privacy import Privacy
from risb_recht.periode import Periode
from risb_recht.wet import Wet
from sqlalchemy.ext.asyncio import async_sessionmaker

from tests.builders.contracting import AGB, DAG, TRACE, taakbudget

pytestmark = pytest.mark.integratie
SLEUTEL = bytes(32)


@pytest.fixture(autouse=True)
def _sleutel(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is stored is encrypted on the way up."""
    monkeypatch.setenv("CONTRACTING_GEGEVENSSLEUTEL", base64.b64encode(SLEUTEL).decode())


def tabellen(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        rijen = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    return {naam for (naam,) in rijen}


def test_up_down_and_up_again_leaves_the_same_and_what_the_code_expects(database_url: Callable[[str], str]) -> None:
    url = database_url("leeg")
    config = config_for("contracting", url)
    command.upgrade(config, "head")
    command.check(config)
    eerst = tabellen(url)
    command.downgrade(config, "base")
    assert tabellen(url) == {"alembic_version"}
    command.upgrade(config, "head")
    assert tabellen(url) == eerst


def test_a_repeated_start_keeps_the_ids_of_the_first_events(database_url: Callable[[str], str]) -> None:
    ids = []
    for naam in ("leeg", "leeg"):
        url = database_url(naam)
        command.upgrade(config_for("contracting", url), "head")
        with psycopg.connect(url) as connection:
            ids.append({one for (one,) in connection.execute("SELECT id FROM outbox")})
    assert len(ids[0]) == 28
    assert ids[0] == ids[1]


def test_every_constraint_has_a_name_of_its_own(database_url: Callable[[str], str]) -> None:
    with psycopg.connect(database_url("contracting")) as connection:
        namen = connection.execute(
            "SELECT conname FROM pg_constraint JOIN pg_class ON conrelid = pg_class.oid"
            " WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f', 'u', 'c')"
            " AND relname <> 'alembic_version'"
        ).fetchall()
    assert all(naam.endswith(("_pk", "_fk", "_uq", "_ck")) for (naam,) in namen)


OUDE_RIJEN = {
    "aanbieder": {
        "agb_code": AGB,
        "kvk_nummer": "12345678",
        "naam": "Zorggroep Voorbeeld",
        "capaciteit_uren_per_maand": 1400,
        "geregistreerd_op": DAG,
    },
    "perceel": {
        "code": "WMO-BEGELEIDING",
        "wet": "wmo",
        "dienst": "wmo",
        "variant": "taakgericht",
        "procedure": "aanbesteding",
        "programmalijn": "2.1.3",
        "gemeenten": ["0307", "0342"],
        "basiscriteria": Jsonb(
            [
                {
                    "code": "KVK",
                    "omschrijving": "Inschrijving",
                    "bewijssoort": "kvk-uittreksel",
                    "maximale_leeftijd_maanden": None,
                }
            ]
        ),
        "maximum_aanbieders": 4,
        "uiterste_aanmelddag": dt.date(2026, 6, 30),
    },
    "aanmelding": {
        "id": uuid.UUID(int=1),
        "agb_code": AGB,
        "perceel_code": "WMO-BEGELEIDING",
        "ontvangen_op": DAG,
        "ondertekend": True,
        "akkoord_zonder_voorbehoud": False,
        "bewijsstukken": Jsonb(
            [
                {
                    "bewijssoort": "kvk-uittreksel",
                    "datum": "2025-12-20",
                    "ontvangen_op": "2026-01-05",
                    "verklaring": "",
                }
            ]
        ),
        "trace_id": TRACE,
        "staat": "afgewezen",
        "aanvulling_uiterlijk": dt.date(2026, 1, 19),
        "beoordeling": Jsonb(
            {
                "datum": "2026-01-20",
                "oordelen": [{"criterium": "KVK", "voldoet": True, "reden": None}],
                "stap": "akkoord",
                "redenen": [{"code": "voorbehoud", "toelichting": "Niet zonder voorbehoud aanvaard."}],
            }
        ),
    },
    "overeenkomst": {
        "id": uuid.UUID(int=7),
        "agb_code": AGB,
        "perceel_code": "WMO-BEGELEIDING",
        "wet": "wmo",
        "variant": "taakgericht",
        "programmalijn": "2.1.3",
        "gemeenten": ["0307", "0342"],
        "ingangsdatum": dt.date(2026, 1, 1),
        "einddatum": dt.date(2026, 12, 31),
        "jaarbudget_cent": 100_000_000,
        "verdeelsleutel": Jsonb({"0307": 1, "0342": 1}),
        "termijnen_per_jaar": 12,
        "trace_id": TRACE,
        "reden_einde": "Opzegging",
    },
}
KAAL = {
    "perceel": {**OUDE_RIJEN["perceel"], "code": "KAAL", "maximum_aanbieders": None, "uiterste_aanmelddag": None},
    "aanmelding": {
        **OUDE_RIJEN["aanmelding"],
        "id": uuid.UUID(int=2),
        "perceel_code": "KAAL",
        "staat": "ontvangen",
        "aanvulling_uiterlijk": None,
        "beoordeling": None,
    },
    "overeenkomst": {
        **OUDE_RIJEN["overeenkomst"],
        "id": uuid.UUID(int=8),
        "jaarbudget_cent": None,
        "verdeelsleutel": None,
        "termijnen_per_jaar": None,
        "einddatum": None,
        "reden_einde": None,
    },
}


def zet(connection: psycopg.Connection[Any], tabel: str, rij: dict[str, Any]) -> None:
    namen = ", ".join(rij)
    connection.execute(f"INSERT INTO {tabel} ({namen}) VALUES ({', '.join(['%s'] * len(rij))})", [*rij.values()])


def rijen(url: str) -> dict[str, list[dict[str, Any]]]:
    with psycopg.connect(url, row_factory=dict_row) as connection:
        return {
            tabel: connection.execute(f"SELECT * FROM {tabel} ORDER BY 1").fetchall()
            for tabel in ("perceel", "aanmelding", "overeenkomst")
        }


async def test_what_stood_in_columns_goes_back_unchanged_and_is_read_by_the_code(
    database_url: Callable[[str], str],
) -> None:
    url = database_url("leeg")
    config = config_for("contracting", url)
    command.upgrade(config, "0005")
    with psycopg.connect(url) as connection:
        for tabel, rij in [*OUDE_RIJEN.items(), *KAAL.items()]:
            zet(connection, tabel, rij)
    eerst = rijen(url)
    command.upgrade(config, "0014")
    command.downgrade(config, "0005")
    assert rijen(url) == eerst
    command.upgrade(config, "head")
    async with SqlUow(async_sessionmaker(engine_for(url)), FixedClock(DAG), Privacy(SLEUTEL)) as uow:
        perceel = await uow.percelen.find("WMO-BEGELEIDING")
        aanmelding = await uow.aanmeldingvragen.find(uuid.UUID(int=1))
        gesloten = await uow.overeenkomstvragen.find(uuid.UUID(int=7))
        kaal = await uow.overeenkomstvragen.find(uuid.UUID(int=8))
    assert perceel is not None
    assert (perceel.maximum_aanbieders, perceel.basiscriteria[0].leeftijd_maanden) == (4, 6)
    assert aanmelding is not None
    assert aanmelding.beoordeling is not None
    assert (aanmelding.status, aanmelding.beoordeling.stap) == ("afgewezen", "akkoord")
    assert gesloten is not None
    assert gesloten.taakbudget == taakbudget()
    assert kaal is not None
    assert (kaal.taakbudget, kaal.einddatum) == (None, None)


async def test_what_overlapped_before_is_kept_and_the_first_one_covers(database_url: Callable[[str], str]) -> None:
    url = database_url("leeg")
    config = config_for("contracting", url)
    command.upgrade(config, "0005")
    with psycopg.connect(url) as connection:
        for tabel in ("aanbieder", "perceel"):
            zet(connection, tabel, OUDE_RIJEN[tabel])
        for nummer, begin in enumerate((dt.date(2026, 2, 1), dt.date(2026, 1, 1)), start=1):
            kaal = {
                **KAAL["overeenkomst"],
                "perceel_code": OUDE_RIJEN["perceel"]["code"],
                "variant": "inspanningsgericht",
            }
            zet(connection, "overeenkomst", {**kaal, "id": uuid.UUID(int=nummer), "ingangsdatum": begin})
            prijs = {
                "id": uuid.UUID(int=10 + nummer),
                "overeenkomst_id": uuid.UUID(int=nummer),
                "versie": 1,
                "productcategorie": "01",
                "productcode": "01A03",
                "eenheid": "04",
                "tarief_cent": 6180,
                "geldig_van": begin,
                "geldig_tot": None,
                "gemeenten": ["0307"],
            }
            zet(connection, "prijs", prijs)
    command.upgrade(config, "head")
    async with SqlUow(async_sessionmaker(engine_for(url)), FixedClock(DAG), Privacy(SLEUTEL)) as uow:
        gedekt = await uow.overeenkomsten.get_dekking(AGB, Wet.WMO)
        assert len(await uow.overeenkomstvragen.list(Bereik(alles=True), Blad())) == 2
    periode = Periode(van=dt.date(2026, 1, 1))
    assert [(one.overeenkomst_id, one.periode) for one in gedekt] == [(uuid.UUID(int=2), periode)]


OVEREENKOMST = uuid.UUID(int=7)
MAAND = 12_000_00


def boek_oud(connection: psycopg.Connection[Any], soort: str, kenmerk: str, **cent: int) -> None:
    """One voucher as it stood before amounts had a post."""
    moment = "2026-03-05T10:00:00.000000+00:00"
    zet(connection, "boekstuk", {"soort": soort, "kenmerk": kenmerk, "rang": f"{moment}|{moment}|1|{uuid.uuid4()}"})
    plek = {"gemeente": "0307", "programmalijn": "2.1.3", "jaar": 2026}
    zet(connection, "boekregel", {"soort": soort, "kenmerk": kenmerk, **plek, **cent})


def opdracht_van(nummer: int, volgnummer: int) -> str:
    """The id of a payable as declaraties makes it of a term."""
    termijn = Budgettermijn(
        overeenkomst_id=OVEREENKOMST,
        gemeente="0307",
        jaar=2026,
        termijn=nummer,
        agb_code=AGB,
        wet="wmo",
        programmalijn="2.1.3",
        vervaldatum=dt.date(2026, nummer, 28),
        bedrag_cent=MAAND,
    )
    stand = Termijnstand(termijn=termijn, gemaakt=(1,) * (volgnummer - 1), onder_korting=False)
    return str(_opdracht(stand, MAAND).id)


async def test_payables_of_before_meet_their_terms_and_care_and_are_known_to_be_read(
    database_url: Callable[[str], str],
) -> None:
    url = database_url("leeg")
    config = config_for("contracting", url)
    command.upgrade(config, "0010")
    merk = {"bron": "declaraties", "id": uuid.UUID(int=3), "type": "nl.declaraties.betaalopdracht-gemaakt.v1"}
    with psycopg.connect(url) as connection:
        zet(connection, "inbox", {**merk, "uitkomst": "verwerkt", "tijd": DAG})
        for nummer in range(1, 13):
            boek_oud(connection, "termijn", f"{OVEREENKOMST}:0307:2026:{nummer}", verplicht_cent=MAAND, betaald_cent=0)
        for nummer in (1, 2, 3):
            boek_oud(connection, "betaalopdracht", opdracht_van(nummer, 1), verplicht_cent=0, betaald_cent=MAAND)
        boek_oud(connection, "betaalopdracht", opdracht_van(3, 2), verplicht_cent=0, betaald_cent=-500)
        boek_oud(connection, "betaalopdracht", str(uuid.UUID(int=9)), verplicht_cent=0, betaald_cent=700)
    command.upgrade(config, "head")
    async with SqlUow(async_sessionmaker(engine_for(url)), FixedClock(DAG), Privacy(SLEUTEL)) as uow:
        alles, plek = Bereik(alles=True), ("0307", "2.1.3")
        betaalbaar = (await uow.monitorvragen.sum_geboekt(2026, alles))[plek].betaalbaar_cent
        lopend, voorbij = [
            (await uow.monitorvragen.sum_open(2026, alles, vandaag=dag))[plek]
            for dag in (dt.date(2026, 4, 1), dt.date(2027, 2, 1))
        ]
    assert (betaalbaar, lopend, voorbij) == (3 * MAAND - 500 + 700, 9 * MAAND, 0)
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM inbox").fetchone() == (1,)
        zorg = connection.execute("SELECT tot FROM boekregel WHERE soort = 'betaalopdracht' AND post = 'zorg'")
        assert zorg.fetchall() == [(dt.date(2026, 2, 28),)]
