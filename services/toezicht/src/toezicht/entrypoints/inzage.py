"""Each look at what is suspected of an aanbieder leaves a record, in the transaction of the look.

An aanbieder may be one person; who looked is therefore kept as for everybody (Logboek Dataverwerkingen).
"""

from collections.abc import Iterable

from risb_api.identity import Wie
from risb_kern.privacy import Privacy

from toezicht.application.uow import Uow

_REGISTER = "urn:risb:verwerkingsactiviteit:toezicht"


async def log_inzage(uow: Uow, privacy: Privacy, wie: Wie, activiteit: str, agb_codes: Iterable[str]) -> None:
    """Record who looked at whom and why, and commit; nothing when there was nobody to see."""
    gezien = sorted({privacy.search_hash(f"agb:{one}") for one in agb_codes})
    if not gezien:
        return
    naam = activiteit.replace("-", " ").capitalize()
    await uow.inzagelog.add(f"{_REGISTER}:{activiteit}", naam, betrokkenen=gezien, gebruiker=wie.sub)
    await uow.commit()
