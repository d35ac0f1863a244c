"""Terms of applications that are near or passed."""

from risb_kern.act import Handeling
from risb_zaak.ports import Afspraak

from subsidies.application.aanvragen import handelingen
from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.bewaking import Bewaking


async def termijn(uow: Uow, afspraak: Afspraak, handeling: Handeling) -> None:
    """A moment came that the case announced."""
    await handelingen.termijn_bewaken(uow, handeling, afspraak.zaak_id, Bewaking(afspraak.soort))
