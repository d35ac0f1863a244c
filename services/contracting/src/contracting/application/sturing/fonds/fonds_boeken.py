from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.sturing.fonds import ZAAK, Fonds, Fondsboeking


async def fonds_boeken(uow: Uow, handeling: Handeling, boeking: Fondsboeking) -> Fonds:
    """Add an entry to the revolverend fonds; its invariants hold also when entries come at once."""
    fonds = (await uow.fonds.get()).boek(boeking)
    await uow.fonds.add(boeking)
    gegevens: dict[str, JSON] = {
        "boeking": boeking.fondssoort.value,
        "bedrag_cent": boeking.bedrag_cent,
        "saldo_cent": fonds.saldo_cent,
    }
    await uow.timeline.add(ZAAK, "fonds_boeken", handeling, gegevens)
    return fonds
