import uuid

from risb_kern.errors import not_found
from risb_kern.lists import Bereik

from contracting.application.bestedingsruimte.ports import Bestedingsruimten
from contracting.domain.bestedingsruimte.bestedingsruimte import Bestedingsruimte

OVERAL = Bereik(alles=True)


async def locked(ruimten: Bestedingsruimten, ruimte_id: uuid.UUID, bereik: Bereik = OVERAL) -> Bestedingsruimte:
    """The ceiling, locked; one that does not exist or is out of reach is not found."""
    ruimte = await ruimten.get(ruimte_id)
    if ruimte is None or not bereik.ziet(agb_code=ruimte.agb_code):
        raise not_found("De bestedingsruimte")
    return ruimte
