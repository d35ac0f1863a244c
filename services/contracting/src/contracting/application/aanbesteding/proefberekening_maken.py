import uuid
from collections.abc import Sequence

from risb_kern.act import Handeling
from risb_kern.errors import Fout, not_found, refused
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.aanbesteding.formule import HONDERDSTEN
from contracting.domain.aanbesteding.perceelvraag import Perceelvraag
from contracting.domain.aanbesteding.rangorde import Bod, Rangplaats, rangschik


async def proefberekening_maken(
    uow: Uow, handeling: Handeling, aanbesteding_id: uuid.UUID, *, perceel_code: str, boden: Sequence[Bod]
) -> Sequence[Rangplaats]:
    """Show what the formula does with bids that were made up; without one nothing is published."""
    aanbesteding = await uow.aanbestedingen.get(aanbesteding_id)
    if aanbesteding is None:
        raise not_found("De aanbesteding")
    vraag = aanbesteding.vraag_van(perceel_code)
    _controleer(vraag, boden)
    standen = rangschik(vraag, boden)
    await uow.aanbestedingen.save(aanbesteding.beproef(perceel_code))
    gegevens: dict[str, JSON] = {"perceel_code": perceel_code, "totalen": [one.totaal for one in standen]}
    await uow.timeline.add(aanbesteding.zaak, "proefberekening_maken", handeling, gegevens)
    return standen


def _controleer(vraag: Perceelvraag, boden: Sequence[Bod]) -> None:
    hoogste = {one.code: HONDERDSTEN * one.punten for one in vraag.criteria}
    for bod in boden:
        past = bod.tarieven.keys() == vraag.productcodes and bod.punten.keys() == hoogste.keys()
        if not past or any(punten > hoogste[code] for code, punten in bod.punten.items()):
            melding = f"Bod {bod.agb_code} noemt niet elk product en elk criterium, of geeft meer punten dan kan."
            raise refused("bod-past-niet", "Niet elk bod past bij het perceel.", Fout("boden", "past-niet", melding))
