"""Objects of two aanbieders and two gemeenten in contracting."""

from tests.builders.diensten import Aanroeper
from tests.builders.inkoop import Inkoop, een_prijs

from .gevallen import Geval, Lijst, Object
from .van_aanbesteding import gevallen_van_aanbesteding
from .van_taakgericht import gevallen_van_taakgericht

EIGEN, ANDER, NERGENS = "42420001", "42420002", "42420009"
NIETS = "00000000-0000-4000-8000-000000000000"
PERCEEL = "WMO-RECHTEN"


async def gevallen(dienst: Aanroeper) -> list[Geval]:
    """Everything of aanbieder EIGEN and gemeente 0307, for another aanbieder and for gemeente 0342."""
    inkoop = Inkoop(client=dienst.client, als=dienst.als)
    await inkoop.perceel(PERCEEL, ["0307"])
    toegelaten = await inkoop.toegelaten(EIGEN, PERCEEL)
    await inkoop.aanbieder(ANDER)
    overeenkomst = await inkoop.overeenkomst(EIGEN, PERCEEL, ["0307"], [een_prijs()])
    await dienst.client.put(
        "/v1/budgetten/0307/2.1.3/2026", json={"bedragCent": 123456}, headers=dienst.als("financien")
    )
    open_aanmelding = await _open_aanmelding(dienst, inkoop)
    eigenaar = dienst.als("aanbieder", agb=[EIGEN])
    vreemden = [dienst.als("aanbieder", agb=[ANDER]), dienst.als("aanbieder")]
    return [
        Object(
            route="GET /v1/aanbieders/{agbCode}",
            pad=f"/v1/aanbieders/{EIGEN}",
            onbekend=f"/v1/aanbieders/{NERGENS}",
            eigenaar=eigenaar,
            vreemden=vreemden,
        ),
        Lijst(route="GET /v1/aanbieders", pad="/v1/aanbieders", kenmerk=EIGEN, eigenaar=eigenaar, vreemden=vreemden),
        Object(
            route="GET /v1/aanmeldingen/{id}",
            pad=f"/v1/aanmeldingen/{toegelaten}",
            onbekend=f"/v1/aanmeldingen/{NIETS}",
            eigenaar=eigenaar,
            vreemden=vreemden,
        ),
        Lijst(
            route="GET /v1/aanmeldingen",
            pad=f"/v1/aanmeldingen?agbCode={EIGEN}",
            kenmerk=toegelaten,
            eigenaar=eigenaar,
            vreemden=vreemden,
        ),
        Object(
            route="POST /v1/aanmeldingen",
            pad="/v1/aanmeldingen",
            onbekend="/v1/aanmeldingen",
            eigenaar=eigenaar,
            vreemden=vreemden,
            body=_aanmelding(EIGEN),
            onbekende_body=_aanmelding(NERGENS),
        ),
        Object(
            route="POST /v1/aanmeldingen/{id}/bewijsstukken",
            pad=f"/v1/aanmeldingen/{open_aanmelding}/bewijsstukken",
            onbekend=f"/v1/aanmeldingen/{NIETS}/bewijsstukken",
            eigenaar=eigenaar,
            vreemden=vreemden,
            body={"bewijsstukken": [{"bewijssoort": "eigen-verklaring", "datum": "2026-01-02"}]},
        ),
        *_afspraken(dienst, overeenkomst, eigenaar, vreemden),
        *await gevallen_van_aanbesteding(dienst, EIGEN, eigenaar, vreemden),
        *await _ruimte(inkoop, overeenkomst, eigenaar, vreemden),
        *await _concept(inkoop, eigenaar, vreemden),
        *await gevallen_van_taakgericht(dienst, EIGEN, eigenaar, vreemden),
        *await _maatregel(dienst, eigenaar, vreemden),
    ]


async def _concept(inkoop: Inkoop, eigenaar: dict[str, str], vreemden: list[dict[str, str]]) -> list[Geval]:
    """A contract that waits for its signature."""
    concept = await inkoop.contractconcept(EIGEN, PERCEEL, ["0307"])
    pad, onbekend = f"/v1/contractconcepten/{concept}", f"/v1/contractconcepten/{NIETS}"
    return [
        Lijst(
            route="GET /v1/contractconcepten",
            pad="/v1/contractconcepten",
            kenmerk=concept,
            eigenaar=eigenaar,
            vreemden=vreemden,
        ),
        Object(
            route="GET /v1/contractconcepten/{id}", pad=pad, onbekend=onbekend, eigenaar=eigenaar, vreemden=vreemden
        ),
        Object(
            route="POST /v1/contractconcepten/{id}/_tekenen",
            pad=f"{pad}/_tekenen",
            onbekend=f"{onbekend}/_tekenen",
            eigenaar=eigenaar,
            vreemden=vreemden,
            body={},
        ),
    ]


