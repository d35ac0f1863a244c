"""A tender on which two aanbieders ask and bid, for the permissions of contracting."""

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

from contracting.application.uow import Uow
from contracting.domain.aanbesteding.inschrijving import InschrijvingStap
from contracting.domain.gunning.gunning import Score
from contracting.domain.gunning.plaatsen import PlaatsStatus

from tests.builders.aanbesteding import aanbesteding_json, inschrijving_json, perceelvraag_json, proef_json
from tests.builders.diensten import Aanroeper

from .gevallen import Geval, Lijst, Object

NERGENS = "42420009"
PERCEEL, GEGUND = "WMO-AANBESTEED", "WMO-GEGUND"


async def gevallen_van_aanbesteding(
    dienst: Aanroeper, eigen: str, eigenaar: dict[str, str], vreemden: list[dict[str, str]]
) -> list[Geval]:
    """What aanbieder `eigen` asks and hands in, for another."""
    pad = f"/v1/aanbestedingen/{await _markt(dienst, PERCEEL, 'AB-RECHTEN')}"
    bod = inschrijving_json(eigen, perceelCode=PERCEEL, gemeenten=["0307"])
    ingediend = await _doe(dienst, f"{pad}/inschrijvingen", bod, eigenaar)
    vraag = {"agbCode": eigen, "vraag": "Mag het plan tien bladzijden zijn?"}
    klacht = {"agbCode": eigen, "klacht": "De termijn is kort."}
    return [
        *await _gunning(dienst, eigen, eigenaar, vreemden),
        Lijst(
            route="GET /v1/aanbestedingen/{id}/inschrijvingen",
            pad=f"{pad}/inschrijvingen",
            kenmerk=ingediend["id"],
            eigenaar=eigenaar,
            vreemden=vreemden,
        ),
        *[
            Object(
                route=f"POST /v1/aanbestedingen/{{id}}/{wat}",
                pad=f"{pad}/{wat}",
                onbekend=f"{pad}/{wat}",
                eigenaar=eigenaar,
                vreemden=vreemden,
                body=body,
                onbekende_body={**body, "agbCode": NERGENS},
            )
            for wat, body in (("inschrijvingen", bod), ("vragen", vraag), ("klachten", klacht))
        ],
    ]


async def _gunning(
    dienst: Aanroeper, eigen: str, eigenaar: dict[str, str], vreemden: list[dict[str, str]]
) -> list[Geval]:
    """An award with one winner, whose place is offered to him again, as if he had waited for it."""
    aanbesteding_id = await _markt(dienst, GEGUND, "AB-GEGUND")
    pad, perceel = f"/v1/aanbestedingen/{aanbesteding_id}", {"perceelCode": GEGUND}
    bod = inschrijving_json(eigen, perceelCode=GEGUND, gemeenten=["0307"])
    await _doe(dienst, f"{pad}/inschrijvingen", bod, eigenaar)
    await _deel_mee(dienst, uuid.UUID(aanbesteding_id), eigen)
    plaats = {**perceel, "gemeente": "0307", "productcode": "01A03", "agbCode": eigen}
    return [
        Object(
            route="GET /v1/aanbestedingen/{id}/gunningen/{perceelCode}",
            pad=f"{pad}/gunningen/{GEGUND}",
            onbekend=f"{pad}/gunningen/NIETS",
            eigenaar=eigenaar,
            vreemden=vreemden,
        ),
        Object(
            route="POST /v1/aanbestedingen/{id}/_aanvaarden",
            pad=f"{pad}/_aanvaarden",
            onbekend=f"{pad}/_aanvaarden",
            eigenaar=eigenaar,
            vreemden=vreemden,
            body={**plaats, "bewijsstukken": [{"bewijssoort": "kvk-uittreksel", "datum": _vandaag().isoformat()}]},
            onbekende_body={**plaats, "agbCode": NERGENS},
        ),
    ]


async def _deel_mee(dienst: Aanroeper, aanbesteding_id: uuid.UUID, eigen: str) -> None:
    """The closing is far away; what follows it is put there as the use cases would."""
    uow: Uow
    async with dienst.app.state.edge.uow() as uow:
        (ingediend,) = await uow.inschrijvingen.list(aanbesteding_id)
        geopend = ingediend.na(InschrijvingStap.OPENEN).na(InschrijvingStap.AANVAARDEN)
        await uow.inschrijvingen.save(geopend)
        begonnen = await uow.gunningen.start(aanbesteding_id, GEGUND)
        consensus = tuple(
            Score(agb_code=eigen, criterium=code, beoordelaar="", punten=100, motivering="Goed.")
            for code in ("PLAN", "OMGEVING")
        )
        met_consensus = replace(begonnen, consensus=consensus)
        aanbesteding = await uow.aanbestedingen.find(aanbesteding_id)
        assert aanbesteding is not None
        bod = met_consensus.bod_van(eigen, {"01A03": 6000})
        vraag = aanbesteding.vraag_van(GEGUND)
        gegund = met_consensus.deel_mee(vraag, [bod], {eigen: ("0307",)}, _vandaag())
        aangeboden = tuple(replace(one, status=PlaatsStatus.AANGEBODEN) for one in gegund.plaatsen)
        await uow.gunningen.save(replace(gegund, plaatsen=aangeboden))
        await uow.commit()


def _vandaag() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


async def _markt(dienst: Aanroeper, code: str, kenmerk: str) -> str:
    perceel = {
        "code": code,
        "wet": "wmo",
        "variant": "inspanningsgericht",
        "procedure": "aanbesteding",
        "programmalijn": "2.1.3",
        "gemeenten": ["0307"],
        "basiscriteria": [{"code": "KVK", "omschrijving": "Uittreksel", "bewijssoort": "kvk-uittreksel"}],
    }
    opsteller, ander = dienst.als("inkoper", sub="opsteller"), dienst.als("inkoper", sub="publicist")
    await _doe(dienst, "/v1/percelen", perceel, opsteller)
    vraag = perceelvraag_json(perceelCode=code, gemeenten=["0307"])
    concept = aanbesteding_json(vraag, kenmerk=kenmerk, sluiting="2190-01-01T00:00:00Z")
    gemaakt = await _doe(dienst, "/v1/aanbestedingen", concept, opsteller)
    pad = f"/v1/aanbestedingen/{gemaakt['id']}"
    await _doe(dienst, f"{pad}/proefberekeningen", proef_json(perceelCode=code), opsteller)
    await _doe(dienst, f"{pad}/_publiceren", {}, ander)
    return str(gemaakt["id"])


async def _doe(dienst: Aanroeper, pad: str, body: Any, koppen: dict[str, str]) -> dict[str, Any]:
    antwoord = await dienst.client.post(pad, json=body, headers=koppen)
    assert antwoord.is_success, antwoord.text
    gemaakt: dict[str, Any] = antwoord.json()
    return gemaakt
