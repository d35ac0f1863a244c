"""Each look at an aanbieder, its application, account or agreement leaves a record, in the transaction of the look.

An aanbieder may be one person; who looked is therefore kept as for everybody (Logboek Dataverwerkingen).
"""

import hashlib
from collections.abc import Iterable

from risb_api.identity import Wie

from contracting.application.uow import Uow

_REGISTER = "urn:risb:verwerkingsactiviteit:contracting"


async def log_inzage(uow: Uow, wie: Wie, activiteit: str, houders: Iterable[str]) -> None:
    """Record who looked at whom and why, and commit; nothing when there was nobody to see.

    `houders` are AGB-codes or gemeentecodes, which are public: the digest only gives them the form of the log.
    """
    gezien = sorted({hashlib.sha256(f"houder:{one}".encode()).digest() for one in houders})
    if not gezien:
        return
    naam = activiteit.replace("-", " ").capitalize()
    await uow.inzagelog.add(f"{_REGISTER}:{activiteit}", naam, betrokkenen=gezien, gebruiker=wie.sub)
    await uow.commit()