async def _ruimte(
    inkoop: Inkoop, overeenkomst: str, eigenaar: dict[str, str], vreemden: list[dict[str, str]]
) -> list[Geval]:
    ruimte = await inkoop.bestedingsruimte(overeenkomst)
    pad = f"/v1/bestedingsruimten/{ruimte}"
    onbekend = f"/v1/bestedingsruimten/{NIETS}"
    return [
        Lijst(
            route="GET /v1/bestedingsruimten",
            pad=f"/v1/bestedingsruimten?agbCode={EIGEN}",
            kenmerk=ruimte,
            eigenaar=eigenaar,
            vreemden=vreemden,
        ),
        Object(
            route="GET /v1/bestedingsruimten/{id}", pad=pad, onbekend=onbekend, eigenaar=eigenaar, vreemden=vreemden
        ),
        Object(
            route="POST /v1/bestedingsruimten/{id}/_melden",
            pad=f"{pad}/_melden",
            onbekend=f"{onbekend}/_melden",
            eigenaar=eigenaar,
            vreemden=vreemden,
            body={"verwachtCent": 100},
        ),
    ]


async def _open_aanmelding(dienst: Aanroeper, inkoop: Inkoop) -> str:
    """An application that waits for more evidence."""
    await inkoop.perceel(f"{PERCEEL}-2", ["0307"])
    open_aanmelding = await inkoop.aanmelding(EIGEN, f"{PERCEEL}-2")
    vraag = {"termijnDagen": 14}
    gevraagd = await dienst.client.post(
        f"/v1/aanmeldingen/{open_aanmelding}/aanvulverzoeken", json=vraag, headers=dienst.als("inkoper")
    )
    assert gevraagd.is_success, gevraagd.text
    return open_aanmelding


def _afspraken(
    dienst: Aanroeper, overeenkomst: str, eigenaar: dict[str, str], vreemden: list[dict[str, str]]
) -> list[Geval]:
    gemeente, andere_gemeenten = _gemeenten(dienst)
    return [
        Lijst(
            route="GET /v1/overeenkomsten",
            pad=f"/v1/overeenkomsten?agbCode={EIGEN}",
            kenmerk=overeenkomst,
            eigenaar=eigenaar,
            vreemden=[*vreemden, *andere_gemeenten],
        ),
        *[
            Object(
                route=f"GET /v1/overeenkomsten/{{id}}{staart}",
                pad=f"/v1/overeenkomsten/{overeenkomst}{staart}",
                onbekend=f"/v1/overeenkomsten/{NIETS}{staart}",
                eigenaar=wie,
                vreemden=[*vreemden, *andere_gemeenten],
            )
            for staart in ("", "/prijzen", "/termijnen")
            for wie in (eigenaar, gemeente)
        ],
        *_geld(gemeente, andere_gemeenten),
    ]


def _geld(gemeente: dict[str, str], andere_gemeenten: list[dict[str, str]]) -> list[Geval]:
    return [
        Object(
            route="GET /v1/budgetten/{gemeente}/{programmalijn}/{jaar}",
            pad="/v1/budgetten/0307/2.1.3/2026",
            onbekend="/v1/budgetten/9999/2.1.3/2026",
            eigenaar=gemeente,
            vreemden=andere_gemeenten,
        ),
        Lijst(
            route="GET /v1/budgetmonitor",
            pad="/v1/budgetmonitor?jaar=2026",
            kenmerk="123456",
            eigenaar=gemeente,
            vreemden=andere_gemeenten,
        ),
        Object(
            route="GET /v1/budgetmonitor",
            pad="/v1/budgetmonitor?jaar=2026&gemeente=0307",
            onbekend="/v1/budgetmonitor?jaar=2026&gemeente=9999",
            eigenaar=gemeente,
            vreemden=andere_gemeenten,
        ),
    ]


def _gemeenten(dienst: Aanroeper) -> tuple[dict[str, str], list[dict[str, str]]]:
    own = dienst.als("zorgadministratie", gemeenten=["0307"])
    return own, [dienst.als("zorgadministratie", gemeenten=["0342"]), dienst.als("zorgadministratie")]


async def _maatregel(dienst: Aanroeper, eigenaar: dict[str, str], vreemden: list[dict[str, str]]) -> list[Geval]:
    await dienst.ontvang("MaatregelOpgelegd.v1", {"agb_code": EIGEN, "grond": "grond-van-de-eigenaar"})
    pad = f"/v1/maatregelen?agbCode={EIGEN}"
    return [
        Lijst(
            route="GET /v1/maatregelen", pad=pad, kenmerk="grond-van-de-eigenaar", eigenaar=eigenaar, vreemden=vreemden
        )
    ]


def _aanmelding(agb: str) -> dict[str, object]:
    return {
        "agbCode": agb,
        "perceelCode": f"{PERCEEL}-2",
        "bewijsstukken": [],
        "ondertekend": True,
        "akkoordZonderVoorbehoud": True,
    }
