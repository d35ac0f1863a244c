"""Migrations and the nearest decision date as operations see it."""

import datetime as dt
import math
from collections.abc import Callable

import pytest
from alembic import command
from chassis.migrate import config_for
from subsidies.adapters.aanvragen.beslistermijn import BESLISTERMIJN

from tests.integration.subsidies.conftest import Subsidies

pytestmark = pytest.mark.integratie


def test_migrations_go_up_down_and_up_and_leave_no_difference(database_url: Callable[[str], str]) -> None:
    config = config_for("subsidies", database_url("leeg"))
    command.upgrade(config, "head")
    command.check(config)
    command.downgrade(config, "base")
    command.upgrade(config, "head")
    command.check(config)


async def test_the_gauge_counts_days_to_the_nearest_decision(subsidies: Subsidies) -> None:
    def days() -> float:
        return next(sample.value for metric in BESLISTERMIJN.collect() for sample in metric.samples)

    await subsidies.publiceer()
    assert math.isnan(days())
    later = await subsidies.dien_in()
    subsidies.op(dt.date(2026, 9, 7))
    first = await subsidies.dien_in()
    assert days() == 49
    await subsidies.weiger(first, "awb-4-35-1-a")
    assert days() == 56
    await subsidies.weiger(later, "awb-4-35-1-a")
    assert math.isnan(days())
