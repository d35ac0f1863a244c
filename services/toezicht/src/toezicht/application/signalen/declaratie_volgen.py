from toezicht.application.uow import Uow
from toezicht.domain.signalen.aanbieder import Declaratietotaal


async def declaratie_volgen(uow: Uow, totaal: Declaratietotaal, gemeente: str) -> None:
    """Keep what an answered file came to, so that aanbieders can be compared."""
    await uow.aanbieders.put_declaratie(totaal)
    await uow.aanbieders.add_werkgebied(totaal.agb_code, [gemeente])
