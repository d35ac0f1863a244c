import uuid

from risb_kern.act import Handeling
from risb_kern.errors import DomainError, Kind, not_found
from risb_kern.lists import Bereik
from risb_zaak.ports import JSON

from contracting.application.belang import met_organisatie
from contracting.application.taakgericht.budget_vinden import budget_vinden
from contracting.application.taakgericht.locked import alle_termijnen, locked
from contracting.application.taakgericht.termijnen_vaststellen import termijnen_vaststellen
from contracting.application.taakgericht.wijzigen.budgetwijziging_toetsen import budgetwijziging_toetsen
from contracting.application.uow import Uow
from contracting.domain.taakgericht.budgetwijziging import Budgetwijziging, BudgetwijzigingStatus, Handtekening
from contracting.domain.taakgericht.events import BudgetwijzigingGetekend
from contracting.domain.taakgericht.vierogen import TEKENEN


async def budgetwijziging_ondertekenen(
    uow: Uow, handeling: Handeling, wijziging_id: uuid.UUID, *, partij: str, bereik: Bereik
) -> Budgetwijziging:
    """Sign for one party: an aanbieder for itself, the bureau for a gemeente; the last signature brings it in force."""
    wijziging = await locked(uow.budgetwijzigingen, wijziging_id, "De budgetwijziging")
    _mag_tekenen(bereik, wijziging, partij)
    TEKENEN.toets(await met_organisatie(uow, handeling), await uow.timeline.list(wijziging.zaak))
    getekend = wijziging.teken(Handtekening(partij=partij, op=handeling.vandaag))
    await uow.budgetwijzigingen.save(getekend)
    if getekend.status is BudgetwijzigingStatus.GETEKEND:
        await _voer_uit(uow, getekend)
    gegevens: dict[str, JSON] = {"partij": partij, "nog_te_tekenen": len(getekend.nog_te_tekenen)}
    await uow.timeline.add(getekend.zaak, "budgetwijziging_ondertekenen", handeling, gegevens)
    return getekend


def _mag_tekenen(bereik: Bereik, wijziging: Budgetwijziging, partij: str) -> None:
    """Nobody signs for another: an aanbieder for itself only, the bureau for gemeenten only."""
    if not bereik.alles and bereik.agb_codes.isdisjoint(wijziging.aanbieders):
        raise not_found("De budgetwijziging")
    if partij in wijziging.aanbieders if bereik.alles else partij not in bereik.agb_codes:
        melding = "U tekent alleen voor uzelf: een aanbieder voor de eigen organisatie, het bureau voor een gemeente."
        raise DomainError(Kind.FORBIDDEN, "niet-namens-ander", melding)


async def _voer_uit(uow: Uow, wijziging: Budgetwijziging) -> None:
    """Tell every line, and its money as terms beside the schedule; refused when an agreement ended meanwhile."""
    for regel in wijziging.regels:
        overeenkomst, budget = await budget_vinden(uow, regel.overeenkomst_id)
        await budgetwijziging_toetsen(uow, wijziging, overeenkomst, regel)
        bestaand = await alle_termijnen(uow.termijnen, overeenkomst.id)
        termijnen = wijziging.schema(regel, budget.verdeelsleutel, bestaand)
        await uow.termijnen.add(overeenkomst.id, termijnen)
        await termijnen_vaststellen(uow, overeenkomst, termijnen)
        uow.emit(
            BudgetwijzigingGetekend(
                wijziging_id=str(wijziging.id),
                overeenkomst_id=str(overeenkomst.id),
                agb_code=overeenkomst.agb_code,
                jaar=wijziging.jaar,
                bedrag_cent=regel.bedrag_cent,
                grondslag=wijziging.grondslag,
                businesscase_id=str(wijziging.businesscase_id) if wijziging.businesscase_id else None,
                moeder_id=str(wijziging.moeder_id) if wijziging.moeder_id else None,
            )
        )
