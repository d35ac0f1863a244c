import datetime as dt
import uuid
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.plichten.tekortkomingen.tekortkoming_melden import tekortkoming_melden
from contracting.application.uow import Uow
from contracting.domain.plichten.meldplicht import (
    MELDARTIKELEN,
    Meldsoort,
    controleer_momenten,
    in_amsterdam,
    is_op_tijd,
    uiterlijk,
)
from contracting.domain.plichten.tekortkoming import Tekortkoming


@dataclass(frozen=True, slots=True, kw_only=True)
class MeldingVastleggen:
    """What happened to the aanbieder and when it reported that."""

    overeenkomst_id: uuid.UUID
    meldsoort: Meldsoort
    gebeurd_op: dt.datetime
    gemeld_op: dt.datetime


async def melding_vastleggen(uow: Uow, handeling: Handeling, opdracht: MeldingVastleggen) -> Tekortkoming | None:
    """Record a report that an aanbieder owes; one that came too late is a breach, which is given."""
    overeenkomst = await uow.overeenkomsten.get(opdracht.overeenkomst_id)
    if overeenkomst is None:
        raise not_found("De overeenkomst")
    controleer_momenten(opdracht.gebeurd_op, opdracht.gemeld_op, handeling.op)
    op_tijd = is_op_tijd(opdracht.meldsoort, opdracht.gebeurd_op, opdracht.gemeld_op)
    gegevens: dict[str, JSON] = {"melding": opdracht.meldsoort.value, "op_tijd": op_tijd}
    await uow.timeline.add(overeenkomst.zaak, "melding_vastleggen", handeling, gegevens)
    if op_tijd:
        return None
    laatste = uiterlijk(opdracht.meldsoort, opdracht.gebeurd_op)
    bevinding = f"Een melding ({opdracht.meldsoort}) kwam op {in_amsterdam(opdracht.gemeld_op)} en moest er uiterlijk"
    bevinding += f" op {in_amsterdam(laatste)} zijn."
    artikel = MELDARTIKELEN[opdracht.meldsoort]
    return await tekortkoming_melden(uow, handeling, overeenkomst.id, artikel=artikel, bevinding=bevinding)
