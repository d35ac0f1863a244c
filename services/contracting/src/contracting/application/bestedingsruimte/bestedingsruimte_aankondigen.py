import datetime as dt
import uuid
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import conflict, not_found
from risb_recht.kalender import DAG
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.bestedingsruimte.bestedingsruimte import (
    Bestedingsruimte,
    bedrag_naar_rato,
    controleer_aankondiging,
)
from contracting.domain.bestedingsruimte.events import BestedingsruimteAangekondigd

BESLUIT_UITGEBLEVEN = "bestedingsruimte-besluit-uitgebleven"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuimteAankondigen:
    """The intention: from which day, how much in a whole year, and by which clause of the agreement."""

    overeenkomst_id: uuid.UUID
    ingangsdatum: dt.date
    jaarbedrag_cent: int
    crisisproducten: tuple[str, ...]
    grondslag: str


async def bestedingsruimte_aankondigen(uow: Uow, handeling: Handeling, opdracht: RuimteAankondigen) -> Bestedingsruimte:
    """Tell the aanbieder and ask for its view, six months ahead; without a decision in time the intention lapses."""
    overeenkomst = await uow.overeenkomsten.get(opdracht.overeenkomst_id)
    if overeenkomst is None:
        raise not_found("De overeenkomst")
    controleer_aankondiging(overeenkomst, opdracht.ingangsdatum, handeling.vandaag)
    ruimte = Bestedingsruimte(
        id=handeling.nieuw_id(),
        overeenkomst_id=overeenkomst.id,
        agb_code=overeenkomst.agb_code,
        wet=overeenkomst.wet,
        perceel_code=overeenkomst.perceel_code,
        ingangsdatum=opdracht.ingangsdatum,
        bedrag_cent=bedrag_naar_rato(opdracht.jaarbedrag_cent, opdracht.ingangsdatum),
        crisisproducten=opdracht.crisisproducten,
        grondslag=opdracht.grondslag,
        aangekondigd_op=handeling.vandaag,
    )
    if not await uow.bestedingsruimten.add(ruimte):
        raise conflict("ruimte-bestaat", f"Deze overeenkomst heeft al een bestedingsruimte voor {ruimte.jaar}.")
    await uow.agenda.set(ruimte.zaak, BESLUIT_UITGEBLEVEN, ruimte.termijnen.besluit + DAG)
    uow.emit(
        BestedingsruimteAangekondigd(
            ruimte_id=str(ruimte.id),
            overeenkomst_id=str(ruimte.overeenkomst_id),
            agb_code=ruimte.agb_code,
            ingangsdatum=ruimte.ingangsdatum,
            bedrag_cent=ruimte.bedrag_cent,
            besluit_uiterlijk=ruimte.termijnen.besluit,
            plan_uiterlijk=ruimte.termijnen.plan,
        )
    )
    gegevens: dict[str, JSON] = {
        "overeenkomst": str(overeenkomst.id),
        "ingangsdatum": str(ruimte.ingangsdatum),
        "bedrag_cent": ruimte.bedrag_cent,
    }
    await uow.timeline.add(ruimte.zaak, "bestedingsruimte_aankondigen", handeling, gegevens)
    return ruimte
