from risb_kern.act import Handeling
from risb_kern.errors import Fout, conflict, refused

from contracting.application.uow import Uow
from contracting.domain.toelating.events import PerceelVastgesteld
from contracting.domain.toelating.perceel import Perceel, controleer_perceel


async def perceel_vaststellen(uow: Uow, handeling: Handeling, perceel: Perceel) -> Perceel:
    """Store a new perceel whose rules hold and whose gemeenten take its service line, now or later."""
    controleer_perceel(perceel)
    await _check_region(uow, handeling, perceel)
    if not await uow.percelen.add(perceel):
        raise conflict("bestaat-al", f"Perceel {perceel.code} bestaat al.")
    uow.emit(_vastgesteld(perceel, handeling))
    gegevens = {"procedure": perceel.procedure.value, "variant": perceel.variant.value, "gemeenten": perceel.gemeenten}
    await uow.timeline.add(perceel.zaak, "perceel_vaststellen", handeling, gegevens)
    return perceel


async def _check_region(uow: Uow, handeling: Handeling, perceel: Perceel) -> None:
    buiten = [
        code
        for code in sorted(set(perceel.gemeenten))
        if all(
            one.periode.laatste < handeling.vandaag for one in await uow.deelnames.get_perioden(code, perceel.dienst)
        )
    ]
    if buiten:
        raise refused(
            "onbekende-gemeente",
            f"Niet elke gemeente neemt de dienst {perceel.dienst} af bij de regio."
            " Controleer de code, of leg eerst de deelname vast.",
            *[Fout("gemeenten", "onbekend", f"Gemeente {code} neemt deze dienst niet af.") for code in buiten],
        )


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
