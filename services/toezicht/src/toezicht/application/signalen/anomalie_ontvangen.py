from toezicht.application.uow import Uow
from toezicht.domain.signalen.anomaliebericht import Anomaliebericht
from toezicht.domain.signalen.signaal import Signaal


async def anomalie_ontvangen(uow: Uow, signaal: Signaal, bericht: Anomaliebericht) -> None:
    """Keep the anomaly, its signal, and a delivery for each subscriber who wants it, in one transaction."""
    await uow.signalen.put(signaal)
    positie = await uow.anomalieen.add(bericht)
    if positie is not None:
        await uow.bezorgingen.queue(positie, bericht)
