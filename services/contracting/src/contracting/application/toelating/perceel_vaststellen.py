from risb_kern.act import Handeling
from risb_kern.errors import Fout, conflict, refused

from contracting.application.uow import Uow
from contracting.domain.toelating.events import PerceelVastgesteld
from contracting.domain.toelating.perceel import Perceel, controleer_perceel


async def perceel_vaststellen(uow: Uow, handeling: Handeling, perceel: Perceel) -> Perceel:
    """Store a new perceel whose rules hold and whose gemeenten are known in the region."""
    controleer_perceel(perceel)
    onbekend = sorted(set(perceel.gemeenten) - await uow.deelnames.list_gemeenten())
    if onbekend:
        raise refused(
            "onbekende-gemeente",
            "Niet elke gemeente is bekend in de regio. Controleer de code, of leg eerst de deelname vast.",
            *[Fout("gemeenten", "onbekend", f"Gemeente {code} kennen wij niet.") for code in onbekend],
        )
    if not await uow.percelen.add(perceel):
        raise conflict("bestaat-al", f"Perceel {perceel.code} bestaat al.")
    uow.emit(_vastgesteld(perceel, handeling))
    gegevens = {"procedure": perceel.procedure.value, "variant": perceel.variant.value, "gemeenten": perceel.gemeenten}
    await uow.timeline.add(perceel.zaak, "perceel_vaststellen", handeling, gegevens)
    return perceel


def _vastgesteld(perceel: Perceel, handeling: Handeling) -> PerceelVastgesteld:
    return PerceelVastgesteld(
        perceel_code=perceel.code,
        wet=perceel.wet.value,
        dienst=perceel.dienst.value,
        variant=perceel.variant.value,
        procedure=perceel.procedure.value,
        programmalijn=perceel.programmalijn,
        gemeenten=perceel.gemeenten,
        maximum_aanbieders=perceel.maximum_aanbieders,
        uiterste_aanmelddag=perceel.uiterste_aanmelddag,
        datum=handeling.vandaag,
    )
