from pydantic import TypeAdapter
from risb_kern.privacy import Privacy, Sealed

from contracting.adapters.bestedingsruimte.tables import BestedingsruimteRij
from contracting.domain.bestedingsruimte.bestedingsruimte import Bestedingsruimte

_RUIMTE = TypeAdapter(Bestedingsruimte)
_INHOUD = Sealed("bestedingsruimte.inhoud")


def ruimte_rij(ruimte: Bestedingsruimte, privacy: Privacy) -> BestedingsruimteRij:
    """The row of a ceiling."""
    return BestedingsruimteRij(
        id=ruimte.id,
        overeenkomst_id=ruimte.overeenkomst_id,
        agb_code=ruimte.agb_code,
        jaar=ruimte.jaar,
        status=ruimte.status,
        inhoud=_INHOUD.seal(privacy, ruimte.id, _RUIMTE.dump_json(ruimte).decode()),
    )


def ruimte_uit(rij: BestedingsruimteRij, privacy: Privacy) -> Bestedingsruimte:
    """The ceiling of a row."""
    return _RUIMTE.validate_json(_INHOUD.open(privacy, rij.id, rij.inhoud))
