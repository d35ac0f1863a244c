"""A process of its own that claims what is due, does its work, says so, and then never commits."""

import asyncio
import sys

from chassis.db import engine_for
from risb_kern.act import Handeling
from risb_kern.clock import SystemClock
from risb_zaak.agenda.process import Agendaproces
from risb_zaak.ports import Afspraak

from tests.integration.risb_zaak.conftest import Proef, SqlUow


async def act_and_hang(uow: SqlUow, afspraak: Afspraak, handeling: Handeling) -> None:
    await uow.timeline.add(afspraak.zaak, afspraak.soort, handeling, {})
    sys.stdout.write("geclaimd\n")
    sys.stdout.flush()
    await asyncio.sleep(600)


if __name__ == "__main__":
    url, soort = sys.argv[1:]
    proef = Proef(url, url, engine_for(url), SystemClock())
    asyncio.run(Agendaproces("kind", proef.uow, {soort: act_and_hang}, proef.clock).carry_out())
