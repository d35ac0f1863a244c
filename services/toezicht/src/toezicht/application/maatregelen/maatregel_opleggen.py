import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from toezicht.application.belang import belang_van, met_organisatie
from toezicht.application.found import found
from toezicht.application.uow import Uow
from toezicht.domain.maatregelen.events import MaatregelOpgelegd
from toezicht.domain.maatregelen.maatregel import Maatregel, Maatregelsoort, controleer, controleer_percentage
from toezicht.domain.maatregelen.vierogen import OPLEGGEN


@dataclass(frozen=True, slots=True, kw_only=True)
class MaatregelOpleggen:
    """What is imposed; dates are the first and last day, and a korting says its percentage."""

    zaak_id: uuid.UUID
    soort: Maatregelsoort
    van: dt.date
    tot: dt.date | None
    gemeenten: Sequence[str]
    grond: str
    percentage: int | None = None


async def maatregel_opleggen(uow: Uow, handeling: Handeling, opdracht: MaatregelOpleggen) -> Maatregel:
    """Impose a measure that rests on the findings of others in the case; told under the trace id of the signal."""
    zaak = found(await uow.zaken.get(opdracht.zaak_id), "Deze zaak")
    zaak.check_maatregel(await uow.bevindingen.list(zaak.id))
    controleer(opdracht.van, opdracht.tot, opdracht.gemeenten, await uow.gemeenten.list())
    controleer_percentage(opdracht.soort, opdracht.percentage)
    OPLEGGEN.toets(
        await met_organisatie(uow, handeling),
        await uow.timeline.list(zaak.zaak),
        van=await belang_van(uow, zaak.agb_code),
    )
    maatregel = Maatregel(
        id=handeling.nieuw_id(),
        zaak_id=zaak.id,
        agb_code=zaak.agb_code,
        soort=opdracht.soort,
        gemeenten=sorted(set(opdracht.gemeenten)),
        van=opdracht.van,
        tot=opdracht.tot,
        grond=opdracht.grond,
        percentage=opdracht.percentage,
        trace_id=zaak.trace_id,
        opgelegd_op=handeling.op,
        opgelegd_door=handeling.door,
    )
    await uow.maatregelen.add(maatregel)
    gegevens: dict[str, JSON] = {
        "maatregel_id": str(maatregel.id),
        "maatregelsoort": maatregel.soort,
        "percentage": maatregel.percentage,
    }
    await uow.timeline.add(zaak.zaak, "maatregel_opleggen", handeling, gegevens)
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
        percentage=maatregel.percentage,
    )
