"""Hostile JSON, identifiers and events: refused with a reason, or taken in the one form; nothing else, in any service."""

import json
import os
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from risb_schemas import load_catalog

from tests.builders.diensten import DIENSTEN, ROLLEN, Aanroeper, aanroeper
from tests.builders.gebeurtenissen import gebeurtenis
from tests.builders.lichamen import gevuld
from tests.contract.api.document import document_of
from tests.integration.gebeurtenissen.lezer import lezer_van
from tests.integration.gebeurtenissen.varianten import examples_of, variants
from tests.vijandig.vormen import REFUSED, Poging, kenmerken, lichamen

ZAAD = os.environ.get("RISB_ZAAD", "s01")
# Of the number for XML; a form is judged in a hundredth of the time, and there are four services.
AANTAL = int(os.environ.get("RISB_VIJANDIG", "150")) // 20
KORTSTE_REDEN = 10
UITKOMSTEN = {"verwerkt", "geweigerd", "dode_letter"}
Tel = Counter[tuple[str, str]]
pytestmark = [pytest.mark.integratie, pytest.mark.timeout(600)]
elke_dienst = pytest.mark.parametrize("dienst", DIENSTEN)


def uitkomst(poging: Poging, antwoord: httpx.Response) -> tuple[str, str]:
    """What became of it, and what is wrong with that (or nothing)."""
    waar = f"{poging.kind} {poging.operation.naam} {poging.veld}: {antwoord.status_code} {antwoord.text[:200]}"
    if antwoord.status_code >= 500:
        return "anders", waar
    if antwoord.status_code >= 400:
        probleem = antwoord.json()
        genoemd = {one["veld"] for one in probleem.get("fouten", [])}
        refused = poging.veld in genoemd if poging.veld else antwoord.status_code in {400, 413, 415}
        if len(probleem["detail"]) <= KORTSTE_REDEN or any(
            len(one["melding"]) <= KORTSTE_REDEN for one in probleem.get("fouten", [])
        ):
            return "anders", f"geen reden: {waar}"
        if refused:
            return "geweigerd", ""
    elif poging.veld:
        gekregen = antwoord.json().get(poging.veld)
        if gekregen not in {None, poging.goed}:
            return "anders", f"bewaard als {gekregen!r}: {waar}"
    return "aangenomen", f"aangenomen: {waar}" if poging.belofte == REFUSED else ""


async def stuur(running: Aanroeper, poging: Poging, nummer: int) -> httpx.Response:
    koppen = running.als(ROLLEN, agb=["42420001"], gemeenten=["0307"])
    koppen |= {
        "Content-Type": poging.soort,
        "Idempotency-Key": f"{poging.kind.encode().hex()}-{nummer}",
        "If-Match": '"1"',
    }
    pad = gevuld(f"/v1{poging.operation.pad}")
    return await running.client.request(poging.operation.methode.upper(), pad, content=poging.body, headers=koppen)


def druk_af(config: pytest.Config, kop: str, tel: Tel) -> None:
    """The proof is its table."""
    soorten = sorted({kind for kind, _ in tel})
    regels = [
        f"{kind:<22}" + "  ".join(f"{n} {wat}" for (een, wat), n in sorted(tel.items()) if een == kind)
        for kind in soorten
    ]
    regels.append(f"{'samen':<22}{tel.total()}, anders: {sum(n for (_, wat), n in tel.items() if wat == 'anders')}")
    with config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print("\n".join(["", kop, *regels]))  # noqa: T201 -- the proof is its table


@elke_dienst
@pytest.mark.parametrize("maker", [lichamen, kenmerken], ids=["json", "kenmerken"])
async def test_every_hostile_form_is_refused_with_a_reason_or_taken_in_its_one_form(
    dienst: str, maker: Any, database_url: Callable[[str], str], tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    tel, mis = Tel(), []
    async with aanroeper(dienst, database_url(dienst), tmp_path) as running:
        for nummer, poging in enumerate(maker(document_of(dienst), AANTAL, ZAAD)):
            wat, fout = uitkomst(poging, await stuur(running, poging, nummer))
            tel[poging.kind, "anders" if fout else wat] += 1
            mis += [fout] if fout else []
    druk_af(pytestconfig, f"{dienst}: {maker.__name__}, zaad {ZAAD}", tel)
    assert mis == [], "\n".join(mis[:20])
    assert tel.total() >= AANTAL


@elke_dienst
async def test_every_hostile_event_is_handled_refused_or_put_aside(
    dienst: str,
    database_url: Callable[[str], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pytestconfig: pytest.Config,
) -> None:
    lezer, handlers = lezer_van(dienst, database_url(dienst), tmp_path, monkeypatch)
    r, tel, nummer = random.Random(f"{ZAAD} gebeurtenissen"), Tel(), 0
    for naam in sorted(handlers):
        alle = [one for voorbeeld in examples_of(naam) for _, one in variants(load_catalog().newest[naam], voorbeeld)]
        for record in r.sample(alle, min(len(alle), max(1, AANTAL // len(handlers)))):
            try:
                event = gebeurtenis(naam, record, offset=(nummer := nummer + 1))
            except (OverflowError, ValueError, TypeError):
                continue  # no producer can write it
            wat = await lezer.neem(event)
            tel[naam, wat if wat in UITKOMSTEN else "anders"] += 1
    druk_af(pytestconfig, f"{dienst}: gebeurtenissen, zaad {ZAAD}", tel)
    assert not [one for one in tel if one[1] == "anders"]
    assert {one for one, _ in tel}


def test_the_same_seed_gives_the_same_forms() -> None:
    for maker in (lichamen, kenmerken):
        een, twee = (list(maker(document_of("contracting"), 60, "z")) for _ in range(2))
        assert een == twee
        assert json.dumps([one.kind for one in een]) != json.dumps([one.kind for one in een][::-1])
