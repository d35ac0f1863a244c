"""Evidence that is asked for after the application (R2)."""

import datetime as dt
import uuid
from collections.abc import Collection

from contracting.application.ports import UnitOfWork
from contracting.domain.errors import niet_gevonden
from contracting.domain.toelating.aanmelding import Aanmelding, Bewijsstuk


async def vraag_aanvulling(
    uow: UnitOfWork, aanmelding_id: uuid.UUID, *, termijn_dagen: int, vandaag: dt.date
) -> Aanmelding:
    """Ask for evidence and set the last day for it."""
    aanmelding = await uow.aanmeldingen.get(aanmelding_id)
    if aanmelding is None:
        raise niet_gevonden("De aanmelding")
    gevraagd = aanmelding.vraag_aanvulling(vandaag, termijn_dagen)
    await uow.aanmeldingen.save(gevraagd)
    return gevraagd


async def vul_aan(
    uow: UnitOfWork, aanmelding_id: uuid.UUID, bewijsstukken: tuple[Bewijsstuk, ...], *, agb_codes: Collection[str]
) -> Aanmelding:
    """Add evidence to an own application."""
    aanmelding = await uow.aanmeldingen.get(aanmelding_id)
    if aanmelding is None or aanmelding.agb_code not in agb_codes:
        raise niet_gevonden("De aanmelding")
    aangevuld = aanmelding.vul_aan(bewijsstukken)
    await uow.aanmeldingen.save(aangevuld)
    return aangevuld
