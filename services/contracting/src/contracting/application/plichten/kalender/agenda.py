"""The appointment of a duty on the shared agenda: always its next moment."""

import datetime as dt

from risb_zaak.ports import Agenda

from contracting.domain.plichten.plicht import Plicht

PLICHT_MOMENT = "plicht-moment"


async def plan(agenda: Agenda, plicht: Plicht, na: dt.date) -> None:
    """Set the first reminder or last day after `na`; take the appointment away when nothing is left."""
    moment = plicht.volgend_moment(na)
    if moment is None:
        await agenda.cancel(plicht.zaak, PLICHT_MOMENT)
    else:
        await agenda.set(plicht.zaak, PLICHT_MOMENT, moment)
