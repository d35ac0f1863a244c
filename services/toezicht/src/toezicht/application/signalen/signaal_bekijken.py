"""What a toezichthouder sees beside a signal: who the aanbieder is, and how it compares with others."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median

from risb_kern.errors import not_found
from risb_kern.lists import HELE_REGIO, Bereik

from toezicht.application.found import found
from toezicht.application.uow import Uow
from toezicht.domain.signalen.aanbieder import Aanbieder, Overeenkomst
from toezicht.domain.signalen.signaal import Signaal

# Below this number a median says too little, and would show what a single other aanbieder earns.
MINIMUM_VERGELIJKBAAR = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Vergelijking:
    """Granted eurocents of the month against other aanbieders; median absent when there are too few."""

    eigen_cent: int
    aantal_anderen: int
    mediaan_anderen_cent: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signaalbeeld:
    """A signal in its context."""

    signaal: Signaal
    aanbieder: Aanbieder | None
    overeenkomsten: Sequence[Overeenkomst]
    anderen: Vergelijking | None


async def signaal_bekijken(
    uow: Uow, signaal_id: uuid.UUID, soorten: Collection[str], bereik: Bereik = HELE_REGIO
) -> Signaalbeeld:
    """The signal with what the projections know; 404 also for a kind or an aanbieder that the caller may not see.

    Who is bound to gemeenten sees the agreements there, and no comparison: that counts the whole region.
    """
    signaal = found(await uow.signalen.find(signaal_id, soorten), "Dit signaal")
    if not signaal.is_zichtbaar(bereik):
        raise not_found("Dit signaal")
    overeenkomsten = await uow.aanbieders.list_overeenkomsten(signaal.agb_code)
    return Signaalbeeld(
        signaal=signaal,
        aanbieder=await uow.aanbieders.find(signaal.agb_code),
        overeenkomsten=[one for one in overeenkomsten if bereik.ziet(gemeenten=one.gemeenten)],
        anderen=await _vergelijk(uow, signaal) if bereik.alles else None,
    )


async def _vergelijk(uow: Uow, signaal: Signaal) -> Vergelijking | None:
    if signaal.periode is None:
        return None
    totalen = dict(await uow.aanbieders.sum_toegekend(signaal.periode))
    eigen = totalen.pop(signaal.agb_code, 0)
    genoeg = len(totalen) >= MINIMUM_VERGELIJKBAAR
    return Vergelijking(
        eigen_cent=eigen,
        aantal_anderen=len(totalen),
        mediaan_anderen_cent=int(median(totalen.values())) if genoeg else None,
    )
