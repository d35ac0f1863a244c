import calendar
import datetime as dt
import uuid
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import Fout, conflict, refused
from risb_recht.periode import Periode
from risb_zaak.ports import JSON

from contracting.application.taakgericht.budget_vinden import budget_vinden
from contracting.application.uow import Uow
from contracting.domain.taakgericht.afrekening import AfrekeningStatus, Bandbreedte, Taakafrekening, afgerekend


@dataclass(frozen=True, slots=True, kw_only=True)
class TaakafrekeningBerekenen:
    """How many clients were served in a year, and from which source that is known."""

    jaar: int
    bediend: int
    bron: str


async def taakafrekening_berekenen(
    uow: Uow, handeling: Handeling, overeenkomst_id: uuid.UUID, opdracht: TaakafrekeningBerekenen
) -> Taakafrekening:
    """Settle a year that is over by the bandwidth of the agreement; another person decides on it."""
    overeenkomst, budget = await budget_vinden(uow, overeenkomst_id)
    jaarbudget_cent = (overeenkomst.taakbudget_in(opdracht.jaar) or budget).jaarbudget_cent
    looptijd = Periode(van=overeenkomst.ingangsdatum, tot=overeenkomst.einddatum)
    dagen = _dagen(looptijd, opdracht.jaar, handeling.vandaag)
    await _nog_niet_afgerekend(uow, overeenkomst_id, opdracht.jaar)
    regel = await _bandbreedte(uow, overeenkomst_id)
    jaardagen = 366 if calendar.isleap(opdracht.jaar) else 365
    afrekening = Taakafrekening(
        id=handeling.nieuw_id(),
        overeenkomst_id=overeenkomst_id,
        agb_code=overeenkomst.agb_code,
        jaar=opdracht.jaar,
        jaarbudget_cent=jaarbudget_cent,
        dagen=dagen,
        jaardagen=jaardagen,
        bediend=opdracht.bediend,
        bron=opdracht.bron,
        regel=regel,
        bedrag_cent=afgerekend(
            regel, opdracht.bediend, jaarbudget_cent=jaarbudget_cent, dagen=dagen, jaardagen=jaardagen
        ),
    )
    await uow.taakafrekeningen.add(afrekening)
    gegevens: dict[str, JSON] = {
        "overeenkomst": str(overeenkomst_id),
        "jaar": afrekening.jaar,
        "bediend": afrekening.bediend,
        "bedrag_cent": afrekening.bedrag_cent,
    }
    await uow.timeline.add(afrekening.zaak, "taakafrekening_berekenen", handeling, gegevens)
    return afrekening


def _dagen(looptijd: Periode, jaar: int, vandaag: dt.date) -> int:
    """The days of the agreement in the year; refused while it runs on in it."""
    deel = looptijd.doorsnede(Periode(van=dt.date(jaar, 1, 1), tot=dt.date(jaar, 12, 31)))
    if deel.is_leeg or vandaag <= deel.laatste:
        melding = f"Het jaar {jaar} is nog niet voorbij, of valt buiten de looptijd van de overeenkomst."
        raise refused("jaar-niet-af-te-rekenen", melding, Fout("jaar", "past-niet", melding))
    return deel.dagen


async def _nog_niet_afgerekend(uow: Uow, overeenkomst_id: uuid.UUID, jaar: int) -> None:
    for one in await uow.taakafrekeningen.list(bij=overeenkomst_id):
        if one.jaar == jaar and one.status is not AfrekeningStatus.AFGEWEZEN:
            melding = f"Het jaar {jaar} is al afgerekend (status {one.status}). Wijs die afrekening eerst af."
            raise conflict("al-afgerekend", melding)


async def _bandbreedte(uow: Uow, overeenkomst_id: uuid.UUID) -> Bandbreedte:
    afspraak = await uow.taakafspraken.find(overeenkomst_id)
    if afspraak is None or afspraak.opdracht.bandbreedte is None:
        raise conflict("geen-bandbreedte", "Voor deze overeenkomst is geen afrekening op bandbreedte afgesproken.")
    return afspraak.opdracht.bandbreedte
