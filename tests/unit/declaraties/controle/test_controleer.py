"""The offline check: lines, rules, texts and exit codes, with the files alone."""

import datetime as dt
import io
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from declaraties.adapters.standaard.xml.schrijven import write_301, write_323, write_325
from declaraties.controleer import main
from declaraties.domain.beoordelen.antwoorden import maak_antwoord
from declaraties.domain.standaard.berichten.antwoord import Antwoord325
from declaraties.domain.standaard.berichten.declaratie import Bericht323, Prestatie
from declaraties.domain.standaard.berichten.waarden import (
    BerichtIdentificatie,
    GeslotenPeriode,
    Omvang,
    Product,
    Referentie,
)

from tests.unit.declaraties.bouwers import (
    BSN,
    BSN_TWEE,
    declaratie,
    euro,
    oordeel,
    prestatie,
    product,
    toewijzingsbericht,
)

ROOT = Path(__file__).parents[4]
SCHEMA = json.loads((ROOT / "docs" / "controleer.schema.json").read_text(encoding="utf-8"))
TWEEDE: dict[str, Any] = {"toewijzing_nummer": 102}


@pytest.fixture
def controleer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run the command on a message; gives exit code and report (JSON, held against its schema)."""

    def doe(bericht: Bericht323 | bytes, *opties: str) -> tuple[int, dict[str, Any]]:
        pad = tmp_path / "declaratie.xml"
        pad.write_bytes(bericht if isinstance(bericht, bytes) else write_323(bericht))
        code = main([str(pad), "--json", "--vandaag", "2025-05-10", *opties])
        verslag = json.loads(capsys.readouterr().out)
        jsonschema.validate(verslag, SCHEMA)
        return code, verslag

    return doe


def vondsten(verslag: dict[str, Any]) -> list[dict[str, Any]]:
    return list(verslag["berichten"][0]["bevindingen"])


def regels(verslag: dict[str, Any]) -> set[str]:
    return {een["regel"] for een in vondsten(verslag)}


def regel_van(bericht: Bericht323, patroon: str, keer: int = 0) -> int:
    """Line of the n-th tag in the written file."""
    data = write_323(bericht).decode()
    return data[: [m.start() for m in re.finditer(patroon, data)][keer]].count("\n") + 1


def test_a_good_message_gives_no_findings_and_its_figures(controleer: Any) -> None:
    code, verslag = controleer(declaratie((BSN, [prestatie()]), (BSN_TWEE, [prestatie("R2", **TWEEDE)])))
    assert (code, verslag["uitkomst"], vondsten(verslag)) == (0, "goed", [])
    samen = verslag["berichten"][0]["samenvatting"]
    assert (samen["prestaties"], samen["clienten"], samen["somCent"], samen["periode"]) == (2, 2, 40000, "2025-04")
    open_ = {een["regel"] for een in verslag["berichten"][0]["nietGecontroleerd"]}
    assert {"TR056", "TR304", "TR307", "TR389", "TR418"} <= open_
    assert not {"TR314", "TR319", "TR346"} & open_


def test_every_finding_of_level_2_points_to_its_line(controleer: Any) -> None:
    lijnen = [prestatie(), prestatie("R2", **TWEEDE, ingediend_bedrag=euro(0, "C"))]
    bericht = declaratie((BSN, lijnen))
    code, verslag = controleer(bericht)
    assert code == 1
    per_regel = {een["regel"]: een for een in vondsten(verslag)}
    assert per_regel.keys() == {"CD060", "CS325"}
    assert per_regel["CS325"]["bestandsregel"] == regel_van(bericht, "<wmo323:IngediendBedrag>", 1)
    # a credit without VorigReferentieNummer: that element is not there, so the prestatie itself
    assert per_regel["CD060"]["bestandsregel"] == regel_van(bericht, "<wmo323:Prestatie>", 1)
    assert {een["retourcode"] for een in vondsten(verslag)} == {"0001"}
    assert {een["positie"] for een in vondsten(verslag)} == {2}


def test_a_wrong_total_shows_both_amounts(controleer: Any) -> None:
    bericht = declaratie()
    data = write_323(bericht).replace(b"TotaalBedrag>20000<", b"TotaalBedrag>20001<")
    _, verslag = controleer(data)
    (een,) = vondsten(verslag)
    assert (een["regel"], een["element"]) == ("TR358", "TotaalIngediendBedrag")
    assert een["waarde"] == "200,01; de prestaties zijn samen 200,00"
    assert een["bestandsregel"] == regel_van(bericht, "<wmo323:TotaalIngediendBedrag>")


def test_a_burgerservicenummer_is_never_shown_in_full(controleer: Any, capsys: pytest.CaptureFixture[str]) -> None:
    lijn = prestatie(BSN_TWEE, product_referentie=Referentie(referentie_nummer=BSN_TWEE), geleverd_volume=5)
    code, verslag = controleer(declaratie(("999900007", [prestatie()]), (BSN, [lijn])))
    assert (code, regels(verslag)) == (1, {"CS002"})
    assert vondsten(verslag)[0]["waarde"] == "******007"
    _, verslag = controleer(declaratie((BSN, [lijn])))
    assert regels(verslag) == {"TR346"}
    assert vondsten(verslag)[0]["referentieNummer"] == "******018"
    main(["x.xml"])
    assert not re.search(r"99990000\d", json.dumps(verslag) + capsys.readouterr().err)


BINNEN_BERICHT: dict[str, tuple[Bericht323, str, str]] = {
    "one reference for two clients": (
        declaratie((BSN, [prestatie()]), (BSN_TWEE, [prestatie(**TWEEDE)])),
        "TR314",
        "8021",
    ),
    "a period after the declared one": (
        declaratie(
            (BSN, [prestatie()]),
            declaratie_periode=GeslotenPeriode(begindatum=dt.date(2025, 3, 1), einddatum=dt.date(2025, 3, 31)),
        ),
        "TR319",
        "9319",
    ),
    "an amount that is not volume times tariff": (
        declaratie((BSN, [prestatie(ingediend_bedrag=euro(20001))])),
        "TR346",
        "9346",
    ),
    "one toewijzing for two clients": (
        declaratie((BSN, [prestatie()]), (BSN_TWEE, [prestatie("R2", product_code="02A02")])),
        "TR338",
        "9338",
    ),
    "signed tomorrow": (
        declaratie(bericht_identificatie=BerichtIdentificatie(identificatie="B1", dagtekening=dt.date(2025, 5, 11))),
        "TR135",
        "8848",
    ),
}


@pytest.mark.parametrize("geval", BINNEN_BERICHT)
def test_what_the_message_itself_shows_of_level_3_and_4(controleer: Any, geval: str) -> None:
    bericht, regel, retourcode = BINNEN_BERICHT[geval]
    code, verslag = controleer(bericht)
    assert code == 1
    assert [(een["regel"], een["retourcode"]) for een in vondsten(verslag)] == [(regel, retourcode)]


def _minuten(minuten: int, cent: int, referentie: str = "R1") -> Prestatie:
    lijn = {"eenheid": "01", "geleverd_volume": minuten, "product_tarief": 83, "ingediend_bedrag": euro(cent)}
    return prestatie(referentie, **lijn)


def test_minutes_on_a_tariff_per_hour_get_the_benefit_of_the_doubt(controleer: Any) -> None:
    # 5000 an hour is 83 a minute; 90 minutes cost 7500, not 90 x 83
    code, _ = controleer(declaratie((BSN, [_minuten(90, 7500)])))
    assert code == 0
    code, verslag = controleer(declaratie((BSN, [_minuten(90, 9000)])))
    assert (code, regels(verslag)) == (1, {"TR346"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    plek = tmp_path / "toewijzingen"
    plek.mkdir()
    return plek


def leg_neer(folder: Path, naam: str, *producten: Any, bsn: str = BSN) -> None:
    (folder / f"{naam}.xml").write_bytes(write_301(toewijzingsbericht(*producten, bsn=bsn)))


MET_TOEWIJZING: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "begins too early": ({"ingangsdatum": dt.date(2025, 5, 1)}, {}, "TR307"),
    "ends too late": ({"einddatum": dt.date(2025, 3, 31)}, {}, "TR308"),
    "other category": ({"product": Product(categorie="03", code="02A01")}, {}, "TR339"),
    "other code": ({}, {"product_code": "02A02"}, "TR340"),
    "other unit": ({}, {"eenheid": "14"}, "TR341"),
    "deleted": ({"reden_wijziging": "13", "einddatum": dt.date(2025, 1, 1)}, {}, "TR384"),
    "other number": ({"toewijzing_nummer": 999}, {}, "TR338"),
}


@pytest.mark.parametrize("geval", MET_TOEWIJZING)
def test_toewijzingen_answer_the_rules_about_them(controleer: Any, folder: Path, geval: str) -> None:
    op_301, op_lijn, regel = MET_TOEWIJZING[geval]
    leg_neer(folder, "een", product(**op_301))
    code, verslag = controleer(declaratie((BSN, [prestatie(**op_lijn)])), "--toewijzingen", str(folder))
    assert (code, verslag["toewijzingen"]) == (1, 1)
    assert regels(verslag) == {regel}


def test_with_fitting_toewijzingen_nothing_is_found_and_the_newest_version_counts(
    controleer: Any, folder: Path
) -> None:
    leg_neer(folder, "b-oud", product(einddatum=dt.date(2025, 2, 1)))
    leg_neer(folder, "a-nieuw", product(toewijzingsdatum=dt.date(2025, 1, 5), reden_wijziging="03"))
    (folder / "los.xml").write_bytes(b"<geen/>")
    code, verslag = controleer(declaratie(), "--toewijzingen", str(folder))
    assert (code, vondsten(verslag), verslag["toewijzingen"]) == (0, [], 1)
    assert [een.split(":")[0] for een in verslag["overgeslagen"]] == ["los.xml"]
    open_ = {een["regel"] for een in verslag["berichten"][0]["nietGecontroleerd"]}
    assert "TR307" not in open_
    assert "TR389" in open_


def test_a_client_without_toewijzing_is_named_by_its_last_digits(controleer: Any, folder: Path) -> None:
    leg_neer(folder, "een", product(), bsn=BSN_TWEE)
    bericht = declaratie((BSN, [prestatie()]))
    _, verslag = controleer(bericht, "--toewijzingen", str(folder))
    (een,) = vondsten(verslag)
    assert (een["regel"], een["retourcode"], een["waarde"]) == ("TR304", "8187", "******006")
    assert een["bestandsregel"] == regel_van(bericht, "<wmo323:Bsn>")
    assert verslag["berichten"][0]["samenvatting"]["afgekeurdCent"] == 20000


def test_the_ceiling_of_a_toewijzing_holds_for_a_line(controleer: Any, folder: Path) -> None:
    leg_neer(folder, "een", product(omvang=Omvang(volume=3, eenheid="04", frequentie="4")))
    code, verslag = controleer(declaratie(), "--toewijzingen", str(folder))
    assert (code, regels(verslag)) == (1, {"TR321"})


def test_a_break_of_the_schema_is_a_finding_with_its_line(controleer: Any) -> None:
    bericht = declaratie()
    data = write_323(bericht).replace(b"<wmo323:Eenheid>04<", b"<wmo323:Eenheid>05<")
    code, verslag = controleer(data)
    (een,) = vondsten(verslag)
    assert (code, een["niveau"], een["element"]) == (1, 1, "Eenheid")
    assert een["bestandsregel"] == regel_van(bericht, "<wmo323:Eenheid>")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"geen xml",
        b'<?xml version="1.0"?><!DOCTYPE x []><x/>',
        b"PK\x03\x04onzin",
        write_301(toewijzingsbericht()),
    ],
)
def test_what_cannot_be_read_gives_exit_code_2_and_a_reason(controleer: Any, data: bytes) -> None:
    code, verslag = controleer(data)
    assert (code, verslag["uitkomst"]) == (2, "onleesbaar")
    assert len(verslag["berichten"][0]["onleesbaar"]) > 10


def test_wrong_use_gives_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bestaat-niet.xml"]) == 2
    assert "bestaat-niet.xml" in capsys.readouterr().err
    with pytest.raises(SystemExit) as fout:
        main([])
    assert fout.value.code == 2


def antwoord_op(bericht: Bericht323, gegevens: Any = None) -> Antwoord325:
    identificatie = BerichtIdentificatie(identificatie="A1", dagtekening=dt.date(2025, 5, 12))
    return maak_antwoord(bericht, oordeel(bericht, gegevens), identificatie=identificatie)


TWEE = declaratie((BSN, [prestatie(), prestatie("R2", product_code="02A02")]))


def test_a_325_tells_per_refused_line_why_and_what_to_do(controleer: Any, tmp_path: Path) -> None:
    (tmp_path / "325.xml").write_bytes(write_325(antwoord_op(TWEE)))
    code, verslag = controleer(TWEE, "--antwoord", str(tmp_path / "325.xml"))
    antwoord = verslag["antwoord"]
    assert (code, antwoord["bevindingen"], antwoord["toegekendCent"]) == (1, [], 20000)
    (lijn,) = antwoord["afgewezen"]
    assert (lijn["referentieNummer"], lijn["client"], lijn["bedragCent"]) == ("R2", "******006", 20000)
    assert lijn["bestandsregel"] == regel_van(TWEE, "<wmo323:Prestatie>", 1)
    assert {een["code"] for een in lijn["retourcodes"]} >= {"9340"}
    assert all(een["wat"] and een["doe"] for een in lijn["retourcodes"])


def test_a_325_that_awards_all_is_good(controleer: Any, tmp_path: Path) -> None:
    (tmp_path / "325.xml").write_bytes(write_325(antwoord_op(declaratie())))
    code, verslag = controleer(declaratie(), "--antwoord", str(tmp_path / "325.xml"))
    assert (code, verslag["antwoord"]["retourcodes"][0]["code"]) == (0, "8001")


ONJUIST: dict[str, tuple[bytes, bytes, str]] = {
    "another message": (b"Identificatie>B1<", b"Identificatie>B2<", "TR337"),
    "another aanbieder": (b"Ontvanger>65656055<", b"Ontvanger>65656056<", "TR337"),
    "another schema version": (
        b"BerichtXsdVersie>1.0.0</iwmo:BerichtXsdVersie>\r\n\t\t</wmo325:XsdVersieDeclaratie>",
        b"BerichtXsdVersie>1.0.1</iwmo:BerichtXsdVersie>\r\n\t\t</wmo325:XsdVersieDeclaratie>",
        "TR371",
    ),
    "another declaratie": (b"DeclaratieNummer>D1<", b"DeclaratieNummer>D2<", "TR376"),
    "an unknown line": (b"ReferentieNummer>R2<", b"ReferentieNummer>R3<", "TR366"),
    "a line of another client": (BSN.encode(), BSN_TWEE.encode(), "TR366"),
    "other values": (b"GeleverdVolume>4<", b"GeleverdVolume>5<", "TR367"),
    "wrong amounts": (b"TotaalBedrag>20000<", b"TotaalBedrag>20001<", "TR342"),
}


@pytest.mark.parametrize("geval", ONJUIST)
def test_a_325_that_does_not_belong_or_add_up_is_found_out(controleer: Any, tmp_path: Path, geval: str) -> None:
    oud, nieuw, regel = ONJUIST[geval]
    data = write_325(antwoord_op(TWEE))
    assert oud in data
    (tmp_path / "325.xml").write_bytes(data.replace(oud, nieuw))
    code, verslag = controleer(TWEE, "--antwoord", str(tmp_path / "325.xml"))
    assert code == 1
    assert regel in {een["regel"] for een in verslag["antwoord"]["bevindingen"]}


def test_the_text_names_line_rule_code_and_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bericht = declaratie((BSN, [prestatie(ingediend_bedrag=euro(20001))]))
    (tmp_path / "d.xml").write_bytes(write_323(bericht))
    assert main([str(tmp_path / "d.xml"), "--vandaag", "2025-05-10"]) == 1
    tekst = capsys.readouterr().out
    regel = regel_van(bericht, "<wmo323:IngediendBedrag>")
    assert "TR346 (niveau 4, retourcode 9346)" in tekst
    assert f"regel {regel}, prestatie 1, referentie R1, IngediendBedrag: 200,01 D; 4 x 50,00 = 200,00" in tekst
    assert "Doe: " in tekst
    assert "Niet gecontroleerd" in tekst
    assert tekst.rstrip().endswith("UITKOMST: 1 bevinding.")


def test_a_past_day_replays_exactly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "d.xml").write_bytes(write_323(declaratie()))
    uitslagen = [
        (main([str(tmp_path / "d.xml"), "--json", "--vandaag", dag]), capsys.readouterr().out)
        for dag in ("2025-05-06", "2025-05-05", "2025-05-06")
    ]
    assert [code for code, _ in uitslagen] == [0, 1, 0]
    assert uitslagen[0] == uitslagen[2]


def test_it_starts_without_the_web_and_the_database(tmp_path: Path) -> None:
    (tmp_path / "d.xml").write_bytes(write_323(declaratie()))
    script = (
        "import sys; from declaraties.controleer import main; code = main(sys.argv[1:]);"
        "zwaar = {'fastapi', 'sqlalchemy', 'pydantic', 'psycopg', 'aiokafka', 'starlette'} & sys.modules.keys();"
        "sys.stderr.write(','.join(zwaar)); sys.exit(code)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "d.xml"), "--vandaag", "2025-05-10"]
    gedaan = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ})
    assert (gedaan.returncode, gedaan.stderr) == (0, "")


def test_the_process_name_of_the_service_leads_to_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "declaraties", "controleer", str(tmp_path / "weg.xml")]
    gedaan = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ})
    assert (gedaan.returncode, "weg.xml" in gedaan.stderr) == (2, True)


def test_ten_thousand_faulty_lines_are_reported_in_bounded_time(controleer: Any) -> None:
    lijnen = [prestatie(f"R{nummer}", ingediend_bedrag=euro(1), toewijzing_nummer=nummer) for nummer in range(12_000)]
    begin = time.perf_counter()
    code, verslag = controleer(declaratie((BSN, lijnen)))
    assert code == 1
    assert (len(vondsten(verslag)), verslag["berichten"][0]["aantalBevindingen"]) == (10_000, 12_000)
    assert vondsten(verslag)[-1]["bestandsregel"] > 100_000
    assert time.perf_counter() - begin < 30


def test_a_zip_is_checked_message_by_message(controleer: Any) -> None:
    doel = io.BytesIO()
    with zipfile.ZipFile(doel, "w", zipfile.ZIP_DEFLATED) as pak:
        pak.writestr("goed.xml", write_323(declaratie()))
        pak.writestr("fout.xml", write_323(declaratie((BSN, [prestatie(ingediend_bedrag=euro(1))]))))
    code, verslag = controleer(doel.getvalue())
    assert code == 1
    assert [(een["bestand"], een["aantalBevindingen"]) for een in verslag["berichten"]] == [
        ("declaratie.xml/goed.xml", 0),
        ("declaratie.xml/fout.xml", 1),
    ]


def test_the_example_in_the_manual_is_what_the_command_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tekst = (ROOT / "docs" / "controleer.md").read_text(encoding="utf-8")
    voorbeeld = tekst.split("```")[3].strip("\n").splitlines()
    lijnen = [prestatie(), prestatie("R2", **TWEEDE, ingediend_bedrag=euro(20001))]
    (tmp_path / "declaratie.xml").write_bytes(write_323(declaratie((BSN, lijnen))))
    main([str(tmp_path / "declaratie.xml"), "--vandaag", "2025-05-10"])
    uitvoer = iter(capsys.readouterr().out.splitlines())
    assert voorbeeld[0].startswith("== ")
    assert all(regel in uitvoer for regel in voorbeeld)
