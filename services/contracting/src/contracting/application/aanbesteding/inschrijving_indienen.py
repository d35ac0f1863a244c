import hashlib
import uuid

from risb_kern.act import Handeling
from risb_kern.errors import conflict, not_found
from risb_kern.trace import current_trace_id

from contracting.application.aanbesteding.ports import Zegel
from contracting.application.uow import Uow
from contracting.domain.aanbesteding.aanbesteding import Aanbesteding
from contracting.domain.aanbesteding.inschrijving import (
    Inschrijfinhoud,
    Inschrijving,
    InschrijvingStap,
    controleer_inhoud,
)


async def inschrijving_indienen(
    uow: Uow,
    handeling: Handeling,
    aanbesteding_id: uuid.UUID,
    *,
    agb_code: str,
    perceel_code: str,
    inhoud: Inschrijfinhoud,
    zegel: Zegel,
) -> Inschrijving:
    """Seal a bid and keep it; before the closing it replaces the one before it, after it it is kept and refused.

    What counts is when it arrived, however long it had to wait. Many come at once, and none during an opening.
    """
    aanbesteding = await uow.aanbestedingen.get_gedeeld(aanbesteding_id)
    if aanbesteding is None or not aanbesteding.is_openbaar:
        raise not_found("De aanbesteding")
    if await uow.aanbieders.find(agb_code) is None:
        raise not_found("De aanbieder")
    aanbesteding.ontvang_inschrijving()
    await _is_partij(uow, aanbesteding, agb_code)
    controleer_inhoud(aanbesteding.vraag_van(perceel_code), inhoud)
    inschrijving = _verzegeld(handeling, aanbesteding_id, agb_code, perceel_code, (zegel, inhoud))
    if inschrijving.ontvangen_op >= aanbesteding.sluiting:
        inschrijving = inschrijving.na(InschrijvingStap.WEIGEREN)
    elif eerdere := await uow.inschrijvingen.get_ontvangen(aanbesteding_id, perceel_code, agb_code):
        await uow.inschrijvingen.save(eerdere.na(InschrijvingStap.VERVANGEN))
    if not await uow.inschrijvingen.add(inschrijving):
        raise conflict("inschrijving-bestaat", "U heeft al ingeschreven op dit perceel. Probeer het nog eens.")
    gegevens = {"aanbesteding_id": str(aanbesteding_id), "status": inschrijving.status.value}
    gegevens |= {"ontvangen_op": inschrijving.ontvangen_op.isoformat(), "vingerafdruk": inschrijving.vingerafdruk}
    await uow.timeline.add(inschrijving.zaak, "inschrijving_indienen", handeling, gegevens)
    return inschrijving


async def _is_partij(uow: Uow, aanbesteding: Aanbesteding, agb_code: str) -> None:
    """In a mini-competition only the parties of the framework bid (AW 2.143)."""
    if aanbesteding.afroep_van is None:
        return
    raam = aanbesteding.afroep_van
    gunning = await uow.gunningen.find(raam.aanbesteding_id, raam.perceel_code)
    if gunning is None or not gunning.heeft_plaats(agb_code):
        raise conflict("geen-partij", "Deze minicompetitie is voor wie een plaats heeft in de raamovereenkomst.")


def _verzegeld(
    handeling: Handeling,
    aanbesteding_id: uuid.UUID,
    agb_code: str,
    perceel_code: str,
    envelop: tuple[Zegel, Inschrijfinhoud],
) -> Inschrijving:
    zegel, inhoud = envelop
    inschrijving_id = handeling.nieuw_id()
    verzegeld = zegel.seal(inschrijving_id, inhoud)
    return Inschrijving(
        id=inschrijving_id,
        aanbesteding_id=aanbesteding_id,
        perceel_code=perceel_code,
        agb_code=agb_code,
        ontvangen_op=handeling.op,
        verzegeld=verzegeld,
        vingerafdruk=hashlib.sha256(verzegeld).hexdigest(),
        trace_id=current_trace_id(),
    )
