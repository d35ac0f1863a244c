"""What dividing and forecasting say no to; that nothing changed by it is looked at around every test."""

import uuid
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from tests.integration.contracting.conftest import Bureau

pytestmark = pytest.mark.integratie
GRENS = {"methode": "grens", "sleutel": [{"gemeente": "0307", "gewicht": 1}], "grensCent": 100}
JAREN = {"methode": "gemiddelde-clienten", "jaren": 3}
DEEL: dict[str, Any] = {"dienst": "jw", "jaar": 2026, "totaalCent": 100}
RAMING: dict[str, Any] = {
    "gemeente": "0307",
    "programmalijn": "2.1.3",
    "jaar": 2026,
    "producten": [{"productcode": "45A04", "maanden": [{"toegekendCent": 85, "volledigheid": 8_500}]}],
}


async def doe(bureau: Bureau, methode: str, pad: str, body: Mapping[str, Any]) -> httpx.Response:
    headers = bureau.wie.als("financien") | {"Idempotency-Key": uuid.uuid4().hex}
    return await bureau.wie.client.request(methode, f"/v1{pad}", json=body, headers=headers)


def slug(antwoord: httpx.Response) -> tuple[int, str]:
    return antwoord.status_code, antwoord.json()["type"].rpartition(":")[2]


@pytest.mark.parametrize(
    ("regel", "feiten", "geweigerd"),
    [
        (None, {}, (409, "geen-verdeelregel")),
        (GRENS, {"clientkosten": [{"gemeente": "0342", "cent": 100}]}, (400, "gemeente-buiten-sleutel")),
        (GRENS, {"clientkosten": [{"gemeente": "0307", "cent": 99}]}, (400, "totaal-klopt-niet")),
        (JAREN, {"clienten": [{"gemeente": "0307", "aantallen": [1]}]}, (400, "jaren-kloppen-niet")),
        (JAREN, {"clienten": [{"gemeente": "0307", "aantallen": [0, 0, 0]}]}, (400, "niets-om-naar-te-verdelen")),
    ],
)
async def test_what_cannot_be_divided_is_refused(
    bureau: Bureau, regel: Mapping[str, Any] | None, feiten: Mapping[str, Any], geweigerd: tuple[int, str]
) -> None:
    if regel is not None:
        assert (await doe(bureau, "PUT", "/verdeelregels/jw/2026", regel)).status_code == 200
    assert slug(await doe(bureau, "POST", "/kostenverdelingen", {**DEEL, **feiten})) == geweigerd


async def test_a_rule_without_what_its_method_asks_for_is_refused(bureau: Bureau) -> None:
    antwoord = await doe(bureau, "PUT", "/verdeelregels/jw/2026", {"methode": "sleutel"})
    assert slug(antwoord) == (400, "verdeelregel-onvolledig")


async def test_parts_add_up_over_the_api(bureau: Bureau) -> None:
    gelijk = {"methode": "sleutel", "sleutel": [{"gemeente": one, "gewicht": 1} for one in ("0307", "0308", "0313")]}
    assert (await doe(bureau, "PUT", "/verdeelregels/jw/2026", gelijk)).status_code == 200
    gedeeld = (await doe(bureau, "POST", "/kostenverdelingen", DEEL)).json()
    assert [one["cent"] for one in gedeeld["delen"]] == [34, 33, 33]


async def test_a_forecast_counts_each_product_once_and_its_outcome_once(bureau: Bureau) -> None:
    dubbel: dict[str, Any] = {**RAMING, "producten": [{"productcode": "45A04"}, {"productcode": "45A04"}]}
    assert slug(await doe(bureau, "POST", "/ramingen", dubbel)) == (400, "raming-klopt-niet")
    raming = (await doe(bureau, "POST", "/ramingen", RAMING)).json()
    assert raming["ramingCent"] == 100
    pad = f"/ramingen/{raming['id']}/_afrekenen"
    assert (await doe(bureau, "POST", pad, {"werkelijkCent": 80})).json()["afwijking"] == 2_500
    assert slug(await doe(bureau, "POST", pad, {"werkelijkCent": 80})) == (409, "al-afgerekend")


async def test_the_fund_keeps_its_invariants_over_the_api(bureau: Bureau) -> None:
    async def boek(soort: str, cent: int) -> httpx.Response:
        body = {"fondssoort": soort, "bedragCent": cent, "businesscase": "BC-2026-01"}
        return await doe(bureau, "POST", "/fondsboekingen", body)

    assert (await boek("storting", 100)).status_code == 201
    assert slug(await boek("onttrekking", 10)) == (409, "zonder-besluit")
    assert (await boek("besluit", 500)).status_code == 201
    assert slug(await boek("onttrekking", 501)) == (409, "boven-besluit")
    assert slug(await boek("onttrekking", 101)) == (409, "saldo-te-laag")
    assert slug(await boek("terugbetaling", 1)) == (409, "meer-dan-uitstaat")
    assert (await boek("onttrekking", 80)).json()["saldoCent"] == 20


async def test_a_report_to_the_council_adds_up_and_goes_once(bureau: Bureau) -> None:
    nul = {"doelCent": 1, "gerealiseerdCent": 0, "prognoseCent": 0, "investeringCent": 0}
    maatregelen = [
        {
            "nummer": nummer,
            "titel": "POH Jeugd",
            "eigenaar": "Inkoop",
            "status": "in-uitvoering",
            "bedragen": nul,
            "kwaliteit": 78,
            "wachtdagen": 21,
            "risico": "Minder uitstroom.",
            "gevraagdBesluit": "Geen.",
        }
        for nummer in range(1, 16)
    ]
    for totaal, verwacht in ((14, (400, "verslag-klopt-niet")), (15, None)):
        body = {"jaar": 2026, "nummer": 1, "maatregelen": maatregelen, "totaal": nul | {"doelCent": totaal}}
        pad = f"/v1/betaalbaarheidsverslagen/{(await doe(bureau, 'POST', '/betaalbaarheidsverslagen', body)).json()['id']}"
        ander = bureau.wie.als("financien", sub="publicist")
        antwoord = await bureau.wie.client.post(f"{pad}/_publiceren", headers=ander)
        assert verwacht is None or slug(antwoord) == verwacht
    assert antwoord.json()["gepubliceerd"]
    assert slug(await bureau.wie.client.post(f"{pad}/_publiceren", headers=ander)) == (409, "al-gepubliceerd")
