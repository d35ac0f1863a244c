"""What a toezichthouder sees beside a signal: who the aanbieder is, and how it compares with others."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median

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


async def signaal_bekijken(uow: Uow, signaal_id: uuid.UUID, soorten: Collection[str]) -> Signaalbeeld:
    """The signal with what the projections know; 404 also for a kind that the caller may not see."""
    signaal = found(await uow.signalen.find(signaal_id, soorten), "Dit signaal")
    return Signaalbeeld(
        signaal=signaal,
        aanbieder=await uow.aanbieders.find(signaal.agb_code),
        overeenkomsten=await uow.aanbieders.list_overeenkomsten(signaal.agb_code),
        anderen=await _vergelijk(uow, signaal),
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
