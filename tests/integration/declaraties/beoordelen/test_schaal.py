"""More workers change how long it takes, never what comes out."""

import asyncio
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from declaraties.adapters.standaard.xml.schrijven import write_323
from risb_schemas import decode, load_catalog

from tests.builders.declaraties import (
    BSN,
    Dienst,
    declaratie,
    dienst_op,
    overeenkomst,
    prestatie,
    prijs,
    product,
    toewijzing,
)
from tests.builders.prestatieregels import per_regel

AANBIEDERS = tuple(f"4242{nummer:04d}" for nummer in range(1, 5))
RONDES = 5


async def bereid_voor(dienst: Dienst) -> None:
    """Per aanbieder files that lean on each other: a slot, the same again, a credit, the slot once more, a repeat."""
    await dienst.neem_deel()
    for nummer, agb in enumerate(AANBIEDERS, start=101):
        kenmerk = f"11111111-1111-4111-8111-{nummer:012d}"
        await dienst.meld("OvereenkomstGesloten", overeenkomst(overeenkomst_id=kenmerk, agb_code=agb))
        await dienst.meld("PrijsVastgesteld", prijs(overeenkomst_id=kenmerk, agb_code=agb))
        await dienst.wijs_toe(toewijzing(product(nummer), ontvanger=agb, identificatie=f"T{agb}"))
        await dienst.grond(nummer)
    for ronde in range(RONDES):
        for nummer, agb in enumerate(AANBIEDERS, start=101):
            regels = [
                prestatie(f"R{ronde % 4}", toewijzing_nummer=nummer, vorige="R0" if ronde == 2 else None),
                prestatie(f"Q{ronde}", toewijzing_nummer=999),
            ]
            bericht = declaratie(
                (BSN, regels), afzender=agb, declaratie_nummer=f"{agb}{ronde}", identificatie=f"I{ronde}"
            )
            antwoord = await dienst.dien_in(write_323(bericht), dienst.als("aanbieder", agb=agb))
            assert antwoord.status_code == 202


async def uitkomsten(dienst: Dienst) -> dict[str, Any]:
    """Everything that judging left behind, without what differs by nature: ids of messages and moments."""
    lijnen = dienst.sql(
        "SELECT b.agb_code, b.declaratienummer, p.regel, p.goedgekeurd, p.retourcodes, p.bedrag, p.volume_maximum"
        " FROM prestatie p JOIN bestand b ON b.nummer = p.bestand_nummer ORDER BY 1, 2, 3"
    )
    kop = "agb_code, declaratienummer, uitkomst, ingediend_cent, toegekend_cent"
    bestanden = dienst.sql(f"SELECT {kop}, id FROM bestand WHERE soort = '323' ORDER BY 1, 2")
    antwoorden = {
        bestand[:2]: hashlib.sha256(
            (await dienst.antwoord(str(bestand[5]))).partition(b"<wmo325:Declaratie")[2]
        ).hexdigest()
        for bestand in bestanden
    }
    rijen = dienst.sql("SELECT inhoud FROM outbox WHERE topic = 'declaraties-prestaties'")
    delen = [per_regel(decode(load_catalog(), inhoud).record) for (inhoud,) in rijen]
    gemeld = sorted(
        (
            deel["agb_code"],
            tuple(deel["toewijzing"]),
            tuple(deel["bedrag_cent"]),
            tuple(deel["uitkomst"]),
            deel["uitkomsten"],
        )
        for deel in delen
    )
    betaald = dienst.sql("SELECT agb_code, sum(bedrag_cent) FROM betaalopdracht GROUP BY 1 ORDER BY 1")
    return {
        "lijnen": lijnen,
        "bestanden": [een[:5] for een in bestanden],
        "antwoorden": antwoorden,
        "gemeld": gemeld,
        "betaald": betaald,
    }


@pytest.mark.timeout(300)
async def test_one_two_and_four_workers_give_identical_results(
    database_url: Callable[[str], str], tmp_path: Path
) -> None:
    gevonden = []
    for workers in (1, 2, 4):
        async with dienst_op(database_url("declaraties"), tmp_path / str(workers)) as dienst:
            await bereid_voor(dienst)

            async def werk(dienst: Dienst = dienst) -> None:
                worker = dienst.worker()
                while dienst.sql("SELECT 1 FROM bestand WHERE status = 'ontvangen' LIMIT 1"):
                    await worker.process_one()

            await asyncio.gather(*(werk() for _ in range(workers)))
            gevonden.append(await uitkomsten(dienst))
    assert len(gevonden[0]["lijnen"]) == 2 * RONDES * len(AANBIEDERS)
    assert len(set(gevonden[0]["antwoorden"].values())) > 1
    assert gevonden[0] == gevonden[1] == gevonden[2]
