import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import conflict, refused
from risb_zaak.ports import JSON

from contracting.application.taakgericht.budget_vinden import budget_vinden
from contracting.application.taakgericht.locked import locked
from contracting.application.taakgericht.wijzigen.budgetwijziging_toetsen import budgetwijziging_toetsen
from contracting.application.uow import Uow
from contracting.domain.taakgericht.budgetovereenkomst import Budgetovereenkomst
from contracting.domain.taakgericht.budgetwijziging import Budgetregel, Budgetwijziging, controleer_wijziging


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetwijzigingVoorstellen:
    """Which agreements get how much more or less, in how many monthly terms, on which ground."""

    bedragen: Mapping[uuid.UUID, int]
    eerste_vervaldatum: dt.date
    termijnen: int
    grondslag: str
    reden: str
    businesscase_id: uuid.UUID | None


async def budgetwijziging_voorstellen(
    uow: Uow, handeling: Handeling, opdracht: BudgetwijzigingVoorstellen
) -> Budgetwijziging:
    """Put an amendment before its parties; it holds once all of them signed."""
    overeenkomsten = [(await budget_vinden(uow, one))[0] for one in sorted(opdracht.bedragen)]
    moeder_id = _moeder_van(overeenkomsten)
    gemeenten, aanbieders = await _partijen(uow, moeder_id, overeenkomsten[0])
    wijziging = Budgetwijziging(
        id=handeling.nieuw_id(),
        moeder_id=moeder_id,
        regels=tuple(
            Budgetregel(overeenkomst_id=one.id, agb_code=one.agb_code, bedrag_cent=opdracht.bedragen[one.id])
            for one in overeenkomsten
        ),
        eerste_vervaldatum=opdracht.eerste_vervaldatum,
        termijnen=opdracht.termijnen,
        grondslag=opdracht.grondslag,
        reden=opdracht.reden,
        businesscase_id=opdracht.businesscase_id,
        gemeenten=tuple(sorted(gemeenten)),
        aanbieders=tuple(sorted(aanbieders)),
    )
    controleer_wijziging(wijziging)
    for overeenkomst, regel in zip(overeenkomsten, wijziging.regels, strict=True):
        await budgetwijziging_toetsen(uow, wijziging, overeenkomst, regel)
    if wijziging.businesscase_id is not None:
        await _zeg_toe(uow, wijziging, wijziging.businesscase_id)
    await uow.budgetwijzigingen.add(wijziging)
    gegevens: dict[str, JSON] = {
        "totaal_cent": wijziging.totaal_cent,
        "regels": len(wijziging.regels),
        "businesscase": str(wijziging.businesscase_id) if wijziging.businesscase_id else None,
    }
    await uow.timeline.add(wijziging.zaak, "budgetwijziging_voorstellen", handeling, gegevens)
    return wijziging


def _moeder_van(overeenkomsten: Sequence[Budgetovereenkomst]) -> uuid.UUID | None:
    """The parent of all of them; several agreements without one parent have no common parties."""
    moeders = {one.moeder_id for one in overeenkomsten}
    if len(moeders) > 1 or (len(overeenkomsten) > 1 and None in moeders):
        raise refused("geen-gezamenlijke-moeder", "Wijzig alleen overeenkomsten van een moederovereenkomst samen.")
    return moeders.pop()


async def _partijen(
    uow: Uow, moeder_id: uuid.UUID | None, een: Budgetovereenkomst
) -> tuple[Iterable[str], Iterable[str]]:
    """The gemeenten and the aanbieders that have to sign."""
    if moeder_id is None:
        return een.gemeenten, (een.agb_code,)
    moeder = await locked(uow.moederovereenkomsten, moeder_id, "De moederovereenkomst")
    return moeder.gemeenten, moeder.aandelen


async def _zeg_toe(uow: Uow, wijziging: Budgetwijziging, businesscase_id: uuid.UUID) -> None:
    businesscase = await locked(uow.businesscases, businesscase_id, "De businesscase")
    if businesscase.betreft_id not in {wijziging.moeder_id, *wijziging.bij}:
        raise conflict("andere-businesscase", "Deze businesscase gaat over een andere overeenkomst.")
    await uow.businesscases.save(businesscase.zeg_toe(wijziging.totaal_cent))
