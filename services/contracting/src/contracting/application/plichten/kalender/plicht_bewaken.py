import uuid

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from contracting.application.plichten.kalender.agenda import plan
from contracting.application.plichten.tekortkomingen.tekortkoming_melden import tekortkoming_melden
from contracting.application.uow import Uow
from contracting.domain.plichten.plicht import Mijlpaalresultaat

ARTIKEL = "3.10"


async def plicht_bewaken(uow: Uow, handeling: Handeling, plicht_id: uuid.UUID) -> None:
    """A moment of a duty came: remind, or find that it was not done in time, which is a breach."""
    plicht = await uow.plichten.get(plicht_id)
    if plicht is None or plicht.volgende is None:
        return
    verlopen = plicht.is_verlopen(handeling.vandaag)
    gegevens: dict[str, JSON] = {"vervalt": str(plicht.volgende), "verlopen": verlopen}
    await uow.timeline.add(plicht.zaak, "plicht_bewaken", handeling, gegevens)
    if verlopen:
        bevinding = f"De plicht {plicht.plichtsoort} was op {plicht.volgende:%d-%m-%Y} niet nagekomen."
        plicht = plicht.rond_af(Mijlpaalresultaat.NIET_VOLDAAN, handeling.vandaag)
        await uow.plichten.save(plicht)
        await tekortkoming_melden(uow, handeling, plicht.overeenkomst_id, artikel=ARTIKEL, bevinding=bevinding)
    await plan(uow.agenda, plicht, handeling.vandaag)
