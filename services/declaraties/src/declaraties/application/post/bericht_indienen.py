"""A message that passed the door is written down once, however often it is sent."""

from risb_kern.act import Handeling
from risb_kern.errors import DomainError, Kind

from declaraties.application.post.ports import Ontvangst
from declaraties.application.uow import Uow
from declaraties.domain.post.bestand import Berichtkop, Bestand
from declaraties.domain.post.events import DeclaratieOntvangen
from declaraties.domain.standaard.profielen import Soort


async def bericht_indienen(uow: Uow, handeling: Handeling, ontvangst: Ontvangst) -> tuple[Bestand, bool]:
    """The message as stored, and whether it is new. A 301 of a gemeente outside the region is refused.

    A 323 to such a gemeente is taken in: the standard answers it with S300.
    """
    await _check_region(uow, handeling, ontvangst.kop)
    bestand, nieuw = await uow.bestanden.add(ontvangst)
    if nieuw and bestand.kop.soort is Soort.DECLARATIE:
        uow.emit(
            DeclaratieOntvangen(
                bestand_id=str(bestand.id),
                agb_code=bestand.kop.agb_code,
                gemeente=bestand.kop.gemeente,
                wet=bestand.kop.wet.value,
                ontvangen_op=bestand.ontvangen_op,
            )
        )
    return bestand, nieuw


async def _check_region(uow: Uow, handeling: Handeling, kop: Berichtkop) -> None:
    if kop.soort is not Soort.TOEWIJZING or await uow.deelnames.has(kop.wet, kop.gemeente, dag=handeling.vandaag):
        return
    raise DomainError(
        Kind.INVALID,
        "gemeente-buiten-regio",
        f"Gemeente {kop.gemeente} neemt nu geen dienst voor deze wet ({kop.wet}) af bij het bureau."
        " Stuur de toewijzing zelf aan de aanbieder, of laat eerst de deelname vastleggen.",
    )
