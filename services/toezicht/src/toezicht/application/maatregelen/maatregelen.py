"""Measures: imposed from a case, ended by a person, obeyed by the services that hear of them."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from risb_kern.errors import DomainError, Kind

from toezicht.application.uow import Uow
from toezicht.application.zaken.zaken import Handeling, haal_zaak, noteer
from toezicht.domain.maatregelen.events import MaatregelBeeindigd, MaatregelOpgelegd
from toezicht.domain.maatregelen.maatregel import Maatregel, Maatregelsoort, controleer


@dataclass(frozen=True, slots=True, kw_only=True)
class MaatregelOpleggen:
    """What is imposed; dates are the first and last day."""

    soort: Maatregelsoort
    van: dt.date
    tot: dt.date | None
    gemeenten: Sequence[str]
    grond: str


async def leg_maatregel_op(uow: Uow, wie: Handeling, zaak_id: uuid.UUID, opdracht: MaatregelOpleggen) -> Maatregel:
    """Impose a measure that rests on the findings of the case; told under the trace id of the signal."""
    zaak = await haal_zaak(uow, zaak_id)
    zaak.bereid_voor_maatregel(await uow.zaken.bevindingen(zaak_id))
    controleer(opdracht.van, opdracht.tot, opdracht.gemeenten, await uow.gemeenten.list())
    maatregel = Maatregel(
        id=wie.nieuw_id,
        zaak_id=zaak.id,
        agb_code=zaak.agb_code,
        soort=opdracht.soort,
        gemeenten=sorted(set(opdracht.gemeenten)),
        van=opdracht.van,
        tot=opdracht.tot,
        grond=opdracht.grond,
        trace_id=zaak.trace_id,
        opgelegd_op=wie.op,
        opgelegd_door=wie.door,
    )
    await uow.maatregelen.bewaar(maatregel)
    await noteer(uow, zaak, wie, "maatregel-opgelegd", maatregelId=str(maatregel.id), maatregelsoort=maatregel.soort)
    uow.emit(_opgelegd(maatregel), zaak.trace_id)
    return maatregel


def _opgelegd(maatregel: Maatregel) -> MaatregelOpgelegd:
    return MaatregelOpgelegd(
        maatregel_id=str(maatregel.id),
        zaak_id=str(maatregel.zaak_id),
        agb_code=maatregel.agb_code,
        soort=maatregel.soort,
        gemeenten=tuple(maatregel.gemeenten),
        van=maatregel.van,
        tot=maatregel.tot,
        grond=maatregel.grond,
    )


async def beeindig_maatregel(
    uow: Uow, wie: Handeling, maatregel_id: uuid.UUID, *, einddatum: dt.date, reden: str
) -> Maatregel:
    """End a measure, also when its case is closed by then."""
    lopend = await uow.maatregelen.haal(maatregel_id)
    if lopend is None:
        raise DomainError(Kind.NOT_FOUND, "niet-gevonden", "Deze maatregel is niet gevonden.")
    maatregel = lopend.beeindig(einddatum, reden)
    zaak = await haal_zaak(uow, maatregel.zaak_id)
    await uow.maatregelen.bewaar(maatregel)
    await noteer(uow, zaak, wie, "maatregel-beeindigd", maatregelId=str(maatregel.id), reden=reden)
    event = MaatregelBeeindigd(
        maatregel_id=str(maatregel.id),
        zaak_id=str(maatregel.zaak_id),
        agb_code=maatregel.agb_code,
        soort=maatregel.soort,
        einddatum=einddatum,
        reden=reden,
    )
    uow.emit(event, maatregel.trace_id)
    return maatregel
