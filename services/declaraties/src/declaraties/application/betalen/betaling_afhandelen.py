"""What the bank told of one payment: carried out, or refused and back in the queue."""

import asyncio
import dataclasses
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import conflict, not_found

from declaraties.application.belang import belang_van, met_organisatie
from declaraties.application.betalen.ports import Betaalregister
from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaalrun import Betaalrun, Betaalstatus, Betaling, Runstatus
from declaraties.domain.betalen.events import Betalingdeel, BetalingGeweigerd
from declaraties.domain.betalen.vierogen import AFHANDELEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Bankbericht:
    """The outcome of a payment; a refusal has the reason code of the bank (ISO 20022, as AC01 or MS03)."""

    uitkomst: Betaalstatus
    code: str | None
    toelichting: str | None


async def betaling_afhandelen(
    uow: Uow, handeling: Handeling, betaling_id: uuid.UUID, bericht: Bankbericht, *, register: Betaalregister
) -> Betaling:
    """Store the outcome once; a payment that was carried out never comes back, and a refused one is never paid."""
    gevonden = await uow.betaalruns.get_betaling(betaling_id)
    if gevonden is None or gevonden[0].status is not Runstatus.VRIJGEGEVEN:
        raise not_found("De vrijgegeven betaling")
    run, betaling = gevonden
    wie, van = await met_organisatie(uow, handeling), await belang_van(uow, betaling.agb_code)
    AFHANDELEN.toets(wie, await uow.timeline.list(run.zaak), van=van)
    if betaling.status is bericht.uitkomst:
        return betaling
    if betaling.status is not Betaalstatus.OPEN:
        melding = f"Deze betaling is al {betaling.status.value}."
        raise conflict("betaling-afgehandeld", melding)
    if bericht.uitkomst is Betaalstatus.GEWEIGERD:
        await asyncio.to_thread(register.mark_geweigerd, betaling_id)
        delen = await uow.betaalruns.list_delen(run.id)
        uow.emit(_geweigerd(run, betaling, bericht, delen[betaling.id]))
    klaar = dataclasses.replace(betaling, status=bericht.uitkomst)
    await uow.betaalruns.save_betaling(
        klaar, code=bericht.code, toelichting=bericht.toelichting, door=handeling.door, nu=handeling.op
    )
    gegevens = {"uitkomst": bericht.uitkomst.value, "redencode": bericht.code}
    await uow.timeline.add(f"betaling:{betaling_id}", "betaling_afhandelen", handeling, gegevens)
    return klaar


def _geweigerd(
    run: Betaalrun, betaling: Betaling, bericht: Bankbericht, delen: Sequence[Betalingdeel]
) -> BetalingGeweigerd:
    return BetalingGeweigerd(
        betaling_id=str(betaling.id),
        betaalrun_id=str(run.id),
        agb_code=betaling.agb_code,
        gemeente=run.gemeente,
        bedrag_cent=betaling.bedrag_cent,
        redencode=bericht.code or "",
        regels=delen,
    )
