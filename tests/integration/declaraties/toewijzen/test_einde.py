"""An early end stops payment of later days, one that was withdrawn does so no more, and an extension lets them be paid."""

import datetime as dt
from typing import Any

import pytest

from tests.builders.declaraties import AGB, BSN, Dienst, declaratie, overeenkomst, prestatie

pytestmark = pytest.mark.integratie
GESLOTEN = {"overeenkomst_id": overeenkomst()["overeenkomst_id"], "agb_code": AGB}


def einde(volgnummer: int, dag: dt.date | None = dt.date(2026, 3, 31)) -> dict[str, Any]:
    return {**GESLOTEN, "einddatum": dag, "volgnummer": volgnummer}


def beeindigd(volgnummer: int) -> dict[str, Any]:
    return {**einde(volgnummer), "reden": "In overleg", "grond": "wederzijds"}


async def test_days_after_an_end_that_was_withdrawn_are_paid_again(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    await dienst.meld("OvereenkomstGesloten", overeenkomst())
    await dienst.meld("OvereenkomstBeeindigd", beeindigd(1))
    geweigerd = await dienst.declareer(declaratie((BSN, [prestatie("R1")])))
    await dienst.meld("OvereenkomstBeeindigingIngetrokken", einde(2, None))
    await dienst.meld("OvereenkomstBeeindigd", beeindigd(1))

    betaald = await dienst.declareer(declaratie((BSN, [prestatie("R2")])))

    assert set(await dienst.codes(geweigerd)) == {"R1"}
    assert await dienst.codes(betaald) == {}
    assert dienst.sql("SELECT einddatum, volgnummer FROM overeenkomst_einde") == [(None, 2)]


def verlengd(volgnummer: int, dag: dt.date) -> dict[str, Any]:
    return {**einde(volgnummer, dag), "soort": "optie", "grond": None, "ontvangen_op": dt.date(2025, 9, 30)}


async def test_days_after_the_first_end_are_paid_once_the_agreement_was_extended(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    await dienst.meld("OvereenkomstGesloten", overeenkomst(einddatum=dt.date(2026, 3, 31)))
    geweigerd = await dienst.declareer(declaratie((BSN, [prestatie("R1")])))

    await dienst.meld("OvereenkomstVerlengd", verlengd(1, dt.date(2027, 3, 31)))
    betaald = await dienst.declareer(declaratie((BSN, [prestatie("R2")])))
    await dienst.meld("OvereenkomstBeeindigd", beeindigd(2))
    weer_geweigerd = await dienst.declareer(declaratie((BSN, [prestatie("R3")])))

    assert set(await dienst.codes(geweigerd)) == {"R1"}
    assert await dienst.codes(betaald) == {}
    assert set(await dienst.codes(weer_geweigerd)) == {"R3"}
