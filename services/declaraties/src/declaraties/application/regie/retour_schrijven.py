"""Every 301, 305 and 307 that was received gets its one retour."""

from collections.abc import Callable

from risb_kern.act import Handeling

from declaraties.application.uow import Uow
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Bestand
from declaraties.domain.regie.retouren import Beantwoord, Retourkenmerk, maak_retour
from declaraties.domain.standaard.berichten.retour import Retour


async def retour_schrijven(
    uow: Uow,
    handeling: Handeling,
    bestand: Bestand,
    bericht: Beantwoord,
    afloop: Afloop,
    *,
    write: Callable[[Retour], bytes],
    pseudonym: Callable[[str], bytes],
) -> None:
    """Store the 302, 306 or 308 in the transaction that ends the message: within the three working days of OP090."""
    kenmerk = Retourkenmerk(identificatie=f"{bestand.nummer:012d}", dagtekening=handeling.vandaag)
    retour = maak_retour(bericht, afloop.bevindingen, kenmerk)
    await uow.bestanden.add_betrokkene(bestand.nummer, pseudonym(bericht.client.bsn))
    await uow.antwoorden.add_retour(bestand.nummer, retour, write(retour), nu=handeling.op)
