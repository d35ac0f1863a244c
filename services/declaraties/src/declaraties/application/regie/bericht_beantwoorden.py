"""A 301, 305 or 307: taken in or refused, and answered with its retour, in one transaction."""

from collections.abc import Callable

from risb_kern.act import Handeling

from declaraties.application.post.bestanden_verwerken import Verwerkt
from declaraties.application.regie.regiebericht_vastleggen import regiebericht_vastleggen
from declaraties.application.regie.retour_schrijven import retour_schrijven
from declaraties.application.toewijzen.toewijzing_vastleggen import toewijzing_vastleggen
from declaraties.application.uow import Uow
from declaraties.domain.post.bestand import Bestand
from declaraties.domain.regie.retouren import Beantwoord
from declaraties.domain.standaard.berichten.retour import Retour
from declaraties.domain.standaard.berichten.toewijzing import Bericht301


async def bericht_beantwoorden(
    uow: Uow,
    handeling: Handeling,
    bestand: Bestand,
    bericht: Beantwoord,
    *,
    write: Callable[[Retour], bytes],
    pseudonym: Callable[[str], bytes],
) -> Verwerkt:
    """Bring a message about one client to its end, with the retour to it."""
    if isinstance(bericht, Bericht301):
        afloop = await toewijzing_vastleggen(uow, handeling, bestand, bericht, pseudonym=pseudonym)
    else:
        afloop = await regiebericht_vastleggen(uow, handeling, bestand, bericht, pseudonym=pseudonym)
    await retour_schrijven(uow, handeling, bestand, bericht, afloop, write=write, pseudonym=pseudonym)
    return Verwerkt(afloop=afloop)
