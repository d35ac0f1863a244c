"""References of a sender stay what they are in a spreadsheet."""

import csv
import datetime as dt
import io

from declaraties.application.beoordelen.queries import Prestatielezing
from declaraties.entrypoints.api.beoordelen.prestaties_csv import KOLOMMEN, als_csv


def lijn(**anders: object) -> Prestatielezing:
    velden: dict[str, object] = {
        "regel": 0,
        "client": b"\x01" * 16,
        "bsn": "012345678",
        "referentie": "007",
        "vorige": None,
        "toewijzing": 20072,
        "categorie": "01",
        "code": "01A03",
        "begin": dt.date(2026, 4, 1),
        "eind": dt.date(2026, 4, 30),
        "volume": 4,
        "eenheid": "04",
        "tarief": 1250,
        "bedrag": 5000,
        "credit": False,
        "goedgekeurd": True,
        "retourcodes": "",
        "reden_ongeldig": None,
    }
    return Prestatielezing(**{**velden, **anders})  # type: ignore[arg-type] # the fields of a row, by name


def test_references_keep_their_zeros_and_run_nothing() -> None:
    tekst = als_csv([lijn(), lijn(referentie='a;=1+1"', vorige="=2")])

    gewoon, kwaad = csv.DictReader(io.StringIO(tekst.removeprefix("\ufeff")), delimiter=";")
    assert tekst.startswith("\ufeff")
    assert tuple(gewoon) == KOLOMMEN
    assert [gewoon[naam] for naam in ("referentieNummer", "bsn", "productCategorie", "eenheid")] == [
        "'007",
        "'012345678",
        "'01",
        "'04",
    ]
    assert (kwaad["referentieNummer"], kwaad["vorigReferentieNummer"]) == ("a;'=1+1\"", "'=2")
