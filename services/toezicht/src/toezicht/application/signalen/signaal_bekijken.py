"""What a toezichthouder sees beside a signal: who the aanbieder is, and how it compares with others."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median

from risb_kern.errors import DomainError, Kind

from toezicht.application.uow import Uow
from toezicht.domain.signalen.aanbieder import Aanbieder, Overeenkomst
from toezicht.domain.signalen.signaal import Signaal, Signaalbeoordeling

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


async def haal_signaal(uow: Uow, signaal_id: uuid.UUID, soorten: Collection[str], *, lock: bool = False) -> Signaal:
    """The signal; the same not-found for what does not exist and for a kind that the caller may not see."""
    signaal = await uow.signalen.haal(signaal_id, soorten, lock=lock)
    if signaal is None:
        raise DomainError(Kind.NOT_FOUND, "niet-gevonden", "Dit signaal is niet gevonden.")
    return signaal


async def bekijk_signaal(uow: Uow, signaal_id: uuid.UUID, soorten: Collection[str]) -> Signaalbeeld:
    """The signal with what the projections know."""
    signaal = await haal_signaal(uow, signaal_id, soorten)
    return Signaalbeeld(
        signaal=signaal,
        aanbieder=await uow.projecties.aanbieder(signaal.agb_code),
        overeenkomsten=await uow.projecties.overeenkomsten(signaal.agb_code),
        anderen=await _vergelijk(uow, signaal),
    )


async def _vergelijk(uow: Uow, signaal: Signaal) -> Vergelijking | None:
    if signaal.periode is None:
        return None
    totalen = dict(await uow.projecties.maandtotalen(signaal.periode))
    eigen = totalen.pop(signaal.agb_code, 0)
    genoeg = len(totalen) >= MINIMUM_VERGELIJKBAAR
    return Vergelijking(
        eigen_cent=eigen,
        aantal_anderen=len(totalen),
        mediaan_anderen_cent=int(median(totalen.values())) if genoeg else None,
    )


async def beoordeel_signaal(uow: Uow, beoordeling: Signaalbeoordeling, soorten: Collection[str]) -> Signaalbeeld:
    """Record what the signal was worth; a later outcome replaces it in the hit rate of the rule."""
    await haal_signaal(uow, beoordeling.signaal_id, soorten, lock=True)
    await uow.signalen.beoordeel(beoordeling)
    return await bekijk_signaal(uow, beoordeling.signaal_id, soorten)
