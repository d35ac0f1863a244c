"""The outcome of a declaratie as an aanbieder uses it: the 325 beside its 323, reasons per line, a file, filters."""

import csv
import io
from typing import Any

import pytest
from declaraties.adapters.standaard.xml.lezen import read_antwoord
from declaraties.domain.standaard.berichten.waarden import Referentie

from tests.builders.declaraties import BSN, Dienst, declaratie, prestatie

FORMULE = '=HYPERLINK("x")'


async def declareer(dienst: Dienst) -> str:
    await dienst.sta_klaar()
    fout: dict[str, Any] = {"product_referentie": Referentie(referentie_nummer=FORMULE), "product_code": "02A99"}
    return await dienst.declareer(declaratie((BSN, [prestatie(), prestatie(**fout)])))


async def haal(dienst: Dienst, pad: str, wie: dict[str, str], **vraag: Any) -> Any:
    return (await dienst.client.get(pad, headers=wie, params=vraag)).json()


async def test_the_325_is_named_beside_its_323_with_the_last_day_for_it(dienst: Dienst) -> None:
    kenmerk = await declareer(dienst)
    antwoord = read_antwoord(await dienst.antwoord(kenmerk))
    gevonden = await haal(dienst, f"/v1/declaraties/{kenmerk}", dienst.aanbieder)

    identificatie = antwoord.header.bericht_identificatie
    assert gevonden["antwoord"] == {
        "identificatie": identificatie.identificatie,
        "dagtekening": identificatie.dagtekening.isoformat(),
        "adres": f"/v1/berichten/{kenmerk}/antwoord",
    }
    assert gevonden["identificatie"] == antwoord.header.declaratie_identificatie.identificatie
    # Monday 1 June 2026 and ten working days
    assert gevonden["uitersteAntwoorddatum"] == "2026-06-15"


async def test_a_refused_line_tells_code_rule_meaning_and_remedy(dienst: Dienst) -> None:
    kenmerk = await declareer(dienst)
    (lijn,) = (await haal(dienst, f"/v1/declaraties/{kenmerk}", dienst.aanbieder))["afgekeurdePrestaties"]

    per_code = {een["code"]: een for een in lijn["retourcodes"]}
    assert per_code["9340"]["regels"] == ["TR340"]
    assert all(een["wat"] and een["doe"] for een in per_code.values())


async def test_the_number_of_a_client_is_for_sender_and_receiver_and_every_look_is_logged(dienst: Dienst) -> None:
    kenmerk = await declareer(dienst)
    pad = f"/v1/declaraties/{kenmerk}/prestaties"

    async def bsns(wie: dict[str, str], **vraag: str) -> set[str | None]:
        return {een["bsn"] for een in (await haal(dienst, pad, wie, **vraag))["resultaten"]}

    voor = dienst.sql("SELECT count(*) FROM verwerkingslog")[0][0]
    assert await bsns(dienst.aanbieder) == {None}
    assert await bsns(dienst.aanbieder, volledig="true") == {BSN}
    assert await bsns(dienst.gemeente, volledig="true") == {BSN}
    bureau = await dienst.client.get(pad, headers=dienst.als("financien"), params={"volledig": "true"})
    assert (bureau.status_code, bureau.json()["type"]) == (403, "urn:risb:probleem:bsn-niet-voor-bureau")
    assert dienst.sql("SELECT count(*) FROM verwerkingslog")[0][0] > voor
    clienten = {een["client"] for een in (await haal(dienst, pad, dienst.als("financien")))["resultaten"]}
    assert len(clienten) == 1
    assert BSN not in clienten.pop()


async def test_all_lines_come_as_a_file_in_which_no_text_is_a_formula(dienst: Dienst) -> None:
    kenmerk = await declareer(dienst)
    antwoord = await dienst.client.get(
        f"/v1/declaraties/{kenmerk}/prestaties",
        headers={**dienst.aanbieder, "Accept": "text/csv"},
        params={"limiet": 1},
    )

    assert antwoord.headers["content-type"].startswith("text/csv")
    assert "attachment" in antwoord.headers["content-disposition"]
    rijen = list(csv.DictReader(io.StringIO(antwoord.content.decode("utf-8-sig")), delimiter=";"))
    assert [rij["regel"] for rij in rijen] == ["1", "2"]
    assert rijen[1]["referentieNummer"] == f"'{FORMULE}"
    assert (rijen[0]["bedragEuro"], rijen[0]["goedgekeurd"], rijen[1]["goedgekeurd"]) == ("50,00", "ja", "nee")
    assert "9340" in rijen[1]["retourcodes"].split()
    assert BSN not in antwoord.text


@pytest.mark.parametrize(
    ("vraag", "gevonden"),
    [
        ({"periode": "2026-04"}, True),
        ({"periode": "2026-03"}, False),
        ({"uitkomst": "gedeeltelijk"}, True),
        ({"uitkomst": "toegekend"}, False),
        ({"agbCode": "65656055", "wet": "wmo", "status": "aangeboden"}, True),
        ({"agbCode": "65656056"}, False),
        ({"declaratieNummer": "bestaatniet"}, False),
    ],
)
async def test_the_list_can_be_narrowed(dienst: Dienst, vraag: dict[str, str], *, gevonden: bool) -> None:
    kenmerk = await declareer(dienst)
    lijst = (await haal(dienst, "/v1/declaraties", dienst.aanbieder, **vraag))["resultaten"]
    assert [een["id"] for een in lijst] == ([kenmerk] if gevonden else [])
