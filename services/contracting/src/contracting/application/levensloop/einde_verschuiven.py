from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_recht.kalender import DAG
from risb_recht.periode import Periode

from contracting.application.overeenkomsten.prijs_vaststellen import prijs_vastgesteld
from contracting.application.overeenkomsten.verlengagenda import plan
from contracting.application.taakgericht.termijnen_vaststellen import termijnen_vaststellen
from contracting.application.uow import Uow
from contracting.domain.levensloop.verlengen import doorlopende_prijzen, uiterste_ontvangst
from contracting.domain.overeenkomsten.dekking import controleer_dekking, dekking_van
from contracting.domain.overeenkomsten.events import OvereenkomstVerlengd
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.prijs import vervolgherkomst
from contracting.domain.regio.deelname import controleer_deelname
from contracting.domain.taakgericht.taakbudget import vervolgschema


async def einde_verschuiven(uow: Uow, handeling: Handeling, verlengd: Overeenkomst) -> Overeenkomst:
    """Let an agreement run on until its new end: prices keep their tariff, a task budget gets the terms that come.

    Refused when a gemeente no longer takes the service line then, or another agreement covers those days.
    """
    tot_dan = verlengd.verlengingen[-1].tot_dan
    await _controleer_deelname(uow, verlengd)
    for opgave in doorlopende_prijzen(verlengd, tot_dan):
        herkomst = vervolgherkomst(verlengd.prijzen, opgave, handeling.door)
        verlengd = verlengd.met_prijs(verlengd.stel_prijs_vast(opgave, handeling.nieuw_id(), herkomst))
    controleer_dekking(dekking_van(verlengd), await uow.overeenkomsten.get_dekking(verlengd.agb_code, verlengd.wet))
    await uow.overeenkomsten.save_restored(verlengd)
    uow.emit(_verlengd(verlengd))
    for prijs in verlengd.prijzen:
        if prijs.opgave.geldig_van > tot_dan:
            await uow.overeenkomsten.add_prijs(verlengd.id, prijs)
            uow.emit(prijs_vastgesteld(verlengd, prijs))
    await _termijnen(uow, verlengd)
    laatste = uiterste_ontvangst(verlengd)
    await plan(uow.agenda, verlengd.zaak, None if laatste is None else laatste + DAG)
    return verlengd


async def _controleer_deelname(uow: Uow, verlengd: Overeenkomst) -> None:
    perceel = await uow.percelen.find(verlengd.perceel_code)
    if perceel is None:
        raise not_found("Het perceel")
    erbij = Periode(van=verlengd.verlengingen[-1].tot_dan + DAG, tot=verlengd.einddatum)
    deelnames = {one: await uow.deelnames.get_perioden(one, perceel.dienst) for one in sorted(verlengd.gemeenten)}
    controleer_deelname(erbij, perceel.dienst, deelnames)


async def _termijnen(uow: Uow, verlengd: Overeenkomst) -> None:
    budget = verlengd.taakbudget_in(verlengd.verlengingen[-1].einddatum.year)
    if budget is None:
        return
    bestaand = [one for one, _ in await uow.termijnen.list(verlengd.id)]
    looptijd = Periode(van=verlengd.ingangsdatum, tot=verlengd.einddatum)
    nieuw = vervolgschema(budget, bestaand, looptijd, na=verlengd.verlengingen[-1].tot_dan)
    await uow.termijnen.add(verlengd.id, nieuw)
    await termijnen_vaststellen(uow, verlengd, nieuw)


def _verlengd(overeenkomst: Overeenkomst) -> OvereenkomstVerlengd:
    laatste = overeenkomst.verlengingen[-1]
    return OvereenkomstVerlengd(
        overeenkomst_id=str(overeenkomst.id),
        agb_code=overeenkomst.agb_code,
        einddatum=laatste.einddatum,
        volgnummer=overeenkomst.volgnummer_einde,
        soort=laatste.soort.value,
        grond=None if laatste.grond is None else laatste.grond.value,
        ontvangen_op=laatste.ontvangen_op,
    )
