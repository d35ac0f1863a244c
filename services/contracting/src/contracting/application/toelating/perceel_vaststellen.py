from risb_kern.errors import Fout

from contracting.application.ports import UnitOfWork
from contracting.domain.errors import bestaat_al, geweigerd
from contracting.domain.toelating.perceel import Perceel, controleer_perceel


async def stel_perceel_vast(uow: UnitOfWork, perceel: Perceel) -> Perceel:
    """Store a new perceel whose rules hold and whose gemeenten are known in the region."""
    controleer_perceel(perceel)
    onbekend = sorted(set(perceel.gemeenten) - await uow.deelnames.bekende_gemeenten())
    if onbekend:
        raise geweigerd(
            "onbekende-gemeente",
            "Niet elke gemeente is bekend in de regio. Controleer de code, of leg eerst de deelname vast.",
            *[Fout("gemeenten", "onbekend", f"Gemeente {code} kennen wij niet.") for code in onbekend],
        )
    if not await uow.percelen.add(perceel):
        raise bestaat_al(f"Perceel {perceel.code}")
    return perceel
