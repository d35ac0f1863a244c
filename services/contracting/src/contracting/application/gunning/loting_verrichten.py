import hashlib
import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.aanbesteding.ports import Zegel
from contracting.application.gunning.gunning_meedelen import geldige_inschrijvingen
from contracting.application.uow import Uow
from contracting.domain.aanbesteding.rangorde import gelijk_geeindigd, rangschik
from contracting.domain.gunning.events import LotingVerricht
from contracting.domain.gunning.gunning import Gunning, Gunningsloting


async def loting_verrichten(
    uow: Uow, handeling: Handeling, aanbesteding_id: uuid.UUID, perceel_code: str, *, getuige: str, zegel: Zegel
) -> Gunning:
    """Draw lots among bids that nothing else tells apart; nobody chooses the seed, and everybody can draw it again."""
    aanbesteding = await uow.aanbestedingen.get(aanbesteding_id)
    if aanbesteding is None:
        raise not_found("De aanbesteding")
    vraag = aanbesteding.vraag_van(perceel_code)
    gunning = await uow.gunningen.start(aanbesteding_id, perceel_code)
    geldig = geldige_inschrijvingen(await uow.inschrijvingen.list(aanbesteding_id, perceel_code), zegel)
    boden = [gunning.bod_van(agb, inhoud.tarieven) for agb, inhoud in geldig.items()]
    zaad = str(handeling.nieuw_id())
    gelijk = gelijk_geeindigd(vraag, rangschik(vraag, boden)) if boden else ()
    volgorde = tuple(sorted(gelijk, key=lambda agb: hashlib.sha256(f"{zaad}|{agb}".encode()).digest()))
    loting = Gunningsloting(zaad=zaad, getuige=getuige, volgorde=volgorde, datum=handeling.vandaag)
    geloot = gunning.loot(vraag, boden, loting)
    await uow.gunningen.save(geloot)
    uow.emit(
        LotingVerricht(
            aanbesteding_id=str(aanbesteding_id),
            perceel_code=perceel_code,
            zaad=zaad,
            getuige=getuige,
            volgorde=volgorde,
            datum=loting.datum,
        )
    )
    gegevens: dict[str, JSON] = {"zaad": zaad, "volgorde": volgorde}
    await uow.timeline.add(geloot.zaak, "loting_verrichten", handeling, gegevens)
    return geloot
