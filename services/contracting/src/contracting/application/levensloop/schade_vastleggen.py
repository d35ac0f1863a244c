import datetime as dt
import uuid
from dataclasses import dataclass, replace

from risb_kern.act import Handeling
from risb_kern.errors import Fout, refused
from risb_zaak.ports import JSON

from contracting.application.levensloop.locked import locked
from contracting.application.uow import Uow
from contracting.domain.overeenkomsten.schade import Bedrijfsomvang, Opheffing, Schade, contractjaar, verhaalbaar_cent


@dataclass(frozen=True, slots=True, kw_only=True)
class SchadeVastleggen:
    """What happened when, what it cost, and how large the aanbieder is."""

    gebeurd_op: dt.date
    bedrag_cent: int
    opheffing: Opheffing | None
    omvang: Bedrijfsomvang


async def schade_vastleggen(
    uow: Uow, handeling: Handeling, overeenkomst_id: uuid.UUID, opdracht: SchadeVastleggen
) -> Schade:
    """Record a damage with what of it can be claimed; earlier ones of the same contract year count."""
    overeenkomst = await locked(uow.overeenkomsten, overeenkomst_id)
    if opdracht.gebeurd_op > handeling.vandaag or not overeenkomst.loopt_op(opdracht.gebeurd_op):
        melding = "De schade is van een dag binnen de overeenkomst, en niet later dan vandaag."
        raise refused("schade-past-niet", melding, Fout("gebeurdOp", "past-niet", melding))
    micro = opdracht.omvang.is_micro(opdracht.gebeurd_op)
    jaar = contractjaar(overeenkomst.ingangsdatum, opdracht.gebeurd_op)
    verhaalbaar = verhaalbaar_cent(
        opdracht.bedrag_cent, opdracht.opheffing, micro=micro, jaar=jaar, eerder=overeenkomst.schades
    )
    schade = Schade(
        gebeurd_op=opdracht.gebeurd_op,
        bedrag_cent=opdracht.bedrag_cent,
        opheffing=opdracht.opheffing,
        micro=micro,
        verhaalbaar_cent=verhaalbaar,
    )
    await uow.overeenkomsten.save(replace(overeenkomst, schades=(*overeenkomst.schades, schade)))
    gegevens: dict[str, JSON] = {"bedrag_cent": schade.bedrag_cent, "verhaalbaar_cent": verhaalbaar, "micro": micro}
    await uow.timeline.add(overeenkomst.zaak, "schade_vastleggen", handeling, gegevens)
    return schade
