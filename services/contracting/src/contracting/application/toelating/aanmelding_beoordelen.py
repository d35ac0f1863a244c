import uuid
from collections.abc import Mapping

from risb_kern.act import Handeling
from risb_kern.errors import Fout, not_found, refused

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.uow import Uow
from contracting.domain.toelating.aanmelding import Aanmelding, Toelatingsbesluit
from contracting.domain.toelating.events import AanbiederAfgewezen, AanbiederToegelaten
from contracting.domain.toelating.perceel import Perceel
from contracting.domain.toelating.regels import beoordeel
from contracting.domain.toelating.vierogen import BEOORDELEN


async def aanmelding_beoordelen(
    uow: Uow, handeling: Handeling, aanmelding_id: uuid.UUID, *, bezwaren: Mapping[str, str]
) -> Aanmelding:
    """Judge an open application once; the outcome is told under the application's own correlation id.

    There is no count of aanbieders here: a toelating admits everyone who meets the criteria.
    """
    aanmelding = await uow.aanmeldingen.get(aanmelding_id)
    perceel = await uow.percelen.find(aanmelding.perceel_code) if aanmelding else None
    if aanmelding is None or perceel is None:
        raise not_found("De aanmelding")
    _bezwaren_noemen_criteria(perceel, bezwaren)
    BEOORDELEN.toets(
        await met_organisatie(uow, handeling),
        await uow.timeline.list(aanmelding.zaak),
        van=await belang_van(uow, aanmelding.agb_code),
    )
    aanbieder = await uow.aanbieders.find(aanmelding.agb_code)
    if aanbieder and (screening := await uow.screeningen.find(aanbieder.kvk_nummer)):
        screening.eis_vrij()
    besluit = beoordeel(perceel, aanmelding, bezwaren=bezwaren, vandaag=handeling.vandaag)
    beoordeeld = aanmelding.besluit(besluit)
    await uow.aanmeldingen.save(beoordeeld)
    uow.emit(_uitkomst(beoordeeld, besluit), beoordeeld.trace_id)
    gegevens = {
        "status": beoordeeld.status.value,
        "stap": besluit.stap,
        "redenen": [one.code for one in besluit.redenen],
    }
    await uow.timeline.add(beoordeeld.zaak, "aanmelding_beoordelen", handeling, gegevens)
    return beoordeeld


def _bezwaren_noemen_criteria(perceel: Perceel, bezwaren: Mapping[str, str]) -> None:
    vreemd = sorted(bezwaren.keys() - {one.code for one in perceel.basiscriteria})
    if vreemd:
        raise refused(
            "criterium-onbekend",
            f"Perceel {perceel.code} heeft niet al deze criteria.",
            *[Fout("bezwaren", "onbekend", f"Criterium {code} hoort niet bij dit perceel.") for code in vreemd],
        )


def _uitkomst(aanmelding: Aanmelding, besluit: Toelatingsbesluit) -> AanbiederToegelaten | AanbiederAfgewezen:
    if besluit.redenen:
        return AanbiederAfgewezen(
            agb_code=aanmelding.agb_code,
            perceel_code=aanmelding.perceel_code,
            aanmelding_id=str(aanmelding.id),
            datum=besluit.datum,
            redenen=tuple(one.verteld for one in besluit.redenen),
        )
    return AanbiederToegelaten(
        agb_code=aanmelding.agb_code,
        perceel_code=aanmelding.perceel_code,
        aanmelding_id=str(aanmelding.id),
        datum=besluit.datum,
    )
