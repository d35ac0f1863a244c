"""The short way of writing the lines of a 325 gives the same bytes as the walk over the description."""

import dataclasses
import datetime as dt

import pytest
from declaraties.adapters.standaard.xml.records import write_record
from declaraties.adapters.standaard.xml.schrijven import write_325
from declaraties.domain.beoordelen.antwoorden import maak_antwoord
from declaraties.domain.standaard.berichten.waarden import BerichtIdentificatie
from declaraties.domain.standaard.beschrijving import BERICHTEN
from declaraties.domain.standaard.profielen import Soort, Wet

from tests.unit.declaraties.bouwers import credit, declaratie, euro, oordeel, prestatie

IDENTIFICATIE = BerichtIdentificatie(identificatie="A1", dagtekening=dt.date(2025, 6, 1))


@pytest.mark.parametrize("wet", list(Wet))
def test_lines_are_written_as_the_description_says(wet: Wet) -> None:
    eigen = {"product_categorie": "02" if wet is Wet.WMO else "40"}
    regels = [
        prestatie("R&1 <x>", **eigen),
        credit("R2", "V&2", **eigen),
        prestatie(
            "R3\u00e9",
            **eigen,
            product_code="0\u00c999",
            eenheid="83",
            product_tarief=None,
            geleverd_volume=700,
            ingediend_bedrag=euro(700),
        ),
    ]
    bericht = declaratie(("999900006", regels), ("999900018", [prestatie("R4", **eigen)]))
    antwoord = dataclasses.replace(maak_antwoord(bericht, oordeel(bericht), identificatie=IDENTIFICATIE), wet=wet)
    assert antwoord.declaratie_antwoord is not None
    assert antwoord.declaratie_antwoord.clienten
    assert write_325(antwoord) == write_record(antwoord, wet, Soort.ANTWOORD, BERICHTEN[Soort.ANTWOORD])
