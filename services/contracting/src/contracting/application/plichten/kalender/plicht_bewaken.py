import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.plichten.kalender.agenda import plan
from contracting.application.plichten.tekortkomingen.tekortkoming_melden import tekortkoming_melden
from contracting.application.uow import Uow
from contracting.domain.plichten.plicht import ARTIKELEN, Mijlpaalresultaat, Plicht


async def plicht_bewaken(uow: Uow, handeling: Handeling, plicht_id: uuid.UUID) -> None:
    """A moment of a duty came: remind, or find that it was not done in time, which is a breach each time.

    The agreement has its present end: after an early one the duty stops.
    """
    plicht = await uow.plichten.get(plicht_id)
    if plicht is None or plicht.volgende is None:
        return
    overeenkomst = await uow.overeenkomsten.get(plicht.overeenkomst_id)
    if overeenkomst is None:
        raise not_found("De overeenkomst")
    gegevens: dict[str, JSON] = {
        "vervalt": str(plicht.volgende),
        "verlopen": plicht.is_verlopen(handeling.vandaag),
        "gestopt": plicht.valt_weg(overeenkomst.einddatum, handeling.vandaag),
    }
    await uow.timeline.add(plicht.zaak, "plicht_bewaken", handeling, gegevens)
    while plicht.is_verlopen(handeling.vandaag) and not plicht.valt_weg(overeenkomst.einddatum, handeling.vandaag):
        plicht = await _breuk(uow, handeling, plicht)
    if plicht.valt_weg(overeenkomst.einddatum, handeling.vandaag):
        plicht = plicht.stop()
    await uow.plichten.save(plicht)
    await plan(uow.agenda, plicht, handeling.vandaag)


async def _breuk(uow: Uow, handeling: Handeling, plicht: Plicht) -> Plicht:
    await tekortkoming_melden(
        uow,
        handeling,
        plicht.overeenkomst_id,
        artikel=ARTIKELEN[plicht.plichtsoort],
        bevinding=f"De plicht {plicht.plichtsoort} was op {plicht.volgende:%d-%m-%Y} niet nagekomen.",
    )
    return plicht.rond_af(Mijlpaalresultaat.NIET_VOLDAAN, handeling.vandaag)
