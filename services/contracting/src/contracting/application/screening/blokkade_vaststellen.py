from risb_kern.act import Handeling

from contracting.application.uow import Uow
from contracting.domain.screening.events import BetaalblokkadeVastgesteld
from contracting.domain.screening.screening import Screening

# Whoever adds a UBO or a list waits for the other, so that no hit falls between the two.
SLOT = "screening"


async def blokkade_vaststellen(uow: Uow, handeling: Handeling, screening: Screening) -> Screening:
    """Store the screening, and tell it when another thing holds than was told."""
    if screening.blokkade is screening.verteld:
        await uow.screeningen.save(screening)
        return screening
    verteld = screening.vertel()
    await uow.screeningen.save(verteld)
    feit = BetaalblokkadeVastgesteld(
        kvk_nummer=verteld.kvk_nummer,
        volgnummer=verteld.volgnummer,
        reden=verteld.blokkade.value,
        datum=handeling.vandaag,
    )
    uow.emit(feit)
    return verteld
