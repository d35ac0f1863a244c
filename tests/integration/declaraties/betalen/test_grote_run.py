"""A month of a region at once: what is chosen for review is right however much there is, and no run is cut off."""

import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from chassis.db import session_of
from sqlalchemy import text

from tests.builders.betalen import Kas
from tests.builders.declaraties import AGB, ANDERE_AGB, GEMEENTE

pytestmark = pytest.mark.integratie
MAAND = dt.timedelta(days=30)


def veel(kas: Kas, aantal: int) -> None:
    """Payables of two aanbieders: of messages or not, owed or owing, made over a quarter, some looked at already."""
    toeval = Random(16)
    begin = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
    momenten = sorted(begin + dt.timedelta(days=toeval.randrange(90)) for _ in range(aantal))
    for nummer, moment in enumerate(momenten):
        agb, soort = toeval.choice((AGB, ANDERE_AGB)), toeval.choice(("prestaties", "continuiteit"))
        bron, cent = toeval.randrange(20), toeval.randrange(-500, 2_000)
        kas.dienst.sql(
            "INSERT INTO betaalopdracht (id, soort, bron_id, agb_code, gemeente, wet, programmalijn, jaar, bedrag_cent,"
            f" vervaldatum, gemaakt_op) VALUES (gen_random_uuid(), '{soort}', CAST(lpad('{bron}', 32, '0') AS uuid),"
            f" '{agb}', '{GEMEENTE}', 'wmo', '2.{nummer}', 2026, {cent}, '2026-03-01', '{moment.isoformat()}')"
            " ON CONFLICT DO NOTHING RETURNING 1"
        )
    kas.dienst.sql(
        "INSERT INTO betaalcontrole (opdracht_id, gekozen, redenen, regelversie, bepaald_op, weigeringen)"
        " SELECT id, false, '{}', 1, now(), 0 FROM betaalopdracht WHERE volgnummer % 3 = 0 RETURNING 1"
    )


def eenvoudig(kas: Kas) -> list[tuple[Any, ...]]:
    """What the port promises, payable by payable."""
    alle = kas.dienst.sql(
        "SELECT id, agb_code, soort, bron_id, volgnummer, bedrag_cent, gemaakt_op, EXISTS (SELECT 1 FROM betaalcontrole"
        " c WHERE c.opdracht_id = o.id) FROM betaalopdracht o ORDER BY volgnummer"
    )

    def samen(een: Sequence[Any]) -> int:
        return sum(
            max(ander[5], 0)
            for ander in alle
            if (ander[1], ander[4] <= een[4]) == (een[1], True) and ander[6] > een[6] - MAAND
        )

    def eerste(een: Sequence[Any]) -> bool:
        return not [
            ander for ander in alle if ander[1:3] == (een[1], "prestaties") and ander[4] < een[4] and ander[3] != een[3]
        ]

    return [(een[0], een[5], samen(een), eerste(een)) for een in alle if not een[7]]


async def test_what_is_told_of_many_payables_at_once_is_what_is_told_of_each(kas: Kas) -> None:
    veel(kas, 400)
    async with kas.dienst.app.state.edge.uow() as uow:
        for gemeente in (GEMEENTE, None):
            gevonden = await uow.betaalcontroles.list_onbepaald(gemeente)
            kort = [(one.opdracht_id, one.bedrag_cent, one.samen_cent, one.eerste) for one in gevonden]
            assert kort == eenvoudig(kas)
    assert len(kort) > 100
    assert {one[3] for one in kort} == {True, False}


async def test_a_run_has_the_patience_of_work_and_the_next_request_that_of_a_caller(kas: Kas) -> None:
    async def geduld(uow: Any) -> Any:
        return await session_of(uow).scalar(text("SHOW statement_timeout"))

    async with kas.dienst.app.state.edge.uow() as uow:
        assert await geduld(uow) == "10s"
        await uow.betaalruns.lock(GEMEENTE)
        assert await geduld(uow) == "15min"
        await uow.commit()
    async with kas.dienst.app.state.edge.uow() as uow:
        assert await geduld(uow) == "10s"
