import uuid
from collections.abc import Mapping

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.aanbesteding.aanbesteding import Aanbesteding
from contracting.domain.aanbesteding.events import AanbestedingGewijzigd


async def nota_publiceren(
    uow: Uow,
    handeling: Handeling,
    aanbesteding_id: uuid.UUID,
    *,
    antwoorden: Mapping[uuid.UUID, str],
    wijziging: str | None,
) -> Aanbesteding:
    """Answer questions for everybody at once; a change near the closing moves that day."""
    aanbesteding = await uow.aanbestedingen.get(aanbesteding_id)
    if aanbesteding is None:
        raise not_found("De aanbesteding")
    gewijzigd = aanbesteding.met_nota(antwoorden, wijziging, handeling.op, handeling.vandaag)
    await uow.aanbestedingen.save(gewijzigd)
    nota = gewijzigd.notas[-1]
    uow.emit(
        AanbestedingGewijzigd(
            aanbesteding_id=str(gewijzigd.id),
            nota=nota.nummer,
            wijzigt=nota.wijziging is not None,
            sluiting=nota.sluiting,
            datum=nota.datum,
        )
    )
    gegevens: dict[str, JSON] = {
        "nota": nota.nummer,
        "antwoorden": len(antwoorden),
        "sluiting": nota.sluiting.isoformat(),
    }
    await uow.timeline.add(gewijzigd.zaak, "nota_publiceren", handeling, gegevens)
    return gewijzigd
