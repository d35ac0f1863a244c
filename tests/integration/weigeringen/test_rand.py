"""What the edge refuses on any route of any service changes nothing: the service and its database are the real ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.builders.diensten import DIENSTEN, ROLLEN, Aanroeper, Route, aanroeper, routes_of
from tests.builders.weigeringen import slug_of
from tests.conftest import DatabaseUrl

pytestmark = [pytest.mark.integratie, pytest.mark.usefixtures("ook_lezen")]
NERGENS = "11111111-1111-4111-8111-111111111111"
GEEN_FORMAAT = frozenset({"geen-json", "geen-xml", "geen-zip"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzoek:
    """A request that cannot be, and the names that its refusal may have."""

    slugs: frozenset[str]
    vraag: Mapping[str, str] = field(default_factory=dict)
    koppen: Sequence[tuple[str, str]] = ()
    inhoud: bytes = b""
    mag: bool = True


def verzoeken(route: Route) -> Iterator[Verzoek]:
    """What is wrong on every route, and what only where somebody has to be somebody, a list is read or a body comes."""
    yield Verzoek(slugs=frozenset({"parameter-onbekend"}), vraag={"onzin": "1"})
    yield Verzoek(slugs=frozenset({"parameter-ongeldig"}), koppen=[("Accept", "*/*"), ("Accept", "text/plain")])
    if route.rollen and not route.openbaar:
        yield Verzoek(slugs=frozenset({"rol-ontbreekt"}), mag=False)
    if route.methode == "GET":
        yield Verzoek(slugs=frozenset({"ongeldige-cursor", "parameter-onbekend"}), vraag={"na": "%%%"})
        yield Verzoek(slugs=frozenset({"veld-onbekend", "parameter-onbekend"}), vraag={"velden": "onzin"})
    elif route.methode == "POST":
        yield Verzoek(slugs=GEEN_FORMAAT, koppen=[("Content-Type", "text/csv")], inhoud=b"a;b")


async def geweigerd(wie: Aanroeper, route: Route, verzoek: Verzoek) -> str:
    rollen = [one for one in ROLLEN if (one in route.rollen) is verzoek.mag] or ["inkoper"]
    koppen = wie.als(rollen[0], agb=["42420001"], gemeenten=["0307"])
    pad = "/".join(NERGENS if one.startswith("{") else one for one in route.pad.split("/"))
    antwoord = await wie.client.request(
        route.methode,
        pad,
        params=verzoek.vraag,
        headers=[*koppen.items(), ("Idempotency-Key", NERGENS), *verzoek.koppen],
        content=verzoek.inhoud,
    )
    assert antwoord.status_code // 100 == 4, (route, antwoord.status_code, antwoord.text)
    return slug_of(antwoord)


@pytest.mark.parametrize("dienst", DIENSTEN)
async def test_what_the_edge_refuses_on_any_route_changes_nothing(
    database_url: DatabaseUrl, tmp_path: Path, dienst: str
) -> None:
    async with aanroeper(dienst, database_url(dienst), tmp_path) as wie:
        gelopen = set()
        for route in routes_of(wie.app):
            for verzoek in verzoeken(route):
                slug = await geweigerd(wie, route, verzoek)
                assert slug in verzoek.slugs, (route, verzoek, slug)
                gelopen.add(slug)
    alles = {"parameter-onbekend", "parameter-ongeldig", "rol-ontbreekt", "ongeldige-cursor", "veld-onbekend"}
    assert {*alles, "geen-json"} <= gelopen
