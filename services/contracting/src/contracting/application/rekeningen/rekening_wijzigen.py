"""A bank account from proposal to use, by two persons."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Protocol

from risb_kern.events import Event

from contracting.application.ports import AanbiederRepository, DeelnameRepository
from contracting.domain.errors import kan_nu_niet, niet_gevonden
from contracting.domain.rekeningen.rekening import Bevestiging, Houdersoort, Rekening


class Rekeningen(Protocol):
    """Accounts by id; at most one open proposal per holder."""

    async def get(self, rekening_id: uuid.UUID) -> Rekening | None:
        """The account, locked until the end of the transaction; or None."""
        ...

    async def add(self, rekening: Rekening) -> bool:
        """Store a proposal; False when the holder has an open one."""
        ...

    async def save(self, rekening: Rekening) -> None:
        """Store the new state."""
        ...

    async def volgende_versie(self, houdersoort: Houdersoort, houder: str) -> int:
        """One more than the newest version of the holder."""
        ...

    async def heeft_bevestigde(self, houdersoort: Houdersoort, houder: str) -> bool:
        """True when the holder has, or had, an account in use."""
        ...


class Rekeningeenheid(Protocol):
    """A transaction in which accounts change."""

    @property
    def rekeningen(self) -> Rekeningen: ...  # noqa: D102 -- the type says it
    @property
    def aanbieders(self) -> AanbiederRepository: ...  # noqa: D102 -- the type says it
    @property
    def deelnames(self) -> DeelnameRepository: ...  # noqa: D102 -- the type says it

    def emit(self, event: Event) -> None:
        """Queue the event with the transaction."""
        ...


async def stel_rekening_voor(uow: Rekeningeenheid, maak: Callable[[int], Rekening]) -> Rekening:
    """Store a proposal for a known holder; `maak` gives it with a version."""
    concept = maak(0)
    await _moet_bekend_zijn(uow, concept)
    rekening = maak(await uow.rekeningen.volgende_versie(concept.houdersoort, concept.houder))
    if not await uow.rekeningen.add(rekening):
        melding = "Er staat al een voorstel open. Laat dat eerst bevestigen of intrekken."
        raise kan_nu_niet("voorstel-open", melding)
    return rekening


async def _moet_bekend_zijn(uow: Rekeningeenheid, rekening: Rekening) -> None:
    if rekening.houdersoort is Houdersoort.AANBIEDER:
        bekend = await uow.aanbieders.get(rekening.houder) is not None
    else:
        bekend = rekening.houder in await uow.deelnames.bekende_gemeenten()
    if not bekend:
        raise niet_gevonden(f"De {rekening.houdersoort.value}")


async def bevestig_rekening(
    uow: Rekeningeenheid, rekening_id: uuid.UUID, bevestiging: Bevestiging, *, afkoeldagen: int
) -> Rekening:
    """Take the proposal in use and tell it."""
    rekening = await _haal(uow, rekening_id)
    eerder = await uow.rekeningen.heeft_bevestigde(rekening.houdersoort, rekening.houder)
    bevestigd = rekening.bevestig(bevestiging, eerder_in_gebruik=eerder, afkoeldagen=afkoeldagen)
    await uow.rekeningen.save(bevestigd)
    uow.emit(bevestigd.vastgesteld())
    return bevestigd


async def trek_rekening_in(
    uow: Rekeningeenheid, rekening_id: uuid.UUID, reden: str, *, door: str, dag: dt.date
) -> Rekening:
    """Refuse the proposal."""
    ingetrokken = (await _haal(uow, rekening_id)).trek_in(reden, door=door, dag=dag)
    await uow.rekeningen.save(ingetrokken)
    return ingetrokken


async def _haal(uow: Rekeningeenheid, rekening_id: uuid.UUID) -> Rekening:
    rekening = await uow.rekeningen.get(rekening_id)
    if rekening is None:
        raise niet_gevonden("De rekening")
    return rekening
