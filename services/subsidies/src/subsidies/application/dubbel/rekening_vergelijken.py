from dataclasses import replace

from risb_kern.act import SYSTEEM, Handeling

from subsidies.application.uow import Uow
from subsidies.domain.beoordelen.aandachtspunt import aandachtspunt_van
from subsidies.domain.dubbel.regels import IBAN_TERUGKIJK, Vergelijkbaar, rekeningsignaal


async def rekening_vergelijken(uow: Uow, handeling: Handeling, aanvraag: Vergelijkbaar) -> None:
    """M2: the same account on applications of others in 24 months; both files get the point."""
    for andere in await uow.aanvragen.list_with_iban(aanvraag.id, handeling.op - IBAN_TERUGKIJK):
        for eigen, vreemd in ((aanvraag, andere), (andere, aanvraag)):
            signaal = rekeningsignaal(vreemd.id, handeling.vandaag)
            if await uow.aandachtspunten.add_new(aandachtspunt_van(eigen.id, signaal, handeling.op)):
                gegevens = {"regel": signaal.kenmerk}
                act = replace(handeling, door=SYSTEEM)
                await uow.timeline.add(eigen.zaak, "rekening_vergelijken", act, gegevens)
