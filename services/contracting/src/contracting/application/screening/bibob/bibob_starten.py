from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.uow import Uow
from contracting.domain.screening.bibob import Bibobonderzoek


async def bibob_starten(
    uow: Uow, handeling: Handeling, agb_code: str, *, onderaannemer_kvk: str | None
) -> Bibobonderzoek:
    """Send the Bibob form to an aanbieder, about itself or about a subcontractor; it comes back in 14 days (R5)."""
    if await uow.aanbieders.find(agb_code) is None:
        raise not_found("De aanbieder")
    onderzoek = Bibobonderzoek(
        id=handeling.nieuw_id(),
        agb_code=agb_code,
        onderaannemer_kvk=onderaannemer_kvk,
        verzonden_op=handeling.vandaag,
    )
    await uow.bibobonderzoeken.save(onderzoek)
    gegevens = {"agb_code": agb_code, "formulier_uiterlijk": str(onderzoek.formulier_uiterlijk)}
    await uow.timeline.add(onderzoek.zaak, "bibob_starten", handeling, gegevens)
    return onderzoek
