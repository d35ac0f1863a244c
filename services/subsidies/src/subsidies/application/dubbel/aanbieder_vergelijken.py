from risb_kern.act import Handeling

from subsidies.application.dubbel.dubbele_financiering_signaleren import dubbele_financiering_signaleren
from subsidies.application.uow import Uow


async def aanbieder_vergelijken(uow: Uow, handeling: Handeling, agb_code: str) -> None:
    """M6 the other way: applications of a provider whose registration or contracts changed."""
    kvk_nummer = await uow.zorgcontracten.find_kvk(agb_code)
    if kvk_nummer is None:
        return
    await uow.serialize(f"kvk:{kvk_nummer}")
    contracten = await uow.zorgcontracten.list(kvk_nummer)
    for aanvraag in await uow.aanvragen.list_with_kvk(kvk_nummer):
        await dubbele_financiering_signaleren(uow, handeling, aanvraag, contracten)
