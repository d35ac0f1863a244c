"""More workers, or more messages in one transaction, change how long it takes and never what comes out."""

import asyncio
import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from declaraties.adapters.standaard.xml.schrijven import write_301, write_323
from declaraties.domain.standaard.berichten.waarden import GeslotenPeriode
from risb_schemas import decode, load_catalog

from tests.builders.declaraties import (
    ANDERE_GEMEENTE,
    BSN,
    BSN_TWEE,
    GEMEENTE,
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
MAANDEN = [
    GeslotenPeriode(begindatum=dt.date(2026, maand, 1), einddatum=dt.date(2026, maand + 1, 1) - dt.timedelta(days=1))
    for maand in range(1, 1 + RONDES)
]


async def bereid_voor(dienst: Dienst) -> None:
    """Per aanbieder files that lean on each other: a slot, the same again, a credit, the slot once more, a repeat.

    Between them 301s that let the lines after them in, one message that cannot be read, and per round one for another
    gemeente: with its own numbers, or with a number or a reference of the one before it.
    """
    await dienst.neem_deel()
    await dienst.neem_deel(ANDERE_GEMEENTE)
    beide = [GEMEENTE, ANDERE_GEMEENTE]
    for nummer, agb in enumerate(AANBIEDERS, start=101):
        kenmerk = f"11111111-1111-4111-8111-{nummer:012d}"
        await dienst.meld("OvereenkomstGesloten", overeenkomst(overeenkomst_id=kenmerk, agb_code=agb, gemeenten=beide))
        await dienst.meld("PrijsVastgesteld", prijs(overeenkomst_id=kenmerk, agb_code=agb, gemeenten=beide))
        for gemeente in beide:
            wie = {"afzender": gemeente, "ontvanger": agb, "identificatie": f"T{agb}"}
            await dienst.wijs_toe(toewijzing(product(nummer), **wie))
            await dienst.grond(nummer, gemeente=gemeente)
    for ronde in range(RONDES):
        for nummer, agb in enumerate(AANBIEDERS, start=101):
            regels = [
                prestatie(f"R{ronde % 4}", toewijzing_nummer=nummer, vorige="R0" if ronde == 2 else None),
                prestatie(f"Q{ronde}", toewijzing_nummer=999),
                prestatie(f"L{ronde}", toewijzing_nummer=nummer + 100),
            ]
            bericht = declaratie(
                (BSN, regels), afzender=agb, declaratie_nummer=f"{agb}{ronde}", identificatie=f"I{ronde}"
            )
            antwoord = await dienst.dien_in(write_323(bericht), dienst.als("aanbieder", agb=agb))
            assert antwoord.status_code == 202
            buur = declaratie(
                (
                    BSN,
                    [prestatie(f"{'RB'[ronde % 2]}{ronde}", toewijzing_nummer=nummer, product_periode=MAANDEN[ronde])],
                ),
                afzender=agb,
                ontvanger=ANDERE_GEMEENTE,
                declaratie_nummer=f"{agb}{'B' if ronde < 4 else ''}{ronde}",
                identificatie=f"{'I' if ronde == 1 else 'J'}{ronde}",
                declaratie_periode=MAANDEN[ronde],
            )
            assert (await dienst.dien_in(write_323(buur), dienst.als("aanbieder", agb=agb))).status_code == 202
            if ronde == 2:
                later = toewijzing(product(nummer + 100), bsn=BSN_TWEE, ontvanger=agb, identificatie=f"L{agb}")
                await dienst.dien_in(write_301(later), dienst.gemeente)
                await dienst.dien_in(write_323(bericht)[:-300], dienst.als("aanbieder", agb=agb))


async def uitkomsten(dienst: Dienst) -> dict[str, Any]:
    """Everything that judging left behind, without what differs by nature: ids of messages and moments."""
    lijnen = dienst.sql(
        "SELECT b.agb_code, b.declaratienummer, p.regel, p.goedgekeurd, p.retourcodes, p.bedrag, p.volume_maximum"
        " FROM prestatie p JOIN bestand b ON b.nummer = p.bestand_nummer ORDER BY 1, 2, b.gemeente, 3"
    )
    kop = "agb_code, declaratienummer, gemeente, uitkomst, ingediend_cent, toegekend_cent"
    gevraagd = f"SELECT {kop}, id FROM bestand WHERE soort = '323' AND uitkomst IS NOT NULL ORDER BY 1, 2, 3"
    bestanden = dienst.sql(gevraagd)
    antwoorden = {
        bestand[:3]: hashlib.sha256(
            (await dienst.antwoord(str(bestand[6]))).partition(b"<wmo325:Declaratie")[2]
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
    verteld = {
        naam: sorted(
            str({veld: waarde for veld, waarde in one.items() if not veld.endswith(("_id", "_op"))})
            for one in dienst.events(naam)
        )
        for naam in ("DeclaratieBeantwoord", "BetaalopdrachtGemaakt", "ToewijzingVastgelegd")
    }
    return {
        "verteld": verteld,
        "standen": dienst.sql(
            "SELECT agb_code, soort, status, count(*) FROM bestand GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        ),
        "lijnen": lijnen,
        "bestanden": [een[:6] for een in bestanden],
        "antwoorden": antwoorden,
        "gemeld": gemeld,
        "betaald": betaald,
    }


@pytest.mark.timeout(300)
async def test_workers_and_messages_at_a_time_never_change_what_comes_out(
    database_url: Callable[[str], str], tmp_path: Path
) -> None:
    gevonden = []
    for workers, per_keer in ((1, 1), (1, 2), (1, 8), (2, 8), (4, 8)):
        folder = tmp_path / f"{workers}-{per_keer}"
        async with dienst_op(database_url("declaraties"), folder, berichten_per_keer=per_keer) as dienst:
            await bereid_voor(dienst)

            async def werk(dienst: Dienst = dienst) -> None:
                worker = dienst.worker()
                while dienst.sql("SELECT 1 FROM bestand WHERE status = 'ontvangen' LIMIT 1"):
                    await worker.process_one()

            await asyncio.gather(*(werk() for _ in range(workers)))
            gevonden.append(await uitkomsten(dienst))
            assert (dienst.sql("SELECT max(aantal) FROM poging")) == [(1,)]
    # Two of the messages for another gemeente have a number that was taken, and so no lines.
    assert len(gevonden[0]["lijnen"]) == (3 * RONDES + RONDES - 2) * len(AANBIEDERS)
    assert len(set(gevonden[0]["antwoorden"].values())) > 1
    assert all(een == gevonden[0] for een in gevonden[1:])
