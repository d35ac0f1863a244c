"""A gemeente tells from which day it is responsible for a young person (D20); what was paid is settled after that."""

import datetime as dt
import uuid
from typing import Protocol

from declaraties.application.post.poorten import Referenties
from declaraties.application.toewijzen.verrekenvraag import Verrekenvraag
from declaraties.application.verrekenen.verrekening_berekenen import Verrekeningen
from declaraties.domain.verrekenen.woonplaats import Woonplaats, toets_woonplaats


class Woonplaatseenheid(Protocol):
    """The transaction of one registration."""

    @property
    def referenties(self) -> Referenties:
        """Which gemeente takes part."""
        ...

    @property
    def verrekeningen(self) -> Verrekeningen:
        """The history and the settlements."""
        ...


async def leg_woonplaats_vast(
    uow: Woonplaatseenheid, woonplaats: Woonplaats, *, kenmerk: uuid.UUID, door: str, nu: dt.datetime
) -> None:
    """Add to the history, and have the lines of the client looked at again at every aanbieder that has a toewijzing."""
    doet_mee = await uow.referenties.neemt_deel(woonplaats.wet, woonplaats.gemeente, dag=woonplaats.vanaf)
    toets_woonplaats(woonplaats, doet_mee=doet_mee)
    await uow.verrekeningen.bewaar_woonplaats(woonplaats, kenmerk=kenmerk, door=door, nu=nu)
    for agb_code in await uow.verrekeningen.aanbieders_van(woonplaats.client, woonplaats.wet.value):
        vraag = Verrekenvraag(
            agb_code=agb_code, wet=woonplaats.wet.value, aanleiding="woonplaats", client=woonplaats.client
        )
        await uow.verrekeningen.vraag(vraag)
