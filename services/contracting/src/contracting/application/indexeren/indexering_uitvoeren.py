import uuid
from collections import defaultdict
from dataclasses import replace

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from contracting.application.indexeren.opstellen import by_perceel
from contracting.application.overeenkomsten.prijs_vaststellen import prijs_vastgesteld
from contracting.application.taakgericht.termijnen_vaststellen import termijnen_vaststellen
from contracting.application.uow import Uow
from contracting.domain.indexeren.indexering import Indexering, IndexeringStatus
from contracting.domain.indexeren.voorstel import Indexregel, Regelstatus, regels_van
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.prijs import Prijs, Prijsherkomst, Prijsreden, volgende_versie
from contracting.domain.taakgericht.taakbudget import Betaaltermijn, Budgetversie, betaalschema


async def indexering_uitvoeren(uow: Uow, handeling: Handeling, indexering_id: uuid.UUID, *, deel: int) -> None:
    """Give the agreements of one part their new prices and budgets; again changes nothing.

    An agreement that changed after the decision is left as it is, and its lines lapse: a next run takes it along.
    """
    indexering = await uow.indexeringen.find(indexering_id)
    if indexering is None or indexering.status is not IndexeringStatus.VASTGESTELD:
        return
    if not (open_ := await uow.indexeringen.list_open(indexering_id, deel)):
        return
    per_contract: dict[uuid.UUID, list[Indexregel]] = defaultdict(list)
    for regel in open_:
        per_contract[regel.overeenkomst_id].append(regel)
    toegepast: dict[uuid.UUID, list[Prijs]] = {}
    for overeenkomst in await uow.indexcontracten.lock(per_contract):
        regels = per_contract[overeenkomst.id]
        if regels_van(overeenkomst, indexering.jaar, by_perceel(indexering.berekeningen)) != regels:
            continue
        if overeenkomst.taakbudget is None:
            toegepast[overeenkomst.id] = _prijzen(handeling, indexering, overeenkomst, regels)
            for prijs in toegepast[overeenkomst.id]:
                uow.emit(prijs_vastgesteld(overeenkomst, prijs), overeenkomst.trace_id)
        elif await _budget(uow, indexering, overeenkomst, regels[0]):
            toegepast[overeenkomst.id] = []
        else:
            continue
        gegevens: dict[str, JSON] = {"indexering": str(indexering_id), "regels": len(regels)}
        await uow.timeline.add(overeenkomst.zaak, "indexering_uitvoeren", handeling, gegevens)
    await uow.indexcontracten.add_prijzen(toegepast)
    await uow.indexeringen.save_regels(indexering_id, toegepast, Regelstatus.TOEGEPAST)
    await uow.indexeringen.save_regels(indexering_id, per_contract.keys() - toegepast.keys(), Regelstatus.VERVALLEN)
    await _voltooi(uow, handeling, indexering)


def _prijzen(
    handeling: Handeling, indexering: Indexering, overeenkomst: Overeenkomst, regels: list[Indexregel]
) -> list[Prijs]:
    """A new version for every line; the versions before it stay."""
    bestaand = {one.id: one for one in overeenkomst.prijzen}
    nieuw: list[Prijs] = []
    for regel in regels:
        if regel.basis_id is None:
            continue
        opgave = replace(
            bestaand[regel.basis_id].opgave,
            tarief_cent=regel.wordt_cent,
            geldig_van=regel.van,
            geldig_tot=regel.tot,
            gemeenten=regel.gemeenten,
        )
        herkomst = Prijsherkomst(
            reden=Prijsreden.INDEXERING,
            bron=indexering.bron(regel.berekening),
            door=indexering.vastgesteld_door or "",
            indexering_id=indexering.id,
            indexjaar=indexering.jaar,
            basis_id=regel.basis_id,
        )
        versie = volgende_versie([*overeenkomst.prijzen, *nieuw], opgave)
        nieuw.append(Prijs(id=handeling.nieuw_id(), versie=versie, opgave=opgave, herkomst=herkomst))
    return nieuw


async def _budget(uow: Uow, indexering: Indexering, overeenkomst: Overeenkomst, regel: Indexregel) -> bool:
    """The new yearly amount with its terms; False when the terms no longer are those of the budget."""
    versie = Budgetversie(
        vanaf_jaar=indexering.jaar,
        jaarbudget_cent=regel.wordt_cent,
        indexering_id=indexering.id,
        door=indexering.vastgesteld_door or "",
    )
    geindexeerd = overeenkomst.met_budget(versie)
    budget, einde = geindexeerd.taakbudget_in(indexering.jaar), overeenkomst.afgesproken_einde
    if budget is None or einde is None:
        return False
    nieuw = [one for one in betaalschema(budget, overeenkomst.ingangsdatum, einde) if one.jaar >= indexering.jaar]
    bestaand = {_plek(one): vervallen for one, vervallen in await uow.termijnen.list(overeenkomst.id)}
    if any(_plek(one) not in bestaand for one in nieuw):
        return False
    await uow.overeenkomsten.save(geindexeerd)
    await uow.termijnen.save(overeenkomst.id, nieuw)
    await termijnen_vaststellen(uow, geindexeerd, [one for one in nieuw if not bestaand[_plek(one)]])
    return True


def _plek(termijn: Betaaltermijn) -> tuple[str, int, int]:
    return termijn.gemeente, termijn.jaar, termijn.nummer


async def _voltooi(uow: Uow, handeling: Handeling, indexering: Indexering) -> None:
    """After the last part, whichever that is: parts may be carried out side by side."""
    await uow.serialize(indexering.zaak)
    aantallen = await uow.indexeringen.count(indexering.id)
    if Regelstatus.OPEN in aantallen:
        return
    klaar = indexering.voltooi()
    await uow.indexeringen.save(klaar)
    gegevens: dict[str, JSON] = {one.value: aantal for one, aantal in sorted(aantallen.items())}
    await uow.timeline.add(klaar.zaak, "indexering_uitvoeren", handeling, gegevens)
