from contracting.application.ports import UnitOfWork
from contracting.domain.errors import kan_nu_niet, niet_gevonden
from contracting.domain.toelating.aanmelding import Aanmelding


async def dien_aanmelding_in(uow: UnitOfWork, aanmelding: Aanmelding) -> Aanmelding:
    """Store an application of a registered aanbieder for a perceel; one at a time, and not when already admitted."""
    if await uow.aanbieders.get(aanmelding.agb_code) is None:
        raise niet_gevonden("De aanbieder")
    if await uow.percelen.get(aanmelding.perceel_code) is None:
        raise niet_gevonden("Het perceel")
    if await uow.aanmeldingen.is_toegelaten(aanmelding.agb_code, aanmelding.perceel_code):
        raise kan_nu_niet("al-toegelaten", f"U bent al toegelaten tot perceel {aanmelding.perceel_code}.")
    if not await uow.aanmeldingen.add(aanmelding):
        raise kan_nu_niet("aanmelding-loopt", f"Er loopt al een aanmelding voor perceel {aanmelding.perceel_code}.")
    return aanmelding
