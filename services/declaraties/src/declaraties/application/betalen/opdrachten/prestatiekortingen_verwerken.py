"""What a korting of toezicht takes of judged messages becomes a settlement, also of what was paid before (D16)."""

import dataclasses
import datetime as dt
import uuid

from risb_kern.act import Handeling

from declaraties.application.betalen.opdrachten.betaalopdracht_maken import betaalopdracht_maken
from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaalopdracht import LosseOpdracht, Opdrachtsoort
from declaraties.domain.betalen.prestatiekorting import te_korten

# The same settlement has the same id whoever makes it, also after the database was put back.
NAAMRUIMTE = uuid.UUID("3f6b1f0c-6f1e-5e0b-9c1f-8a7d2f4b9d21")


async def prestatiekortingen_verwerken(uow: Uow, handeling: Handeling, gemeente: str, *, tot_en_met: dt.date) -> int:
    """Settle the difference between what a korting takes and what it took so far; gives how many were made."""
    gemaakt = 0
    for agb_code, kortingen in (await uow.prestatiekortingen.list_kortingen(gemeente)).items():
        for stand in await uow.prestatiekortingen.list_standen(gemeente, agb_code, tot_en_met=tot_en_met):
            doelen = te_korten(stand, kortingen)
            for opdracht in stand.opdrachten:
                eerder = stand.gemaakt.get(str(opdracht.id), ())
                verschil = -doelen[str(opdracht.id)] - sum(eerder)
                if verschil:
                    correctie = _correctie(opdracht, len(eerder) + 1, verschil)
                    if await betaalopdracht_maken(uow, handeling, correctie):
                        await uow.prestatiekortingen.book(opdracht.id, len(eerder) + 1, correctie)
                        gemaakt += 1
    return gemaakt


def _correctie(opdracht: LosseOpdracht, volgnummer: int, bedrag_cent: int) -> LosseOpdracht:
    bron = uuid.uuid5(NAAMRUIMTE, f"{opdracht.id}|{volgnummer}")
    return dataclasses.replace(
        opdracht,
        id=uuid.uuid5(NAAMRUIMTE, f"opdracht|{bron}"),
        soort=Opdrachtsoort.VERREKENING,
        bron_id=bron,
        bedrag_cent=bedrag_cent,
    )
