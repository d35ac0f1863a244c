import uuid
from collections.abc import Sequence

from subsidies.application.besluiten.gelijken import plafondstand
from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import gevonden
from subsidies.domain.besluiten.loting import Loting


async def lotingen_lezen(uow: Uow, aanvraag_id: uuid.UUID) -> Sequence[Loting]:
    """The lotteries at the place where this application stands now."""
    aanvraag = gevonden(await uow.aanvragen.find(aanvraag_id))
    regeling = await uow.regelingen.read(aanvraag.regeling_code, aanvraag.regeling_versie)
    stand, plaats = await plafondstand(aanvraag, regeling, uow, vast=False), aanvraag.plaats(regeling)
    return [] if stand is None or plaats is None else await uow.lotingen.list(stand.id, plaats)
