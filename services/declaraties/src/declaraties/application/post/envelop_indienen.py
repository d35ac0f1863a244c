"""A message in a StUF envelope: taken in as any other, and the envelope is one of its own (IB016)."""

import uuid
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import conflict

from declaraties.application.post.bericht_indienen import bericht_indienen
from declaraties.application.post.ports import Ontvangst
from declaraties.application.uow import Uow
from declaraties.domain.post.bestand import Bestand

NIET_UNIEK = "referentienummer-niet-uniek"


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelopkenmerk:
    """Who sent the envelope and what the sender calls it."""

    zender: str
    referentienummer: uuid.UUID


async def envelop_indienen(
    uow: Uow, handeling: Handeling, ontvangst: Ontvangst, kenmerk: Envelopkenmerk
) -> tuple[Bestand, bool]:
    """The message as stored, and whether it is new; 409 when the envelope carried another message before."""
    bestand, nieuw = await bericht_indienen(uow, handeling, ontvangst)
    nummer, _ = await uow.enveloppen.add(
        kenmerk.zender, kenmerk.referentienummer, bestand.nummer, nu=ontvangst.ontvangen_op
    )
    if nummer != bestand.nummer:
        raise conflict(NIET_UNIEK, "Dit referentienummer is al gebruikt voor een ander bericht.")
    return bestand, nieuw
