from dataclasses import replace

from risb_kern.act import SYSTEEM, Handeling

from subsidies.application.uow import Uow
from subsidies.domain.beoordelen.aandachtspunt import aandachtspunt_van
from subsidies.domain.dubbel.regels import Vergelijkbaar, plan_van, plansignaal, zelfde_plannen


async def plannen_vergelijken(uow: Uow, handeling: Handeling, aanvraag: Vergelijkbaar) -> None:
    """M3: what the same applicant asked before, or was granted, for what looks like the same plan."""
    eigen = plan_van(aanvraag)
    for andere in zelfde_plannen(eigen, await uow.aanvragen.list_plans(eigen)):
        signaal = plansignaal(andere.aanvraag_id, handeling.vandaag)
        if await uow.aandachtspunten.add_new(aandachtspunt_van(aanvraag.id, signaal, handeling.op)):
            act = replace(handeling, door=SYSTEEM)
            await uow.timeline.add(aanvraag.zaak, "plannen_vergelijken", act, {"regel": signaal.kenmerk})
