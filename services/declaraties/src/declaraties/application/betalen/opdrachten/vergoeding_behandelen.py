"""A request is advised on, decided and settled; each step stored, money in its ledger."""

import uuid
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_recht.vierogen import Daad

from declaraties.application.belang import belang_van, met_organisatie
from declaraties.application.betalen.opdrachten.betaalopdracht_maken import betaalopdracht_maken
from declaraties.application.uow import Uow
from declaraties.domain.betalen.vergoeding import Stap, Stapsoort, Vergoeding
from declaraties.domain.betalen.vierogen import VERGOEDING


@dataclass(frozen=True, slots=True, kw_only=True)
class Oordeelstap:
    """What somebody finds on a request: an amount with the reason."""

    bedrag_cent: int
    motivering: str

    def stap(self, soort: Stapsoort, handeling: Handeling) -> Stap:
        """The step of this kind, by whoever acts."""
        return Stap(
            soort=soort,
            bedrag_cent=self.bedrag_cent,
            motivering=self.motivering,
            door=handeling.door,
            op=handeling.op,
        )


async def vergoeding_behandelen(uow: Uow, handeling: Handeling, vergoeding_id: uuid.UUID, stap: Stap) -> Vergoeding:
    """Add a step by a new person; a decision or a settlement makes payable what it changes."""
    vergoeding = await uow.vergoedingen.get(vergoeding_id)
    if vergoeding is None:
        raise not_found("De vergoeding")
    verder = vergoeding.na(stap)
    eerder: list[Daad] = [*vergoeding.handen, *await uow.timeline.list(f"vergoeding:{vergoeding.id}")]
    van = await belang_van(uow, vergoeding.agb_code)
    VERGOEDING[stap.soort].toets(await met_organisatie(uow, handeling), eerder, van=van, bedrag_cent=stap.bedrag_cent)
    await uow.vergoedingen.save(verder)
    opdracht = verder.opdracht(handeling.vandaag)
    if opdracht is not None and await betaalopdracht_maken(uow, handeling, opdracht):
        await uow.vergoedingen.book(verder, opdracht.bedrag_cent, opdracht.id, nu=handeling.op)
    return verder
