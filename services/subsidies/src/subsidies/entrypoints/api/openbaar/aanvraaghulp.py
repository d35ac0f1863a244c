from collections.abc import Sequence

from fastapi import APIRouter, Request
from risb_api.identity import Iedereen
from risb_kern.errors import DomainError, Fout, Kind

from subsidies.application.lezen import Plafondregel
from subsidies.domain.openbaar.hulp import Hulpvraag, beantwoord
from subsidies.domain.openbaar.postcodes import gemeente_van
from subsidies.domain.regelingen.regeling import Regeling
from subsidies.entrypoints.api.regelingen.regelingen_models import Hulpantwoordmodel, Hulpresultaat, Hulpvraagmodel

router = APIRouter(tags=["aanvraaghulp"])


@router.post("/aanvraaghulp", summary="Welke regeling past bij mij?")
async def zoek_regeling(request: Request, body: Hulpvraagmodel, _: Iedereen) -> Hulpresultaat:
    """Een ingang voor alle regelingen: past de regeling, en zo niet, waarom niet. Wij bewaren uw antwoorden niet."""
    vraag = _vraag(body)
    vandaag = request.app.state.clock.vandaag()
    antwoorden = []
    async with request.app.state.uow() as uow:
        for regeling in await uow.lezer.regelingen():
            ruimte = _ruimte(regeling, vraag, await uow.lezer.plafonds(regeling.code))
            antwoorden.append(beantwoord(regeling, vraag, vandaag, ruimte_cent=ruimte))
    antwoorden.sort(key=lambda one: (not one.past, one.regeling_code))
    modellen = [Hulpantwoordmodel.model_validate(one) for one in antwoorden]
    return Hulpresultaat(gemeente=vraag.gemeente, resultaten=modellen)


def _vraag(body: Hulpvraagmodel) -> Hulpvraag:
    gemeente = body.gemeente or (gemeente_van(body.postcode) if body.postcode else None)
    if gemeente is None:
        melding = "Geef een postcode in onze regio, of de code van uw gemeente."
        raise DomainError(Kind.INVALID, "gemeente-onbekend", melding, Fout("postcode", "onbekend", melding))
    return Hulpvraag(
        gemeente=gemeente,
        wijk=body.wijk,
        soort=body.soort,
        bedrag_cent=body.bedrag_cent,
        datum=body.datum,
        winstoogmerk=body.winstoogmerk,
    )


def _ruimte(regeling: Regeling, vraag: Hulpvraag, rows: Sequence[Plafondregel]) -> int | None:
    plafond = regeling.plafond_voor(vraag.gemeente, vraag.wijk, vraag.datum)
    if plafond is None:
        return None
    return next(
        row.ruimte_cent
        for row in rows
        if (row.gemeente, row.wijk, row.tijdvak) == (plafond.gemeente, plafond.wijk, plafond.tijdvak)
    )
