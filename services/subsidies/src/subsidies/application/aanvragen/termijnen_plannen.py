from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.aanvragen.bewaking import Bewaking, momenten
from subsidies.domain.regelingen.regeling import Regeling


async def termijnen_plannen(uow: Uow, aanvraag: Aanvraag, regeling: Regeling) -> None:
    """Put in the agenda what comes by itself now; a term that moved takes its appointments along."""
    dagen = momenten(aanvraag, regeling)
    for soort in Bewaking:
        if soort in dagen:
            await uow.agenda.set(aanvraag.zaak, soort, dagen[soort])
        else:
            await uow.agenda.cancel(aanvraag.zaak, soort)
