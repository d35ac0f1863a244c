from toezicht.application.uow import Uow
from toezicht.domain.signalen.signaal import Signaal


async def dubbele_financiering_ontvangen(uow: Uow, signaal: Signaal) -> None:
    """A match of subsidies becomes a signal like any other; subscribers follow the stream, which does not have it."""
    await uow.signalen.put(signaal)
