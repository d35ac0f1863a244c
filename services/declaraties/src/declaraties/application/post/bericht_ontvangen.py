"""A message that passed the door is written down once, however often it is sent."""

import datetime as dt
from typing import Protocol

from risb_kern.errors import DomainError, Kind
from risb_kern.uow import UnitOfWork

from declaraties.application.post.poorten import Ontvangst, Ontvangstboek, Referenties
from declaraties.domain.post.bestand import Berichtkop, Bestand
from declaraties.domain.post.events import DeclaratieOntvangen
from declaraties.domain.standaard.profielen import Soort


class Ontvangsteenheid(UnitOfWork, Protocol):
    """The part of a unit of work that intake needs."""

    @property
    def bestanden(self) -> Ontvangstboek:
        """The received messages."""
        ...

    @property
    def referenties(self) -> Referenties:
        """The region."""
        ...


async def neem_bericht_aan(uow: Ontvangsteenheid, ontvangst: Ontvangst, *, vandaag: dt.date) -> tuple[Bestand, bool]:
    """The message as stored, and whether it is new. A 301 of a gemeente outside the region is refused.

    A 323 to such a gemeente is taken in: the standard answers it with S300.
    """
    await _controleer_regio(uow, ontvangst.kop, vandaag)
    bestand, nieuw = await uow.bestanden.neem_aan(ontvangst)
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


async def _controleer_regio(uow: Ontvangsteenheid, kop: Berichtkop, vandaag: dt.date) -> None:
    if kop.soort is not Soort.TOEWIJZING or await uow.referenties.neemt_deel(kop.wet, kop.gemeente, dag=vandaag):
        return
    raise DomainError(
        Kind.INVALID,
        "gemeente-buiten-regio",
        f"Gemeente {kop.gemeente} neemt nu geen dienst voor deze wet ({kop.wet}) af bij het bureau."
        " Stuur de toewijzing zelf aan de aanbieder, of laat eerst de deelname vastleggen.",
    )
