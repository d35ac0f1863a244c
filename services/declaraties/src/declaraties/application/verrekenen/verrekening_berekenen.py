"""Settlement after the answer, in parts: the lines of a task are looked at again, and what differs is settled (D12)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from risb_kern.act import Handeling

from declaraties.application.betalen.opdrachten.betaalopdracht_maken import betaalopdracht_maken
from declaraties.application.uow import Uow
from declaraties.application.verrekenen.ports import Verrekening, Verrekentaak
from declaraties.domain.betalen.betaalopdracht import (
    BETAALTERMIJN_DAGEN,
    ONBEKENDE_PROGRAMMALIJN,
    Betreft,
    LosseOpdracht,
    Opdrachtsoort,
)
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.gevolg import programmalijn_op
from declaraties.domain.verrekenen.events import VerrekeningBerekend
from declaraties.domain.verrekenen.verrekening import Feiten, Goedgekeurd, Mutatie, mutaties


@dataclass(frozen=True, slots=True, kw_only=True)
class Verrekenregels:
    """How this bureau settles: the gemeenten that recover care after notice, and how many lines make a part."""

    terugvorderen: frozenset[str] = frozenset()
    deel: int = 2_000


async def verrekening_berekenen(uow: Uow, handeling: Handeling, taak: Verrekentaak, *, keuzes: Verrekenregels) -> bool:
    """Settle the next part of a task; True when it was the last. Safe to repeat: the same facts settle nothing more.

    The caller holds the lock of the aanbieder and wet, so that no answer is made at the same time.
    """
    regels = await uow.verrekeningen.list_goedgekeurd(taak, hoogstens=keuzes.deel)
    klaar = len(regels) < keuzes.deel
    if regels:
        await _settle(uow, handeling, taak, regels, keuzes=keuzes)
    await uow.verrekentaken.save(taak, regels=regels, klaar_op=handeling.op if klaar else None)
    return klaar


async def _settle(
    uow: Uow, handeling: Handeling, taak: Verrekentaak, regels: Sequence[Goedgekeurd], *, keuzes: Verrekenregels
) -> None:
    feiten, overeenkomsten = await uow.verrekeningen.read_feiten(taak, regels)
    feiten = Feiten(
        prijzen=feiten.prijzen,
        eindes=feiten.eindes,
        woonplaatsen=feiten.woonplaatsen,
        terugvorderen=keuzes.terugvorderen,
    )
    bekend = await uow.verrekeningen.list_bekend(regels)
    groepen: dict[tuple[str, str, str, str, int], list[Mutatie]] = defaultdict(list)
    for regel in regels:
        for mutatie in mutaties(regel, feiten, bekend.get((regel.bestand_nummer, regel.regel), {})):
            plaats = (Wet(taak.vraag.wet), regel.gemeente, taak.vraag.agb_code)
            lijn = programmalijn_op(overeenkomsten, plaats, regel.code, dag=regel.begin) or ONBEKENDE_PROGRAMMALIJN
            sleutel = mutatie.sleutel
            groepen[regel.gemeente, sleutel.naar_gemeente, sleutel.post, lijn, regel.begin.year].append(mutatie)
    for (gemeente, naar, post, lijn, jaar), stappen in sorted(groepen.items()):
        verrekening = Verrekening(
            id=handeling.nieuw_id(),
            agb_code=taak.vraag.agb_code,
            wet=taak.vraag.wet,
            gemeente=gemeente,
            naar_gemeente=naar or None,
            programmalijn=lijn,
            jaar=jaar,
            aanleiding=post,
            bedrag_cent=sum(stap.cent for stap in stappen),
            regels=len(stappen),
        )
        await uow.verrekeningen.add(verrekening, stappen, nu=handeling.op)
        await _tell(uow, handeling, verrekening)


async def _tell(uow: Uow, handeling: Handeling, one: Verrekening) -> None:
    """The fact, and a payable when there is something to pay or to set off with the aanbieder."""
    uow.emit(
        VerrekeningBerekend(
            verrekening_id=str(one.id),
            agb_code=one.agb_code,
            gemeente=one.gemeente,
            naar_gemeente=one.naar_gemeente,
            wet=one.wet,
            programmalijn=one.programmalijn,
            jaar=one.jaar,
            aanleiding=one.aanleiding,
            bedrag_cent=one.bedrag_cent,
            regels=one.regels,
            berekend_op=handeling.op,
        )
    )
    if one.naar_gemeente is None and one.bedrag_cent:
        opdracht = LosseOpdracht(
            id=handeling.nieuw_id(),
            soort=Opdrachtsoort.VERREKENING,
            betreft=Betreft.ZORG,
            bron_id=one.id,
            agb_code=one.agb_code,
            gemeente=one.gemeente,
            wet=one.wet,
            programmalijn=one.programmalijn,
            jaar=one.jaar,
            bedrag_cent=one.bedrag_cent,
            vervaldatum=handeling.vandaag + dt.timedelta(days=BETAALTERMIJN_DAGEN),
        )
        await betaalopdracht_maken(uow, handeling, opdracht)
