from risb_kern.act import Handeling
from risb_kern.errors import Fout, not_found, refused
from risb_kern.trace import current_trace_id
from risb_recht.periode import Periode

from contracting.application.uow import Uow
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst, controleer_vorm
from contracting.domain.overeenkomsten.sluiten import OvereenkomstSluiten
from contracting.domain.prijzen.prijs import Prijsherkomst, Prijsopgave, Prijsreden, dubbel_in, fouten_in
from contracting.domain.regio.deelname import controleer_deelname
from contracting.domain.taakgericht.taakbudget import jaarbedragen
from contracting.domain.toelating.perceel import Perceel


async def overeenkomst_opmaken(
    uow: Uow, handeling: Handeling, opdracht: OvereenkomstSluiten
) -> tuple[Perceel, Overeenkomst]:
    """What was agreed as an agreement with its prices, not stored; refused when it does not fit its perceel.

    Every gemeente takes the service line all the time.
    """
    perceel = await _perceel_van(uow, opdracht)
    zonder_prijzen = _zonder_prijzen(perceel, opdracht, handeling)
    controleer_vorm(perceel, zonder_prijzen, opdracht.prijzen)
    looptijd = Periode(van=opdracht.ingangsdatum, tot=opdracht.einddatum)
    deelnames = {one: await uow.deelnames.get_perioden(one, perceel.dienst) for one in sorted(opdracht.gemeenten)}
    controleer_deelname(looptijd, perceel.dienst, deelnames)
    return perceel, _met_prijzen(zonder_prijzen, opdracht.prijzen, handeling)


async def _perceel_van(uow: Uow, opdracht: OvereenkomstSluiten) -> Perceel:
    perceel = await uow.percelen.find(opdracht.perceel_code)
    if perceel is None:
        raise not_found("Het perceel")
    aanbieder = await uow.aanbieders.find(opdracht.agb_code)
    if aanbieder is None:
        raise not_found("De aanbieder")
    if screening := await uow.screeningen.find(aanbieder.kvk_nummer):
        screening.eis_vrij()
    return perceel


def _zonder_prijzen(perceel: Perceel, opdracht: OvereenkomstSluiten, handeling: Handeling) -> Overeenkomst:
    return Overeenkomst(
        id=handeling.nieuw_id(),
        agb_code=opdracht.agb_code,
        perceel_code=perceel.code,
        wet=perceel.wet,
        variant=perceel.variant,
        programmalijn=perceel.programmalijn,
        gemeenten=opdracht.gemeenten,
        ingangsdatum=opdracht.ingangsdatum,
        einddatum=opdracht.einddatum,
        opzegtermijn_maanden=opdracht.opzegtermijn_maanden,
        verlengrecht=opdracht.verlengrecht,
        waarde_cent=_waarde(opdracht),
        gebruiksnorm=opdracht.gebruiksnorm,
        taakbudget=opdracht.taakbudget,
        trace_id=current_trace_id(),
        moeder_id=opdracht.moeder_id,
    )


def _waarde(opdracht: OvereenkomstSluiten) -> int | None:
    """What it is worth as it was agreed: as told, or what a task budget comes to."""
    budget, tot = opdracht.taakbudget, opdracht.einddatum
    if opdracht.waarde_cent is not None or budget is None or tot is None or tot < opdracht.ingangsdatum:
        return opdracht.waarde_cent
    return sum(jaarbedragen(budget.jaarbudget_cent, opdracht.ingangsdatum, tot).values())


def _met_prijzen(overeenkomst: Overeenkomst, opgaven: tuple[Prijsopgave, ...], handeling: Handeling) -> Overeenkomst:
    """Every price in turn, so that versions count on; all faults of all prices are told at once."""
    fouten: list[Fout] = []
    opgaven = tuple(one.voor(overeenkomst.gemeenten) for one in opgaven)
    for opgave in opgaven:
        fouten += fouten_in(opgave, overeenkomst.gemeenten, van=overeenkomst.ingangsdatum, tot=overeenkomst.einddatum)
    fouten += dubbel_in(opgaven)
    if fouten:
        raise refused("prijs-past-niet", "Niet elke prijs past bij de overeenkomst.", *fouten)
    herkomst = Prijsherkomst(reden=Prijsreden.OVEREENGEKOMEN, bron=None, door=handeling.door)
    for opgave in sorted(opgaven, key=lambda one: one.geldig_van):
        prijs = overeenkomst.stel_prijs_vast(opgave, handeling.nieuw_id(), herkomst)
        overeenkomst = overeenkomst.met_prijs(prijs)
    return overeenkomst
