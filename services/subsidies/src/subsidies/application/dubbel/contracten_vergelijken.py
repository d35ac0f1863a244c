from risb_kern.act import Handeling

from subsidies.application.dubbel.dubbele_financiering_signaleren import dubbele_financiering_signaleren
from subsidies.application.uow import Uow
from subsidies.domain.dubbel.regels import Vergelijkbaar


async def contracten_vergelijken(uow: Uow, handeling: Handeling, aanvraag: Vergelijkbaar) -> None:
    """M6 for one application: care contracts of the applicant in the same gemeente and period."""
    kvk_nummer = aanvraag.opgave.kvk_nummer
    if kvk_nummer is None:
        return
    contracten = await uow.zorgcontracten.list(kvk_nummer)
    await dubbele_financiering_signaleren(uow, handeling, aanvraag, contracten)
