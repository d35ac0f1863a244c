from dataclasses import replace

from risb_kern.act import SYSTEEM, Handeling

from subsidies.application.uow import Uow
from subsidies.domain.beoordelen.aandachtspunt import aandachtspunt_van
from subsidies.domain.dubbel.regels import Vergelijkbaar, is_zelfde_plan, plansignaal


async def plannen_vergelijken(uow: Uow, handeling: Handeling, aanvraag: Vergelijkbaar) -> None:
    """M3: what the same applicant asked before, or was granted, for what looks like the same plan."""
    for andere in await uow.aanvragen.list_of_applicant(aanvraag.id):
        if is_zelfde_plan(aanvraag.opgave, andere.opgave):
            signaal = plansignaal(andere.id, handeling.vandaag)
            if await uow.aandachtspunten.add_new(aandachtspunt_van(aanvraag.id, signaal, handeling.op)):
                act = replace(handeling, door=SYSTEEM)
                await uow.timeline.add(aanvraag.zaak, "plannen_vergelijken", act, {"regel": signaal.kenmerk})
