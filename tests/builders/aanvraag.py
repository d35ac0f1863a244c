"""An application for a subsidy through the API, for tests that need one."""

import uuid
from collections.abc import Mapping
from typing import Any

import httpx

REGELING: Mapping[str, Any] = {
    "code": "PID-PROEF",
    "versie": 1,
    "titel": "Projecten in de buurt",
    "samenvatting": "Geld voor plannen in de wijk.",
    "verordening": "Algemene subsidieverordening Amersfoort",
    "gemeenten": ["0307"],
    "openstelling": {"van": "2020-01-01", "tot": "2099-12-31"},
    "plafonds": [
        {
            "gemeente": "0307",
            "tijdvak": {"van": "2020-01-01", "tot": "2099-12-31"},
            "bedragCent": 50_000_000_000,
            "bekendgemaaktOp": "2019-12-10",
        }
    ],
    "methode": "volgorde",
    "deelsVerlenen": False,
    "aanvragerSoorten": ["natuurlijk-persoon", "groep", "rechtspersoon"],
    "zonderWinst": True,
    "directVastTotCent": 500_000,
    "programmalijn": "2.1.1",
    "screeningVanafCent": 2_500_000,
}


def een_regeling(**changes: Any) -> dict[str, Any]:
    return {**REGELING, **changes}


def een_aanvraag(**changes: Any) -> dict[str, Any]:
    """Of a resident; a BSN only when given."""
    body = {
        "regelingCode": REGELING["code"],
        "soort": "natuurlijk-persoon",
        "naam": "Bewoner van de wijk",
        "gemeente": "0307",
        "titel": "Wijkmaaltijd",
        "doel": "Buren ontmoeten elkaar elke maand.",
        "activiteitVan": "2027-03-01",
        "activiteitTot": "2027-06-30",
        "gevraagdCent": 450_000,
        "begroting": {"kostenCent": 500_000, "eigenBijdrageCent": 50_000},
        "iban": "NL91ABNA0417164300",
    }
    return {**body, **changes}


async def dien_in(client: httpx.AsyncClient, headers: Mapping[str, str], **changes: Any) -> dict[str, Any]:
    """File an application; the answer of the API."""
    key = {"Idempotency-Key": uuid.uuid4().hex}
    answer = await client.post("/v1/aanvragen", json=een_aanvraag(**changes), headers={**headers, **key})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made
