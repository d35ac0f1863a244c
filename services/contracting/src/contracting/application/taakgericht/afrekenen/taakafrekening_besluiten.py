import datetime as dt
import uuid
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import conflict
from risb_zaak.ports import JSON

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.taakgericht.budget_vinden import budget_vinden
from contracting.application.taakgericht.locked import alle_termijnen, locked
from contracting.application.taakgericht.termijnen_vaststellen import termijnen_vaststellen
from contracting.application.uow import Uow
from contracting.domain.taakgericht.afrekening import AfrekeningStatus, Taakafrekening
from contracting.domain.taakgericht.events import TaakafrekeningVastgesteld
from contracting.domain.taakgericht.taakbudget import Betaaltermijn, Taakbudget, Termijnperiode, extra_termijnen
from contracting.domain.taakgericht.vierogen import AFREKENEN

_BETAALTERMIJN = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaakafrekeningBesluiten:
    """Whether it is right; a claim is payable by its business case only, and waits for it until then."""

    akkoord: bool
    businesscase_id: uuid.UUID | None = None


async def taakafrekening_besluiten(
    uow: Uow, handeling: Handeling, afrekening_id: uuid.UUID, opdracht: TaakafrekeningBesluiten
) -> Taakafrekening:
    """Decide on a settlement, by another person than who computed it; declaraties pays or recovers it as a term."""
    afrekening = await locked(uow.taakafrekeningen, afrekening_id, "De afrekening")
    AFREKENEN.toets(
        await met_organisatie(uow, handeling),
        await uow.timeline.list(afrekening.zaak),
        van=await belang_van(uow, afrekening.agb_code),
    )
    besloten = await _besloten(uow, afrekening, opdracht)
    await uow.taakafrekeningen.save(besloten)
    if besloten.status is AfrekeningStatus.VASTGESTELD:
        await _voer_uit(uow, handeling, besloten)
    gegevens: dict[str, JSON] = {
        "status": besloten.status.value,
        "bedrag_cent": besloten.bedrag_cent,
        "businesscase": str(opdracht.businesscase_id) if opdracht.businesscase_id else None,
    }
    await uow.timeline.add(besloten.zaak, "taakafrekening_besluiten", handeling, gegevens)
    return besloten


async def _besloten(uow: Uow, afrekening: Taakafrekening, opdracht: TaakafrekeningBesluiten) -> Taakafrekening:
    if not opdracht.akkoord:
        return afrekening.wijs_af()
    claim = afrekening.bedrag_cent > 0
    if opdracht.businesscase_id is None:
        wacht = claim and afrekening.status is AfrekeningStatus.BEREKEND
        return afrekening.houd_aan() if wacht else afrekening.stel_vast()
    if not claim:
        raise conflict("businesscase-overbodig", "Deze afrekening kost niets extra; laat de businesscase weg.")
    besloten = afrekening.stel_vast(opdracht.businesscase_id)
    businesscase = await locked(uow.businesscases, opdracht.businesscase_id, "De businesscase")
    if businesscase.betreft_id != afrekening.overeenkomst_id:
        raise conflict("andere-businesscase", "Deze businesscase gaat over een andere overeenkomst.")
    await uow.businesscases.save(businesscase.zeg_toe(afrekening.bedrag_cent))
    return besloten


async def _voer_uit(uow: Uow, handeling: Handeling, afrekening: Taakafrekening) -> None:
    """Tell the result, and its money as terms."""
    overeenkomst, budget = await budget_vinden(uow, afrekening.overeenkomst_id)
    if afrekening.bedrag_cent:
        termijnen = await _termijnen(uow, handeling, afrekening, budget)
        await uow.termijnen.add(overeenkomst.id, termijnen)
        await termijnen_vaststellen(uow, overeenkomst, termijnen)
    uow.emit(
        TaakafrekeningVastgesteld(
            afrekening_id=str(afrekening.id),
            overeenkomst_id=str(overeenkomst.id),
            agb_code=overeenkomst.agb_code,
            jaar=afrekening.jaar,
            bedrag_cent=afrekening.bedrag_cent,
            businesscase_id=str(afrekening.businesscase_id) if afrekening.businesscase_id else None,
        )
    )


async def _termijnen(
    uow: Uow, handeling: Handeling, afrekening: Taakafrekening, budget: Taakbudget
) -> list[Betaaltermijn]:
    """One term per gemeente in the settled year, due thirty days from now."""
    periode = Termijnperiode(van=dt.date(afrekening.jaar, 1, 1), vervaldatum=handeling.vandaag + _BETAALTERMIJN)
    return extra_termijnen(
        afrekening.bedrag_cent,
        budget.verdeelsleutel,
        [periode],
        await alle_termijnen(uow.termijnen, afrekening.overeenkomst_id),
        jaar=afrekening.jaar,
    )
