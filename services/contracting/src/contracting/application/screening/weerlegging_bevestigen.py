from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.screening.blokkade_vaststellen import blokkade_vaststellen
from contracting.application.uow import Uow
from contracting.domain.screening.screening import Screening
from contracting.domain.screening.vierogen import WEERLEGGING_BEVESTIGEN


async def weerlegging_bevestigen(uow: Uow, handeling: Handeling, kvk_nummer: str, nummer: int) -> Screening:
    """Confirm as a second person that a hit is about somebody else."""
    screening = await uow.screeningen.get(kvk_nummer)
    if screening is None:
        raise not_found("De screening")
    bevestigd = screening.bevestig(nummer, handeling.vandaag)
    van = await belang_van(uow, *await uow.aanbieders.list_of_kvk(kvk_nummer))
    wie, keten = await met_organisatie(uow, handeling), await uow.timeline.list(screening.zaak)
    WEERLEGGING_BEVESTIGEN.toets(wie, keten, van=van)
    verteld = await blokkade_vaststellen(uow, handeling, bevestigd)
    gegevens = {"treffer": nummer, "blokkade": verteld.blokkade.value}
    await uow.timeline.add(verteld.zaak, "weerlegging_bevestigen", handeling, gegevens)
    return verteld
