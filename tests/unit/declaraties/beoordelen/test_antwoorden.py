"""The 325 for every outcome of the pipeline (dossier section 10), valid under our schema and the official one."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from declaraties.adapters.standaard.xml.lezen import read_antwoord
from declaraties.adapters.standaard.xml.schrijven import write_325
from declaraties.domain.beoordelen.antwoorden import OnjuistAntwoordError, controleer_bedragen, maak_antwoord
from declaraties.domain.beoordelen.referentie import Referentiegegevens
from declaraties.domain.standaard.berichten.antwoord import Antwoord325, DeclaratieAntwoord
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.waarden import BerichtIdentificatie, TotaalBedragMetDC
from declaraties.domain.standaard.profielen import Wet

from tests.unit.declaraties.bouwers import (
    BSN,
    BSN_TWEE,
    MAART,
    credit,
    debet,
    declaratie,
    met,
    oordeel,
    prestatie,
    prijs,
    referentie,
    toewijzing,
)
from tests.unit.declaraties.officieel import officieel_schema, valide

ONS = BerichtIdentificatie(identificatie="A1", dagtekening=dt.date(2025, 5, 10))
TWEE = (
    (BSN, [prestatie("R1"), prestatie("R2", product_tarief=1, product_periode=MAART)]),
    (BSN_TWEE, [prestatie("R3", toewijzing_nummer=102)]),
)
DEBET = debet()
GOED, TWEE_CLIENTEN = declaratie(), declaratie(*TWEE)
JW: dict[str, Any] = {"categorie": "45", "code": "45A01", "wet": Wet.JW}
UITKOMSTEN: dict[str, tuple[Bericht323, Referentiegegevens]] = {
    "all good": (GOED, referentie()),
    "technical": (met(GOED, declaratie_nummer="D-1"), referentie()),
    "header": (GOED, referentie(identificaties=frozenset({"B1"}))),
    "header, two codes": (GOED, referentie(identificaties=frozenset({"B1"}), gemeentecodes={})),
    "declaratie": (GOED, referentie(declaratienummers=frozenset({"D1"}))),
    "declaratie, two codes": (
        GOED,
        referentie(declaratienummers=frozenset({"D1"}), laatste_periode=dt.date(2025, 5, 1)),
    ),
    "client": (TWEE_CLIENTEN, referentie(toewijzingen=[toewijzing(102, BSN_TWEE)])),
    "prestatie": (TWEE_CLIENTEN, referentie()),
    "client and prestatie": (TWEE_CLIENTEN, referentie(toewijzingen=[toewijzing()])),
    "nothing awarded": (GOED, referentie(prijzen=[])),
    "net credit": (declaratie((BSN, [credit("R1", "R0")])), referentie(eerdere=(DEBET,))),
    "refused credit": (declaratie((BSN, [credit("R1", "R0"), prestatie("R2")])), referentie()),
    "youth": (
        declaratie((BSN, [prestatie("R1", product_categorie="45", product_code="45A01")]), wet=Wet.JW),
        referentie(toewijzingen=[toewijzing(**JW)], prijzen=[prijs(wet=Wet.JW, productcode="45A01", tarief=4999)]),
    ),
}


def _antwoord(naam: str) -> Antwoord325:
    bericht, gegevens = UITKOMSTEN[naam]
    return maak_antwoord(bericht, oordeel(bericht, gegevens), identificatie=ONS)


def _declaratie(naam: str) -> DeclaratieAntwoord:
    antwoord = _antwoord(naam).declaratie_antwoord
    assert antwoord is not None
    return antwoord


@pytest.mark.parametrize("naam", UITKOMSTEN)
def test_every_325_can_be_written_and_reads_back_the_same(naam: str) -> None:
    antwoord = _antwoord(naam)
    assert read_antwoord(write_325(antwoord)) == antwoord


@pytest.mark.parametrize("naam", UITKOMSTEN)
def test_every_325_is_valid_under_the_official_schema(naam: str) -> None:
    antwoord = _antwoord(naam)
    assert valide(officieel_schema(antwoord.wet, "325"), write_325(antwoord))


@pytest.mark.parametrize("naam", UITKOMSTEN)
def test_every_325_names_the_323_it_answers(naam: str) -> None:
    bericht, kop = UITKOMSTEN[naam][0], _antwoord(naam).header
    assert kop.declaratie_identificatie == bericht.header.bericht_identificatie
    assert kop.xsd_versie_declaratie == bericht.header.xsd_versie
    assert (kop.afzender, kop.ontvanger) == (bericht.gemeente, bericht.aanbieder)
    assert kop.bericht_identificatie == ONS


@pytest.mark.parametrize(
    ("naam", "codes"),
    [("technical", ("0001",)), ("header", ("9056",)), ("header, two codes", ("9056", "S300"))],
)
def test_a_message_refused_as_a_whole_is_answered_in_the_header_only(naam: str, codes: tuple[str, ...]) -> None:
    antwoord = _antwoord(naam)
    assert (antwoord.header.retour_codes, antwoord.declaratie_antwoord) == (codes, None)


@pytest.mark.parametrize(("naam", "codes"), [("declaratie", ("9333",)), ("declaratie, two codes", ("9333", "8214"))])
def test_a_refused_declaratie_has_its_codes_and_awards_nothing(naam: str, codes: tuple[str, ...]) -> None:
    antwoord = _declaratie(naam)
    assert (antwoord.retour_codes, antwoord.clienten) == (codes, None)
    assert antwoord.totaal_ingediend_bedrag.cent == 20000
    assert antwoord.totaal_toegekend_bedrag == TotaalBedragMetDC(totaal_bedrag=0, debet_credit="D")
    assert _antwoord(naam).header.retour_codes == ("0200",)


def test_all_good_is_8001_without_clients() -> None:
    antwoord = _declaratie("all good")
    assert (antwoord.retour_codes, antwoord.clienten) == (("8001",), None)
    assert antwoord.totaal_toegekend_bedrag == antwoord.totaal_ingediend_bedrag


def test_a_refused_client_lists_all_lines_as_not_assessed() -> None:
    antwoord = _declaratie("client")
    assert antwoord.clienten is not None
    (client,) = antwoord.clienten
    assert (client.bsn, client.retour_codes) == (BSN, ("8187",))
    assert [regel.retour_codes for regel in client.prestaties] == [("0233",), ("0233",)]
    assert (antwoord.retour_codes, antwoord.totaal_toegekend_bedrag.cent) == (("0200",), 20000)


def test_of_a_client_with_a_wrong_line_only_that_line_is_listed() -> None:
    antwoord = _declaratie("prestatie")
    assert antwoord.clienten is not None
    (client,) = antwoord.clienten
    assert (client.bsn, client.retour_codes) == (BSN, ("0200",))
    (regel,) = client.prestaties
    assert regel.retour_codes == ("0611", "9346")
    assert regel.product_referentie.referentie_nummer == "R2"
    assert antwoord.totaal_toegekend_bedrag.cent == 40000


def test_values_of_the_323_are_repeated_unchanged() -> None:
    (client,) = _declaratie("prestatie").clienten or ()
    gegeven = dataclasses.asdict(client.prestaties[0])
    gegeven.pop("retour_codes")
    assert gegeven == dataclasses.asdict(UITKOMSTEN["prestatie"][0].prestaties.regel(1))


def test_approved_credits_can_make_the_award_negative() -> None:
    antwoord = _declaratie("net credit")
    assert antwoord.totaal_toegekend_bedrag == TotaalBedragMetDC(totaal_bedrag=20000, debet_credit="C")
    assert antwoord.retour_codes == ("8001",)


def test_a_refused_credit_counts_negative_in_the_check() -> None:
    antwoord = _declaratie("refused credit")
    assert (antwoord.totaal_ingediend_bedrag.cent, antwoord.totaal_toegekend_bedrag.cent) == (0, 20000)


@pytest.mark.parametrize("naam", ["prestatie", "all good", "declaratie"])
def test_tr342_finds_a_wrong_award(naam: str) -> None:
    antwoord, declaratie_antwoord = _antwoord(naam), _declaratie(naam)
    fout = TotaalBedragMetDC.van_cent(declaratie_antwoord.totaal_toegekend_bedrag.cent + 1000)
    kapot = dataclasses.replace(declaratie_antwoord, totaal_toegekend_bedrag=fout)
    with pytest.raises(OnjuistAntwoordError):
        controleer_bedragen(dataclasses.replace(antwoord, declaratie_antwoord=kapot))
