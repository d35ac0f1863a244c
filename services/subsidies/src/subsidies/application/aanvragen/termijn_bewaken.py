import uuid

from risb_kern.act import Handeling

from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import gevonden
from subsidies.domain.aanvragen.bewaking import Bewaking, momenten


async def termijn_bewaken(uow: Uow, handeling: Handeling, aanvraag_id: uuid.UUID, soort: Bewaking) -> None:
    """Write in the case that a term is near or passed, if that is so by now; once per day that the term ended on.

    Nobody outside: it decides nothing, the applicant hears of it from the decision or from the request itself.
    """
    aanvraag = gevonden(await uow.aanvragen.get(aanvraag_id))
    regeling = await uow.regelingen.read(aanvraag.regeling_code, aanvraag.regeling_versie)
    dag = momenten(aanvraag, regeling).get(soort)
    if dag is None:
        return
    if dag > handeling.vandaag:
        await uow.agenda.set(aanvraag.zaak, soort, dag)
        return
    gegevens = {"soort": soort.value, "dag": dag.isoformat(), "status": aanvraag.status.value}
    bewaakt = [one.gegevens for one in await uow.timeline.list(aanvraag.zaak) if one.soort == "termijn_bewaken"]
    if all((one["soort"], one["dag"]) != (gegevens["soort"], gegevens["dag"]) for one in bewaakt):
        await uow.timeline.add(aanvraag.zaak, "termijn_bewaken", handeling, gegevens)
