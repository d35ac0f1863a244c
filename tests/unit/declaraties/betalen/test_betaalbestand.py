"""The payment file: valid, exact to the cent, without addresses, the same bytes for the same order."""

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
from declaraties.adapters.betalen.betaalbestand import OngeldigBetaalbestandError, write_betaalbestand
from declaraties.application.betalen.ports import Betaalbestand, Overboeking
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

NS = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
REFERENTIE = Path(os.environ.get("RISB_REFERENTIE", Path(__file__).parents[5] / "shared/reference"))
OFFICIEEL = REFERENTIE / "standards/iso20022/pain.001.001.09.xsd"
MOMENT = dt.datetime(2026, 6, 1, 22, 30, tzinfo=dt.UTC)


def overboeking(cent: int = 10_000, **anders: Any) -> Overboeking:
    gewoon: dict[str, Any] = {
        "kenmerk": "a" * 32,
        "naam": "Zorggroep Voorbeeld",
        "iban": "NL91ABNA0417164300",
        "bedrag_cent": cent,
        "omschrijving": "Betaalrun 1 gemeente 0307 AGB 65656055",
    }
    return Overboeking(**(gewoon | anders))


def order(*overboekingen: Overboeking) -> Betaalbestand:
    return Betaalbestand(
        msg_id="b" * 32,
        moment=MOMENT,
        uitvoerdatum=dt.date(2026, 6, 2),
        naam="Gemeente Amersfoort",
        iban="NL02ABNA0123456789",
        overboekingen=overboekingen or (overboeking(),),
    )


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(1, 99_999_999_999), min_size=1, max_size=8))
def test_the_sums_of_the_file_are_those_of_the_order_to_the_cent(centen: list[int]) -> None:
    wortel = etree.fromstring(write_betaalbestand(order(*(overboeking(cent) for cent in centen))))

    gevonden = [str(een.text).split(".") for een in wortel.iterfind(".//p:InstdAmt", NS)]
    assert [int(heel) * 100 + int(deel) for heel, deel in gevonden] == centen
    for totaal in wortel.iterfind(".//p:CtrlSum", NS):
        heel, deel = str(totaal.text).split(".")
        assert int(heel) * 100 + int(deel) == sum(centen)
    assert {een.text for een in wortel.iterfind(".//p:NbOfTxs", NS)} == {str(len(centen))}


def test_the_same_order_gives_the_same_bytes() -> None:
    assert write_betaalbestand(order()) == write_betaalbestand(order())


def test_names_and_moments_stand_where_the_bank_looks() -> None:
    wortel = etree.fromstring(write_betaalbestand(order()))

    def tekst(pad: str) -> str | None:
        return wortel.findtext(f".//p:{pad}", namespaces=NS)

    assert (tekst("MsgId"), tekst("PmtInfId"), tekst("EndToEndId")) == ("b" * 32, f"{'b' * 32}-1", "a" * 32)
    assert tekst("CreDtTm") == "2026-06-02T00:30:00"
    assert (tekst("ReqdExctnDt/p:Dt"), tekst("BtchBookg"), tekst("SvcLvl/p:Cd")) == ("2026-06-02", "true", "SEPA")
    assert (tekst("Dbtr/p:Nm"), tekst("Cdtr/p:Nm")) == ("Gemeente Amersfoort", "Zorggroep Voorbeeld")
    assert not wortel.findall(".//p:PstlAdr", NS)
    assert not wortel.findall(".//p:AdrLine", NS)


@pytest.mark.parametrize(
    ("naam", "verwacht"),
    [
        ("Zorg & Geluk <B.V.>", "Zorg   Geluk  B.V."),
        ("Café Müller", "Cafe Muller"),
        ("\x00", "onbekend"),
        ("x" * 90, "x" * 70),
    ],
)
def test_names_keep_to_the_character_set_of_the_banks(naam: str, verwacht: str) -> None:
    wortel = etree.fromstring(write_betaalbestand(order(overboeking(naam=naam))))

    assert wortel.findtext(".//p:Cdtr/p:Nm", namespaces=NS) == verwacht


def test_what_does_not_fit_the_schema_never_leaves() -> None:
    with pytest.raises(OngeldigBetaalbestandError):
        write_betaalbestand(order(overboeking(iban="geen rekening")))


@pytest.mark.skipif(not OFFICIEEL.exists(), reason=f"LET OP: {OFFICIEEL.name} van ISO 20022 is er niet; niet getoetst")
def test_the_file_is_valid_under_the_official_schema() -> None:
    schema = etree.XMLSchema(etree.parse(OFFICIEEL))

    wortel = etree.fromstring(write_betaalbestand(order(overboeking(1), overboeking(99_999_999_999))))

    assert schema.validate(wortel), schema.error_log
