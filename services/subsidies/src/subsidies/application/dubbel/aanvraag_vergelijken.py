from risb_kern.act import Handeling

from subsidies.application.dubbel.contracten_vergelijken import contracten_vergelijken
from subsidies.application.dubbel.plannen_vergelijken import plannen_vergelijken
from subsidies.application.dubbel.rekening_vergelijken import rekening_vergelijken
from subsidies.application.uow import Uow
from subsidies.domain.dubbel.regels import Vergelijkbaar


async def aanvraag_vergelijken(uow: Uow, handeling: Handeling, aanvraag: Vergelijkbaar, iban_hash: bytes) -> None:
    """M6, M2 and M3 for one application, before its case writes in a timeline that others know.

    Organisation and account are taken first, in this order: the head of a timeline is a lock too, and who holds it
    while waiting for these may be waited for.
    """
    if aanvraag.opgave.kvk_nummer is not None:
        await uow.serialize(f"kvk:{aanvraag.opgave.kvk_nummer}")
    await uow.serialize(f"iban:{iban_hash.hex()}")
    await contracten_vergelijken(uow, handeling, aanvraag)
    await rekening_vergelijken(uow, handeling, aanvraag)
    await plannen_vergelijken(uow, handeling, aanvraag)
