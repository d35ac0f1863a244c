"""The appointment of an option on the shared agenda: the day after the last one on which the notice counts."""

import datetime as dt

from risb_zaak.ports import Agenda

VERLENGING_VERVALT = "verlenging-vervalt"


async def plan(agenda: Agenda, zaak: str, dag: dt.date | None) -> None:
    """Make or move the appointment; take it away when there is no day."""
    if dag is None:
        await agenda.cancel(zaak, VERLENGING_VERVALT)
    else:
        await agenda.set(zaak, VERLENGING_VERVALT, dag)
